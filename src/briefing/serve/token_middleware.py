"""ASGI middleware: check the token of each request, and add the headers that keep the page private."""

import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from secrets import compare_digest

from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from briefing.errors import StorageError
from briefing.publish import CONTENT_POLICY
from briefing.serve.options import ServeOptions
from briefing.storage import read_token

# A Host header as browsers send it: 'localhost:8765', '192.168.1.5', '[fe80::1]:80'
_HOST = re.compile(r"(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")

_SECURITY_HEADERS = {
    "content-security-policy": f"{CONTENT_POLICY}; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "x-robots-tag": "noindex, nofollow",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


class TokenMiddleware:
    """Check that the first segment of the path is the token; answer any other request with an empty 404.

    The application gets the path without the token, and the token as `root_path`.
    """

    def __init__(self, app: ASGIApp, token: Callable[[], str]) -> None:
        self.app = app
        self.token = token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 404, 400 (invalid Host) or 308 (no slash after the token)."""
        if scope["type"] != "http":
            return
        first, slash, rest = scope["path"].removeprefix("/").partition("/")
        if not compare_digest(first.encode("utf-8", "replace"), self.token().encode()):
            await Response(status_code=404)(scope, receive, send)
        elif not _HOST.fullmatch(host_of(scope)):
            await Response(status_code=400)(scope, receive, _with_security_headers(send))
        elif not slash:
            await RedirectResponse(f"/{first}/", 308)(scope, receive, _with_security_headers(send))
        else:
            inner = {**scope, "path": f"/{rest}", "root_path": f"/{first}"}
            await self.app(inner, receive, _with_security_headers(send))


class CurrentToken:
    """Return the current token when called; reads the token file again after it has changed.

    If the file cannot be read or holds no token, the last known token stays valid.
    """

    def __init__(self, options: ServeOptions) -> None:
        self.file = options.token_file
        self.token = options.token
        self.version = _version_of(self.file)

    def __call__(self) -> str:
        """Return the current token."""
        version = _version_of(self.file)
        if self.file is not None and version != self.version:
            with suppress(StorageError):
                self.token = read_token(self.file)
            self.version = _version_of(self.file)
        return self.token


def _version_of(file: Path | None) -> tuple[int, int, int] | None:
    """Return inode, time and size of the file, which differ after a change; None if there is no file."""
    try:
        stat = file.stat() if file else None
    except OSError:
        return None
    return (stat.st_ino, stat.st_mtime_ns, stat.st_size) if stat else None


def host_of(scope: Scope) -> str:
    """Return the Host header; for HTTP/1.0 without one, the address that received the request."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if hosts or scope.get("http_version") != "1.0" or not scope.get("server"):
        return hosts[0] if hosts else ""
    host, port = scope["server"]
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def _with_security_headers(send: Send) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _SECURITY_HEADERS.items():
                headers.setdefault(name, value)
        await send(message)

    return send_with_headers
