"""Starting the server: where it listens, how patient it is, and the address that a phone can scan."""

import asyncio
import socket
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from typing import Any

import h11
import segno
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from briefing.errors import BriefingError
from briefing.serve.app import build_app
from briefing.serve.options import ServeOptions
from briefing.serve.site import warm_up

REQUEST_SECONDS = 20  # to send a request's first lines, and between two requests
CONNECTIONS = 1000


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which closes a connection that asks for nothing or drips its request out."""

    def connection_made(self, transport: Any) -> None:
        """Start the watch with the connection."""
        super().connection_made(transport)
        self._watch(seen=None)

    def _watch(self, seen: Any) -> None:
        """Close when two looks find the connection waiting for one and the same request."""
        waiting = self.conn.their_state is h11.IDLE
        if self.transport.is_closing() or (waiting and seen is not None and seen == (self.cycle, True)):
            self.transport.close()
            return
        self.loop.call_later(REQUEST_SECONDS, self._watch, (self.cycle, waiting))


class AnnouncedServer(uvicorn.Server):
    """Says when it answers: what is asked at once must not wait for the rest of the start."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then tell."""
        await super().startup(sockets)
        self.ready()


def serve_forever(options: ServeOptions, host: str, port: int, ready: Callable[[], None]) -> None:
    """Listen until Ctrl-C; `ready` is called once the server answers. Raises BriefingError when it cannot."""
    listener = _listen(host, port)
    config = uvicorn.Config(
        build_app(options),
        http=PatientProtocol,
        ws="none",
        lifespan="off",
        access_log=False,  # the token stands in every address
        log_level="error",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=16 * 1024,
        timeout_graceful_shutdown=2,
    )
    warm_up(options)
    with suppress(KeyboardInterrupt):
        asyncio.run(AnnouncedServer(config, ready).serve([listener]))


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=512)
    except OSError as cause:
        raise BriefingError(
            f"cannot listen on {host}:{port}: {cause.strerror}", "Choose another port: --port 8766"
        ) from cause


def lan_address() -> str:
    """This machine's address in its own network; the loopback one where there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def qr_lines(address: str) -> str:
    """The address as a QR code for a terminal."""
    text = StringIO()
    segno.make(address, error="l", micro=False).terminal(text, compact=True)
    return text.getvalue()
