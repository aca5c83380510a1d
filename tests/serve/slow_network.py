"""A line between phone and server that can be held up, or cut."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Line:
    """Passes bytes on; while it is held, requests wait. `cut` ends all connections and takes no more."""

    address: str
    is_cut: bool = False
    open: list[socket.socket] = field(default_factory=list)
    _is_free: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self._is_free.set()

    @contextmanager
    def held(self) -> Iterator[None]:
        """No request arrives until the end of the block; then all of them do."""
        self._is_free.clear()
        try:
            yield
        finally:
            self._is_free.set()

    def wait_until_free(self) -> None:
        self._is_free.wait()

    def cut(self) -> None:
        self.is_cut = True
        self._is_free.set()
        for end in self.open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)


@contextmanager
def slow_network(address: str) -> Iterator[Line]:
    """A line to the server of an address, with an address of its own."""
    parts = urlsplit(address)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        line = Line(parts._replace(netloc=f"127.0.0.1:{port}").geturl())
        thread = threading.Thread(target=_take, args=(listener, (parts.hostname, parts.port), line))
        thread.start()
        try:
            yield line
        finally:
            line.cut()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            thread.join()


def _take(listener: socket.socket, server: tuple[str | None, int | None], line: Line) -> None:
    passing: list[threading.Thread] = []
    while True:
        try:
            phone, _ = listener.accept()
        except OSError:
            break
        if line.is_cut:
            phone.close()
            continue
        there = socket.create_connection(server)
        line.open += [phone, there]
        ways = ((phone, there, line), (there, phone, None))
        passing += [threading.Thread(target=_pass, args=way) for way in ways]
        for one in passing[-2:]:
            one.start()
    for one in passing:
        one.join()
    for end in line.open:
        end.close()


def _pass(source: socket.socket, target: socket.socket, line: Line | None) -> None:
    with suppress(OSError):
        while data := source.recv(65_536):
            if line:
                line.wait_until_free()
            target.sendall(data)
    with suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)
