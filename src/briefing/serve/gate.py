"""Before every request: the token, and the headers that keep a private page private."""

import re
from secrets import compare_digest

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.publish import CONTENT_POLICY

# A host as a browser names it: 'localhost:8765', '192.168.1.5', '[fe80::1]:80'
HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")

HEADERS = {
    "content-security-policy": f"{CONTENT_POLICY}; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class Gate:
    """ASGI middleware. Whoever does not know the token gets an empty 404, whatever they ask for.

    What is inside sees the path without the token, and the token as its root path.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app = app
        self.token = token.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say that there is nothing here."""
        if scope["type"] != "http":
            return
        first, slash, rest = scope["path"].removeprefix("/").partition("/")
        if not compare_digest(first.encode("utf-8", "replace"), self.token):
            await Response(status_code=404)(scope, receive, send)
            return
        if not HOST.fullmatch(_host(scope)):
            await Response(status_code=400)(scope, receive, send)
            return
        if not slash:
            await RedirectResponse(f"/{first}/", 308)(scope, receive, send)
            return
        inner = {**scope, "path": f"/{rest}", "root_path": f"/{first}"}
        await self.app(inner, receive, _with_headers(send))


def _host(scope: Scope) -> str:
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == b"host"), "")


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return wrapped
