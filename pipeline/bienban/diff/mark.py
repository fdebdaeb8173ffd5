"""A Change -> its mark: one number, the same whenever the same change comes again."""

import json
from hashlib import blake2b

from bienban.diff.compare import Change


def mark(change: Change) -> int:
    """64 bits of a hash of the document's name, the kind of record and what changed from what to what."""
    said = [change.doc_id, change.kind, change.span and change.span["raw"], change.fields]
    content = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = blake2b(content.encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest)
