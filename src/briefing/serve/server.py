"""Run the server: the socket, uvicorn with a timeout for idle connections, and the URL as a QR code."""

import asyncio
import os
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

_MAX_CONNECTIONS = 1000
_SPARE_FILES = 100  # for files that are read and drawn meanwhile
_MAX_HEADER_BYTES = 16 * 1024
_MIN_BODY_BYTES = 4096  # of a request body, per timeout


class IdleTimeoutProtocol(H11Protocol):
    """uvicorn's protocol with a timeout that aborts idle connections.

    A connection is idle if two checks, `idle_timeout_s` apart, find that no request has arrived, the client
    has read nothing of the response, and at most `_MIN_BODY_BYTES` of a request body have arrived. A phone on
    a slow line is so served for hours; a client that sends single bytes, does not read, or announces a body
    that never arrives is disconnected.
    """

    idle_timeout_s = 20.0
    drain_count = 0  # how often the client has read what was buffered for it
    received_bytes = 0

    def connection_made(self, transport: Any) -> None:
        """Start the checks."""
        super().connection_made(transport)
        self.next_check = self.loop.call_later(self.idle_timeout_s, self._check, None)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the checks."""
        self.next_check.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count the bytes that arrive."""
        self.received_bytes += len(data)
        super().data_received(data)

    def resume_writing(self) -> None:
        """Count that the client has read most of the write buffer."""
        self.drain_count += 1
        super().resume_writing()

    def _check(self, previous: object) -> None:
        """Abort the connection if its state has not changed; a response in preparation is not idle."""
        unsent = self.transport.get_write_buffer_size()
        client = self.conn.their_state
        is_busy = not unsent and client not in (h11.IDLE, h11.SEND_BODY) and not self.transport.is_closing()
        body = self.received_bytes // _MIN_BODY_BYTES if client is h11.SEND_BODY else 0
        state = None if is_busy else (self.cycle, unsent, self.drain_count, body)
        if state is not None and state == previous:
            self.transport.abort()
        else:
            self.next_check = self.loop.call_later(self.idle_timeout_s, self._check, state)


class NotifyingServer(uvicorn.Server):
    """uvicorn's server; calls `on_ready` once it accepts requests."""

    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then call `on_ready`."""
        await super().startup(sockets)
        self.on_ready()


def serve_forever(options: ServeOptions, host: str, port: int, on_ready: Callable[[], None]) -> None:
    """Serve until Ctrl-C.

    Args:
        options: Folders, token and limits of the server.
        host: Address to listen on; '0.0.0.0' listens on all interfaces.
        port: TCP port to listen on.
        on_ready: Called once the server accepts requests.

    Raises:
        BriefingError: The address cannot be bound.
    """
    listener = _listen(host, port)
    raise_file_limit(2 * _MAX_CONNECTIONS + _SPARE_FILES)
    warm_up(options)
    with suppress(KeyboardInterrupt):
        asyncio.run(NotifyingServer(server_config(options), on_ready).serve([listener]))


def server_config(
    options: ServeOptions, protocol: type[IdleTimeoutProtocol] = IdleTimeoutProtocol
) -> uvicorn.Config:
    """Return uvicorn's configuration."""
    return uvicorn.Config(
        build_app(options),
        http=protocol,
        ws="none",
        lifespan="off",
        access_log=False,  # every path contains the token
        log_level="error",
        server_header=False,
        proxy_headers=False,
        limit_concurrency=_MAX_CONNECTIONS,
        h11_max_incomplete_event_size=_MAX_HEADER_BYTES,
        timeout_graceful_shutdown=2,
    )


def raise_file_limit(wanted: int) -> None:
    """Raise the limit of open files to `wanted` or to the hard limit: a listener takes a socket and an MP3.

    The usual soft limits, 256 on macOS and 1024 on Linux, are too low for a server. Windows has none.
    """
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < limit:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=512)
    except OSError as cause:
        reason = os.strerror(cause.errno).lower() if cause.errno else str(cause)
        raise BriefingError(
            f"cannot listen on {host}:{port}: {reason}",
            f"Choose another port: briefing serve --port {port % 65535 + 1}",
        ) from cause


def lan_address() -> str:
    """Return this machine's IPv4 address in the local network; '127.0.0.1' without a network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def qr_lines(url: str) -> str:
    """Return a QR code of the URL as text for a terminal.

    Args:
        url: The URL that a phone opens.
    """
    text = StringIO()
    segno.make(url, error="l", micro=False).terminal(text, compact=True)
    return text.getvalue()
