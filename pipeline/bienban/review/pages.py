"""The pages that are read: queue, group, record, log, help."""

from collections.abc import Mapping
from dataclasses import asdict
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from markupsafe import Markup
from sqlalchemy import Connection, select
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bienban.review.queue import Entry, Group, Wanted, id_of, items
from bienban.review.show import said, sample, view
from bienban.review.site import LANGUAGE, Site, go, language_in
from bienban.review.wording import LANGUAGES, say_in
from bienban.store.decisions import acts, corrections_of
from bienban.store.reading import read_lists, stored
from bienban.store.schema import tables, texts

ON_A_PAGE = 20
"""Records of a group on one page."""

_STATIC = {
    "style.css": ("bienban.page", "templates/style.css", "text/css"),
    "review.css": ("bienban.review", "static/review.css", "text/css"),
    "keys.js": ("bienban.review", "static/keys.js", "text/javascript"),
}


def wanted_in(values: Mapping[str, Any]) -> Wanted:
    """The filters of a request or a form."""
    known = {name: str(values[name])[:500] for name in Wanted.__slots__ if values.get(name)}
    return Wanted(**known)


def filters_of(wanted: Wanted) -> dict[str, str]:
    """Filters as an address has them."""
    return {name: value for name, value in asdict(wanted).items() if value}


def queue_page(site: Site, request: Request) -> Response:
    """The groups of what is asked for."""
    wanted = wanted_in(request.query_params)
    with site.reading():
        return site.page(
            request,
            "queue.html",
            did=request.query_params.get("did", ""),
            wanted=wanted,
            filters=filters_of(wanted),
            kinds=list(tables),
            groups=site.queue.groups(wanted),
        )


def group_page(site: Site, request: Request, **more: Any) -> Response:
    """One group: its least typical records first, and what may be done with all of them."""
    asked = {**request.query_params, **more.pop("asked", {})}
    wanted = wanted_in(asked)
    with site.reading() as connection:
        group = site.queue.group(asked.get("id", ""))
        if group is None:
            return _gone(site, request)
        entries = [entry for entry in group.entries if wanted.has(entry)]
        pages = max(1, -(-len(entries) // ON_A_PAGE))
        number = min(max(1, int(asked.get("page", "1")) if asked.get("page", "1").isdecimal() else 1), pages)
        shown = _samples(connection, entries[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
        return site.page(
            request,
            "group.html",
            did=request.query_params.get("did", ""),
            group=group,
            filters=filters_of(wanted),
            count=len(entries),
            open=sum(entry.verdict is None for entry in entries),
            seen=seen_of(entries),
            shown=shown,
            page=number,
            pages=pages,
            **more,
        )


def seen_of(entries: list[Entry]) -> str:
    """What tells whether open records of a group are still those that were seen."""
    numbers = [(entry.run, entry.version, entry.name) for entry in entries if entry.verdict is None]
    return blake2b(repr(numbers).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _samples(connection: Connection, entries: list[Entry]) -> list[dict[str, Any]]:
    of = texts.c
    query = select(of.document, of.text).where(of.document.in_({entry.document for entry in entries}))
    known = dict(connection.execute(query).all())
    return [
        {"entry": entry, "said": said(item), "pieces": sample(item, known.get(entry.document))}
        for entry, item in items(connection, entries)
    ]


def record_page(site: Site, request: Request, **more: Any) -> Response:
    """One record in its article."""
    asked = {**request.query_params, **more.pop("asked", {})}
    with site.reading() as connection:
        entry = site.queue.entries.get((asked.get("doc", ""), asked.get("kind", ""), asked.get("key", "")))
        group = entry and site.queue.group(id_of(entry))
        shown = entry and _shown(connection, entry)
        if entry is None or not isinstance(group, Group) or shown is None:
            return _gone(site, request)
        number, count = entry.place, len(group.entries)
        return site.page(
            request,
            "one.html",
            did=request.query_params.get("did", ""),
            **{"message": "", **more},
            entry=entry,
            view=shown,
            group=group,
            number=number + 1,
            count=count,
            previous=group.entries[number - 1] if number else None,
            following=group.entries[number + 1] if number + 1 < count else None,
            seen_fields=lambda: _seen_fields(entry),
            gold=site.gold,
            gold_open=site.queue.open_in(entry.document) if site.gold else 0,
        )


def _seen_fields(entry: Entry) -> Any:
    """What a form has to tell of the record that was seen."""
    doc_id, kind, key = entry.name
    review = entry.decision.review if entry.decision else 0
    told = {"doc": doc_id, "kind": kind, "key": key}
    told |= {"run": str(entry.run), "version": str(entry.version), "review": str(review)}
    field = Markup('<input type="hidden" name="{}" value="{}">')
    return Markup("").join(field.format(name, value) for name, value in told.items())


def _shown(connection: Connection, entry: Entry) -> Any:
    lists = read_lists(connection, [entry.document]).get(entry.document)
    if lists is None:
        return None
    found = stored(lists)
    item = next((one.item for one in found[entry.name[1]] if one.key == entry.name[2]), None)
    if item is None:
        return None
    text = connection.scalar(select(texts.c.text).where(texts.c.document == entry.document))
    corrected = corrections_of(connection, entry.decision.review) if entry.decision else ()
    flags = [one.item for one in found["flags"]] if entry.name[1] != "flags" else []
    return view(entry.name, item, text=text, flags=flags, corrections=corrected, before=entry.before)


def _gone(site: Site, request: Request) -> Response:
    say = say_in(language_in(request))
    return site.page(request, "help.html", message=say("gone"), refused=True, status=404)


def log_page(site: Site, request: Request) -> Response:
    """What was decided, the newest first."""
    with site.reading() as connection:
        return site.page(request, "log.html", acts=acts(connection, limit=200))


def help_page(site: Site, request: Request) -> Response:
    """The keys and what they do."""
    with site.reading():
        return site.page(request, "help.html")


def choose_language(_site: Site, request: Request) -> Response:
    """Keep the language that was chosen, and go back."""
    answer = go(request.query_params.get("back", "/"))
    to = request.query_params.get("to", "")
    if to in LANGUAGES:
        answer.set_cookie(LANGUAGE, to, max_age=31_536_000, samesite="strict")
    return answer


def no_icon(_site: Site, _request: Request) -> Response:
    """What a browser asks for unasked."""
    return Response(status_code=204)


def static(_site: Site, request: Request) -> Response:
    """Style and script of the pages; no other file."""
    known = _STATIC.get(request.path_params["name"])
    if known is None:
        return PlainTextResponse("no such file\n", 404)
    package, path, kind = known
    return Response(files(package).joinpath(path).read_text("utf-8"), media_type=kind)
