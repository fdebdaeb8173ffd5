"""The pages and forms of a review as one Starlette application."""

from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bienban.review import forms, pages
from bienban.review.guard import LONGEST_FORM, Guard
from bienban.review.site import Site

Endpoint = Callable[[Request], Coroutine[Any, Any, Response]]

_PAGES: dict[str, Callable[[Site, Request], Response]] = {
    "/": pages.queue_page,
    "/group": pages.group_page,
    "/record": pages.record_page,
    "/log": pages.log_page,
    "/help": pages.help_page,
    "/language": pages.choose_language,
    "/static/{name}": pages.static,
    "/favicon.ico": pages.no_icon,
}
_FORMS: dict[str, forms.Handler] = {
    "/decide": forms.decide_one,
    "/correct": forms.correct_one,
    "/decide-group": forms.decide_group,
    "/undo": forms.undo_act,
    "/promote": forms.promote_document,
    "/name": forms.set_name,
}


def application(site: Site) -> Starlette:
    """The pages of `site`, guarded."""
    routes = [Route(path, _page(site, page)) for path, page in _PAGES.items()]
    routes += [
        Route(path, _form(site, forms.checked(form)), methods=["POST"]) for path, form in _FORMS.items()
    ]
    return Starlette(routes=routes, middleware=[Middleware(Guard)])


def _page(site: Site, page: Callable[[Site, Request], Response]) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(page, site, request)

    return answer


def _form(site: Site, form: forms.Handler) -> Endpoint:
    async def answer(request: Request) -> Response:
        body = bytearray()
        async for part in request.stream():
            body += part
            if len(body) > LONGEST_FORM:
                return PlainTextResponse("too long\n", 413)
        fields = dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=200))
        return await run_in_threadpool(form, site, request, fields)

    return answer
