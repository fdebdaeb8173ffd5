"""What all pages of one server share: the archive, its queue, the token, and how a page is made."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from jinja2 import Environment
from markupsafe import Markup
from sqlalchemy import Connection, Engine
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bienban.page.template import environment
from bienban.review.guard import new_token
from bienban.review.queue import Queue
from bienban.review.wording import Language, language_of, say_in
from bienban.store.engine import persistently, transaction

REVIEWER = "reviewer"
LANGUAGE = "language"
"""Names of cookies."""


@dataclass
class Site:
    """One server on one archive; `gold` is the folder documents are promoted to."""

    engine: Engine
    reviewer: str
    gold: Path | None = None
    token: str = field(default_factory=new_token)
    queue: Queue = field(default_factory=Queue)
    lock: threading.RLock = field(default_factory=threading.RLock)

    @contextmanager
    def reading(self, *, anew: bool = False) -> Iterator[Connection]:
        """A connection to read with, and nobody else at the queue, which is up to date."""
        with self.lock, transaction(self.engine, "review", write=False) as connection:
            self.queue.follow(connection, anew=anew)
            yield connection

    def write(self, work: Any) -> Any:
        """Do `work` with a connection to write with, again when another one is in the way."""

        def once() -> Any:
            with transaction(self.engine, "review") as connection:
                return work(connection)

        return persistently(self.engine, once)

    def page(  # noqa: PLR0913 - options are keyword-only
        self,
        request: Request,
        template: str,
        *,
        message: str = "",
        refused: bool = False,
        did: str = "",
        status: int = 200,
        here: str = "",
        **values: Any,
    ) -> Response:
        """A page; `did` is an act that may be undone there. Wants the lock of `reading`."""
        language = language_in(request)
        say = say_in(language)
        counts = self.queue.counts
        made = (
            _templates()
            .get_template(template)
            .render(
                say=say,
                link=address,
                language=language,
                here=here or here_of(request),
                done=counts.total() - counts["open"],
                total=counts.total(),
                message=message or (say("done") if did else ""),
                refused=refused,
                did=did,
                reviewer=reviewer_in(request, self.reviewer),
                token_field=lambda: Markup('<input type="hidden" name="token" value="{}">').format(
                    self.token
                ),
                **values,
            )
        )
        return HTMLResponse(made, status)


def _templates() -> Environment:
    return environment("bienban.review")


def language_in(request: Request) -> Language:
    """The language of a request."""
    return language_of(request.cookies.get(LANGUAGE), request.headers.get("accept-language", ""))


def reviewer_in(request: Request, default: str) -> str:
    """Who asks: the name the browser keeps, else that of the server's user."""
    return unquote(request.cookies.get(REVIEWER, "")) or default


def here_of(request: Request) -> str:
    """The path and question of a request, without the act that was just done."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "did"]
    asked = "&".join(f"{quote(name)}={quote(value)}" for name, value in kept)
    return f"{request.url.path}?{asked}" if asked else request.url.path


def address(path: str, values: Mapping[str, object]) -> str:
    """A path with its question; what is empty is left out."""
    asked = "&".join(f"{quote(name)}={quote(str(value), safe='')}" for name, value in values.items() if value)
    return f"{path}?{asked}" if asked else path


def go(to: str) -> Response:
    """Send the browser to a page of this server; anywhere else it is sent to the queue."""
    is_here = to.startswith("/") and not to.startswith(("//", "/\\"))
    return RedirectResponse(to if is_here else "/", 303)
