"""Who may ask the page, and what it may load: this machine, this page, nothing else.

A page of another site must not reach the archive through the reviewer's browser. So a request has to
name this machine as its Host, and a form has to come from here (Origin) with the token of this server.
"""

import hmac
import secrets
from collections.abc import Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)

_HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

HOSTS = frozenset(["127.0.0.1", "localhost", "[::1]"])
"""How this machine calls itself."""

LONGEST_FORM = 1_000_000
"""Bytes of a form that are read."""


class Guard:
    """Answers 421 to a foreign Host and 403 to a foreign form; puts its headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request; see ASGI."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message["headers"] if name.decode() not in _HEADERS]
                message["headers"] = [*kept, *((n.encode(), v.encode()) for n, v in _HEADERS.items())]
            await send(message)

        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if refusal := _refusal(scope["method"], headers):
            await _refuse(guarded, *refusal)
        else:
            await self._app(scope, receive, guarded)


def _refusal(method: str, headers: Mapping[str, str]) -> tuple[int, str] | None:
    host = headers.get("host", "")
    if host.rsplit(":", 1)[0] not in HOSTS and host not in HOSTS:
        return 421, f"{host[:80]!r} is not this machine; open http://127.0.0.1"
    if method not in ("GET", "HEAD", "POST"):
        return 405, "only GET and POST"
    if method == "POST" and headers.get("origin") != f"http://{host}":
        return 403, "this form was not sent from a page of this server"
    return None


async def _refuse(send: Send, status: int, said: str) -> None:
    headers = [(b"content-type", b"text/plain; charset=utf-8")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": f"{said}\n".encode()})


def new_token() -> str:
    """What every form of one server holds."""
    return secrets.token_urlsafe(24)


def is_token(given: str, token: str) -> bool:
    """Whether a form holds the token, compared in a time that tells nothing."""
    return hmac.compare_digest(given.encode(), token.encode())
