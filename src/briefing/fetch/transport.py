"""The HTTP client: httpx2 over connections of our own."""

import ssl
from collections.abc import Iterable, Iterator
from functools import cache

import httpcore2
import httpx2

from briefing.distribution import program_version
from briefing.fetch.connect import Deadline, GuardedBackend, Lookup
from briefing.fetch.options import FetchOptions

ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"


class GuardedTransport(httpx2.BaseTransport):
    """httpx2's transport with our network backend, which its own class has no argument for."""

    def __init__(self, backend: GuardedBackend) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_ssl_context(), max_connections=1, network_backend=backend
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """One exchange. Exceptions are httpcore2's own; `download` is the border that they do not pass."""
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=b"",
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response))

    def close(self) -> None:
        """Closes every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        assert isinstance(self._response.stream, Iterable)  # noqa: S101 - tells mypy sync from async
        yield from self._response.stream

    def close(self) -> None:
        self._response.close()


def open_client(options: FetchOptions, deadline: Deadline, look_up_host: Lookup) -> httpx2.Client:
    """A client for one address and its redirects. It reads no proxy, no netrc and keeps no cookies."""
    backend = GuardedBackend(deadline, look_up_host, options)
    timeout = httpx2.Timeout(options.read_ms / 1000, connect=options.connect_ms / 1000)
    headers = {"User-Agent": user_agent(), "Accept": ACCEPT, "Accept-Encoding": "gzip, deflate"}
    return httpx2.Client(
        transport=GuardedTransport(backend), timeout=timeout, headers=headers, trust_env=False
    )


def user_agent() -> str:
    """Who we are, honestly."""
    return f"briefing/{program_version()} (reads articles aloud for one listener)"


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpx2.create_ssl_context()
