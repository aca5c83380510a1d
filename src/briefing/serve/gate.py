"""Before every request: the token, and the headers that keep a private page private."""

import re
from collections.abc import Callable
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

    def __init__(self, app: ASGIApp, token: Callable[[], str]) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or say that there is nothing here."""
        if scope["type"] != "http":
            return
        first, slash, rest = scope["path"].removeprefix("/").partition("/")
        if not compare_digest(first.encode("utf-8", "replace"), self.token().encode()):
            await Response(status_code=404)(scope, receive, send)
        elif not HOST.fullmatch(host_of(scope)):
            await Response(status_code=400)(scope, receive, _with_headers(send))
        elif not slash:
            await RedirectResponse(f"/{first}/", 308)(scope, receive, _with_headers(send))
        else:
            inner = {**scope, "path": f"/{rest}", "root_path": f"/{first}"}
            await self.app(inner, receive, _with_headers(send))


def host_of(scope: Scope) -> str:
    """What the client calls this server. HTTP/1.0 need not say: then it is the address that it came to."""
    named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if named or scope.get("http_version") != "1.0" or not scope.get("server"):
        return named[0] if named else ""
    host, port = scope["server"]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _with_headers(send: Send) -> Send:
    async def wrapped(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return wrapped
