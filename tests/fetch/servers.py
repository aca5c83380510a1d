"""A web server of our own on loopback: each path has a function that answers, and every request is kept. The
path '*' answers what no other path does.
"""

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the server's routes; `send` is the short way to a whole answer."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.server.seen.append((self.path, dict(self.headers.items())))
        self.close_connection = True
        answer = self.server.routes.get(self.path) or self.server.routes.get("*")
        try:
            if answer is None:
                self.send(b"", status=404)
            else:
                answer(self)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client has heard enough, which some tests are about

    do_POST = do_PUT = do_PATCH = do_GET  # noqa: N815 - the base class's names

    def send(self, body: bytes, status: int = 200, **headers: str) -> None:
        """A whole answer; header names are written with underscores."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Silence."""


class Server(ThreadingHTTPServer):
    """A server with its routes and what it saw."""

    daemon_threads = True
    request_queue_size = 256

    def __init__(self, routes: dict[str, Answer], host: str) -> None:
        super().__init__((host, 0), Handler)
        self.server_name = host
        self.routes = routes
        self.seen: list[tuple[str, dict[str, str]]] = []

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def at(self, path: str, host: str = "") -> str:
        """The address of a path."""
        return f"http://{host or self.server_name}:{self.port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is no news."""


@contextmanager
def serving(routes: dict[str, Answer], host: str = "127.0.0.1") -> Iterator[Server]:
    """A running server for the time of a test."""
    with Server(routes, host) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def page(body: bytes, content_type: str = "text/html; charset=utf-8") -> Answer:
    """Always this page."""
    return lambda handler: handler.send(body, Content_Type=content_type)


def redirect(where: str, status: int = 302) -> Answer:
    """Always elsewhere."""
    return lambda handler: handler.send(b"", status=status, Location=where)


def in_turn(*answers: Answer) -> Answer:
    """One answer after another; the last stays."""
    waiting = list(answers)

    def answer(handler: "Handler") -> None:
        now = waiting.pop(0) if len(waiting) > 1 else waiting[0]
        now(handler)

    return answer


def delayed(seconds: float, answer: Answer) -> Answer:
    """The same answer, later."""

    def answer_late(handler: "Handler") -> None:
        time.sleep(seconds)
        answer(handler)

    return answer_late


def has_ipv6() -> bool:
    """Whether this machine has an IPv6 loopback."""
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True
