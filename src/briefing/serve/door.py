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

CONNECTIONS = 1000
SPARE_FILES = 100  # for what is read and drawn beside
LONGEST_HEAD_BYTES = 16 * 1024
DRIP_BYTES = 4096  # of a body, between two looks


class PatientProtocol(H11Protocol):
    """uvicorn's protocol, which ends a connection that stands still.

    It stands still when two looks, `patience_s` apart, find that no request has come, nothing of an answer
    has been taken, and of a body no more than a drip. So a phone on a slow line is served for hours, and one
    that drips, stops reading, or announces a body that never comes is not.
    """

    patience_s = 20.0
    drained = 0  # how often the reader has taken what was waiting for it
    received = 0  # bytes

    def connection_made(self, transport: Any) -> None:
        """Start the watch with the connection."""
        super().connection_made(transport)
        self.next_look = self.loop.call_later(self.patience_s, self._look, None)

    def connection_lost(self, exc: Exception | None) -> None:
        """End the watch with the connection."""
        self.next_look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes."""
        self.received += len(data)
        super().data_received(data)

    def resume_writing(self) -> None:
        """The reader has taken most of what waited."""
        self.drained += 1
        super().resume_writing()

    def _look(self, before: object) -> None:
        """An answer that is still being made is no standstill; one that nobody takes is."""
        unsent = self.transport.get_write_buffer_size()
        theirs = self.conn.their_state
        is_busy = not unsent and theirs not in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing()
        body = self.received // DRIP_BYTES if theirs is h11.SEND_BODY else 0
        now = None if is_busy else (self.cycle, unsent, self.drained, body)
        if now is not None and now == before:
            self.transport.abort()
        else:
            self.next_look = self.loop.call_later(self.patience_s, self._look, now)


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
    allow_files(2 * CONNECTIONS + SPARE_FILES)
    warm_up(options)
    with suppress(KeyboardInterrupt):
        asyncio.run(AnnouncedServer(server_config(options), ready).serve([listener]))


def server_config(options: ServeOptions, protocol: type[PatientProtocol] = PatientProtocol) -> uvicorn.Config:
    """How uvicorn serves the site."""
    return uvicorn.Config(
        build_app(options),
        http=protocol,
        ws="none",
        lifespan="off",
        access_log=False,  # the token stands in every address
        log_level="error",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        h11_max_incomplete_event_size=LONGEST_HEAD_BYTES,
        timeout_graceful_shutdown=2,
    )


def allow_files(wanted: int) -> None:
    """Ask the system for so many open files: a phone that listens is a connection and an MP3.

    The usual limits, 256 on macOS and 1024 on Linux, are for programs that do not serve. Windows has none.
    """
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


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
