"""The Page of a Doc is the Doc."""

from bienban.text.doc import Doc as Page

__all__ = ["Page", "page_of"]


def page_of(doc: Page) -> Page:
    """Itself."""
    return doc
