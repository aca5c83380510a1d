"""The site on a port of loopback, for clients that are programs of their own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from briefing.serve import ServeOptions, build_app

TOKEN = "token-of-the-tests-22c"  # noqa: S105  # a test's


@dataclass(frozen=True, slots=True)
class Listening:
    """`address` ends with a slash behind the token; `asked` holds each request's Range or ''."""

    address: str
    inbox: Path
    asked: list[str] = field(default_factory=list)


@contextmanager
def listening(output: Path, inbox: Path) -> Iterator[Listening]:
    """Serve the episodes of `output` while the block lasts."""
    listener = socket.create_server(("127.0.0.1", 0))
    running = Listening(f"http://127.0.0.1:{listener.getsockname()[1]}/{TOKEN}/", inbox)
    app = _noted(build_app(ServeOptions(output, inbox, TOKEN)), running.asked)
    server = uvicorn.Server(uvicorn.Config(app, ws="none", lifespan="off", log_level="error"))
    thread = threading.Thread(target=server.run, args=([listener],))
    thread.start()
    try:
        yield running
    finally:
        server.should_exit = True
        thread.join()
        listener.close()


def _noted(app: ASGIApp, asked: list[str]) -> ASGIApp:
    async def noting(scope: Scope, receive: Receive, send: Send) -> None:
        ranges = [value.decode() for name, value in scope.get("headers", []) if name == b"range"]
        asked.append(ranges[0] if ranges else "")
        await app(scope, receive, send)

    return noting
