"""Where the templates of all pages are found, and how they are filled."""

from functools import cache

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined


@cache
def environment(package: str = "bienban.page") -> Environment:
    """The templates of a package, and those all pages share; every value is escaped, none may be missing."""
    packages = dict.fromkeys((package, "bienban.page"))
    return Environment(
        loader=ChoiceLoader([PackageLoader(name) for name in packages]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
