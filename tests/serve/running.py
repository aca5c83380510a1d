"""A server that runs on loopback for a test, as `briefing serve` runs it."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from briefing.serve import ServeOptions
from briefing.serve.door import AnnouncedServer, PatientProtocol, server_config


@contextmanager
def running(options: ServeOptions, patience_s: float = PatientProtocol.patience_s) -> Iterator[int]:
    """Its port; the server answers when the block begins and is gone when it ends."""
    protocol = type("TestProtocol", (PatientProtocol,), {"patience_s": patience_s})
    ready = threading.Event()
    server = AnnouncedServer(server_config(options, protocol), ready.set)
    with socket.create_server(("127.0.0.1", 0), backlog=512) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        try:
            assert ready.wait(10)
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()
