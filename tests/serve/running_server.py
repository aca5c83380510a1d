"""A server that runs on loopback for a test, as `briefing serve` runs it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.serve import ServeOptions
from briefing.serve.server import IdleTimeoutProtocol, NotifyingServer, server_config


@contextmanager
def running_server(
    options: ServeOptions, idle_timeout_s: float = IdleTimeoutProtocol.idle_timeout_s
) -> Iterator[int]:
    """Its port; the server answers when the block begins and is gone when it ends."""
    protocol = type("TestProtocol", (IdleTimeoutProtocol,), {"idle_timeout_s": idle_timeout_s})
    ready = threading.Event()
    server = NotifyingServer(server_config(options, protocol), ready.set)
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert ready.wait(10)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()
