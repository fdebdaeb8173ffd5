"""The forms that change something: decide, correct, undo, name. Each sends the browser on to a page."""

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote

from sqlalchemy import Connection
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bienban.errors import BienbanError, UsageError
from bienban.review.facts import corrections
from bienban.review.gold import promote
from bienban.review.guard import is_token
from bienban.review.pages import filters_of, group_page, record_page, seen_of, wanted_in
from bienban.review.queue import Entry, id_of, items
from bienban.review.site import REVIEWER, Site, address, go, language_in, reviewer_in
from bienban.review.wording import say_in
from bienban.store.decisions import Act, Correction, Seen, decide, undo
from bienban.store.schema import Verdict

Form = Mapping[str, str]
Handler = Callable[[Site, Request, Form], Response]

VERDICTS: dict[str, Verdict] = {"accept": "accept", "reject": "reject", "unsure": "unsure"}
LONGEST_NOTE = 2000


def checked(handler: Handler) -> Handler:
    """The handler of a form that holds the token of this server."""

    def handle(site: Site, request: Request, form: Form) -> Response:
        if not is_token(form.get("token", ""), site.token):
            return PlainTextResponse(say_in(language_in(request))("stale") + "\n", 403)
        return handler(site, request, form)

    return handle


def decide_one(site: Site, request: Request, form: Form) -> Response:
    """Accept, reject or be unsure of one record, then show the next one that is open."""
    verdict = VERDICTS.get(form.get("verdict", ""))
    if verdict is None:
        return PlainTextResponse("no such verdict\n", 400)
    return _decide_one(site, request, form, verdict, ())


def correct_one(site: Site, request: Request, form: Form) -> Response:
    """Correct fields of one record, then show the next one that is open."""
    say = say_in(language_in(request))
    with site.reading() as connection:
        entry = site.queue.entries.get(_name(form))
        found = dict(_items(connection, [entry])) if entry else {}
    given = {name.removeprefix("field-"): value for name, value in form.items() if name.startswith("field-")}
    places = {name.removeprefix("at-"): value for name, value in form.items() if name.startswith("at-")}
    try:
        told = [
            one for item in found.values() for one in corrections(form.get("kind", ""), item, given, places)
        ]
    except UsageError as error:
        return record_page(site, request, asked=_asked(form), message=str(error), refused=True, status=422)
    if not told:
        message = say("nothing_corrected")
        return record_page(site, request, asked=_asked(form), message=message, refused=True, status=422)
    return _decide_one(site, request, form, "correct", told)


def _decide_one(
    site: Site, request: Request, form: Form, verdict: Verdict, told: Sequence[Correction]
) -> Response:
    seen = _seen(site, form)
    act = None
    if seen is not None:

        def work(connection: Connection) -> Act:
            return decide(
                connection,
                [seen],
                verdict,
                reviewer=reviewer_in(request, site.reviewer),
                note=_note(form),
                corrections=told,
            )

        act = site.write(work)
    if act is None or act.overtaken:
        with site.reading(anew=True):
            say = say_in(language_in(request))
            return record_page(
                site, request, asked=_asked(form), message=say("overtaken"), refused=True, status=409
            )
    return go(_next(site, form, act.act))


def _next(site: Site, form: Form, act: str) -> str:
    """The next open record of the group, else the queue."""
    with site.reading():
        decided = site.queue.entries.get(_name(form))
        group = decided and site.queue.group(id_of(decided))
        if decided and group:
            size = len(group.entries)
            for step in range(1, size):
                entry = group.entries[(decided.place + step) % size]
                if entry.verdict is None:
                    doc, kind, key = entry.name
                    told = {"doc": doc, "kind": kind, "key": key, "did": act}
                    return address("/record", told)
    return address("/", {"did": act})


def _name(form: Form) -> tuple[str, str, str]:
    return form.get("doc", ""), form.get("kind", ""), form.get("key", "")


def _asked(form: Form) -> dict[str, str]:
    return {name: form.get(name, "") for name in ("doc", "kind", "key")}


def _note(form: Form) -> str | None:
    return form.get("note", "").strip()[:LONGEST_NOTE] or None


def _items(connection: Connection, entries: Sequence[Entry]) -> list[tuple[str, dict[str, object]]]:
    return [("/".join(entry.name), dict(item)) for entry, item in items(connection, entries)]


def _seen(site: Site, form: Form) -> Seen | None:
    """The record a form was made for, as it was then; None when it is gone or has changed."""
    numbers = [form.get(name, "") for name in ("run", "version", "review")]
    with site.reading() as connection:
        entry = site.queue.entries.get(_name(form))
        if entry is None or not all(number.isdecimal() for number in numbers):
            return None
        item = next((item for _, item in items(connection, [entry])), None)
    run, version, review = map(int, numbers)
    return None if item is None else Seen(*entry.name, run, version, item, review)


def decide_group(site: Site, request: Request, form: Form) -> Response:
    """Decide about all open records of a group at once."""
    verdict = VERDICTS.get(form.get("verdict", ""))
    if verdict is None:
        return PlainTextResponse("no such verdict\n", 400)
    wanted = wanted_in(form)
    say = say_in(language_in(request))
    with site.reading() as connection:
        group = site.queue.group(form.get("id", ""))
        entries = [entry for entry in group.entries if wanted.has(entry)] if group else []
        due = [entry for entry in entries if entry.verdict is None]
        if group is None or not due or seen_of(entries) != form.get("seen"):
            told = {"id": form.get("id", ""), **filters_of(wanted)}
            return group_page(
                site, request, asked=told, message=say("overtaken_group"), refused=True, status=409
            )
        seen = [
            Seen(*entry.name, entry.run, entry.version, item, entry.decision.review if entry.decision else 0)
            for entry, item in items(connection, due)
        ]
        pattern = str(group.signature)

    def work(connection: Connection) -> Act:
        who = reviewer_in(request, site.reviewer)
        return decide(connection, seen, verdict, reviewer=who, note=_note(form), pattern=pattern)

    act = site.write(work)
    return go(address("/", {**filters_of(wanted), "did": act.act}))


def undo_act(site: Site, request: Request, form: Form) -> Response:
    """Take an act back."""
    who = reviewer_in(request, site.reviewer)
    site.write(lambda connection: undo(connection, form.get("act", ""), reviewer=who))
    return go(form.get("back", "/"))


def promote_document(site: Site, request: Request, form: Form) -> Response:
    """Write a document that is decided into the folder of gold, and tell which file it is."""
    with site.reading() as connection:
        if site.gold is None:
            return PlainTextResponse("no folder of gold; start with --gold\n", 400)
        try:
            path = promote(connection, form.get("doc", ""), site.gold)
        except BienbanError as error:
            return site.page(request, "help.html", message=str(error), refused=True, status=422)
        say = say_in(language_in(request))
        return site.page(request, "help.html", message=f"{say('promoted')} {path}")


def set_name(_site: Site, _request: Request, form: Form) -> Response:
    """Keep the name of who sits at this browser."""
    answer = go("/log")
    name = " ".join(form.get("name", "").split())[:80]
    if name:
        answer.set_cookie(REVIEWER, quote(name), max_age=31_536_000, samesite="strict", httponly=True)
    return answer
