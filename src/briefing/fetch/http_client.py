"""The HTTP client: httpx2 over connections that are resolved once, checked, and bound by one deadline.

The check for private networks happens where a connection is made, on the IP address that is connected to. So
redirects, DNS rebinding and unusual spellings of addresses need no rules of their own.
"""

import math
import socket
import ssl
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from ssl import SSLContext
from threading import Thread
from typing import Any

import httpcore2
import httpx2

from briefing.distribution import program_version
from briefing.errors import FetchError, RefusedAddressError
from briefing.fetch.access import Site, login_headers
from briefing.fetch.address import explain_refusal, is_within
from briefing.fetch.options import FetchOptions

# host and port to IP addresses, as `socket.getaddrinfo` gives them; tests give their own
Resolver = Callable[[str, int], list[str]]
_ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.5"


def resolve(host: str, port: int) -> list[str]:
    """Return the IP addresses of a host, in the system's order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """The end of the time that one fetch may take."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def limit(self, timeout: float | None) -> float:
        """Return the timeout, cut to the time left. Raises httpcore2.ReadTimeout if none is left."""
        left = self.left()
        if not left:
            raise httpcore2.ReadTimeout("the time for this address is used up")
        return left if timeout is None else min(timeout, left)


NO_DEADLINE = Deadline(math.inf)


class GuardedBackend(httpcore2.SyncBackend):
    """A network backend that connects only to the IP address that was checked."""

    def __init__(self, deadline: Deadline, resolve_host: Resolver, options: FetchOptions) -> None:
        self._deadline = deadline
        self._resolver = resolve_host
        self._options = options
        self.only_private = False  # a login is sent without encryption

    def is_private(self, host: str, port: int) -> bool:
        """Return True if every address of a host is on the user's own networks."""
        return all(map(explain_refusal, self._resolve(host, port, None)))

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """Connect to the first address that answers. Raises RefusedAddressError before connecting."""
        addresses = self._resolve(host, port, timeout)
        refuse_private(host, addresses, self._options)
        if self.only_private and not all(map(explain_refusal, addresses)):
            raise RefusedAddressError(f"the login for {host} is not sent without encryption", "Use https.")
        failure: Exception = httpcore2.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                limit = self._deadline.limit(timeout)
                stream = super().connect_tcp(address, port, limit, local_address, socket_options)
                return BoundedStream(stream, self._deadline)
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as cause:
                failure = cause
        raise failure

    def _resolve(self, host: str, port: int, timeout: float | None) -> list[str]:
        """Resolve the host in a thread of its own, since a look-up cannot be cancelled."""
        answer: list[list[str]] = []
        failure: list[Exception] = []

        def ask() -> None:
            try:
                answer.append(self._resolver(host, port))
            except (OSError, UnicodeError) as cause:
                failure.append(cause)

        thread = Thread(target=ask, name=f"look up {host}", daemon=True)
        thread.start()
        thread.join(self._deadline.limit(timeout))
        if answer:
            return answer[0]
        if failure:
            raise _name_error(host, failure[0]) from failure[0]
        raise httpcore2.ConnectTimeout(f"the name {host} was not found in time")


def _name_error(host: str, cause: Exception) -> Exception:
    """Return a final error for a name that does not exist, a temporary one if the name server failed."""
    if getattr(cause, "errno", None) == socket.EAI_AGAIN:
        return httpcore2.ConnectError(f"the name {host} cannot be looked up now")
    return FetchError(f"the host {host} does not exist", "Check the URL for typing errors.")


def refuse_private(host: str, addresses: list[str], options: FetchOptions) -> None:
    """Refuse a host if any of its addresses is private: mixed answers are how DNS rebinding begins."""
    if options.allow_private:
        return
    for address in addresses:
        if is_within(address, options.allow_networks):
            continue
        reason = explain_refusal(address)
        if reason:
            raise RefusedAddressError(
                f"{host} ({address}) is {reason}, which is not fetched from",
                f'If it is yours, allow it in briefing.toml: allow_networks = ["{address}"] under [fetch].',
            )


class BoundedStream(httpcore2.NetworkStream):
    """A stream on which every wait ends at the deadline, also when the server sends byte by byte."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read up to `max_bytes`; b'' at the end."""
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of the buffer."""
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """Return the stream with TLS; the certificate must name the host, not its IP address."""
        limit = self._deadline.limit(timeout)
        return BoundedStream(self._stream.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # httpcore2's own signature
        """Return information of the underlying stream."""
        return self._stream.get_extra_info(info)


class GuardedTransport(httpx2.BaseTransport):
    """httpx2's transport with our network backend, for which its own class has no parameter."""

    def __init__(self, backend: GuardedBackend, sites: Sequence[Site], has_secret: bool = False) -> None:
        self._backend = backend
        self._sites = sites
        self._has_secret = has_secret
        self._pool = httpcore2.ConnectionPool(
            ssl_context=_ssl_context(), max_connections=1, network_backend=backend
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """Send one request. httpcore2's exceptions pass through; `download` translates them."""
        response = self._pool.handle_request(
            httpcore2.Request(
                method=request.method,
                url=httpcore2.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=self._with_login(request),
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx2.Response(response.status, headers=response.headers, stream=_Body(response))

    def _with_login(self, request: httpx2.Request) -> list[tuple[bytes, bytes]]:
        """Return the headers with the user's login; over http only to the user's own networks."""
        login = login_headers(str(request.url), self._sites) if self._sites else {}
        is_open = request.url.scheme != "https"
        is_sent = (
            not login or not is_open or self._backend.is_private(request.url.host, request.url.port or 80)
        )
        self._backend.only_private = is_open and (self._has_secret or (bool(login) and is_sent))
        if not is_sent:
            return request.headers.raw
        added = {name.lower().encode(): (name.encode(), value.encode()) for name, value in login.items()}
        return [(name, value) for name, value in request.headers.raw if name.lower() not in added] + list(
            added.values()
        )

    def close(self) -> None:
        """Close every connection."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, response: httpcore2.Response) -> None:
        self._response = response

    def __iter__(self) -> Iterator[bytes]:
        assert isinstance(self._response.stream, Iterable)  # noqa: S101 - tells mypy sync from async
        yield from self._response.stream

    def close(self) -> None:
        self._response.close()


def open_client(
    options: FetchOptions, deadline: Deadline, resolve_host: Resolver, has_secret: bool = False
) -> httpx2.Client:
    """Return a client for one URL and its redirects, without proxy, netrc and cookies.

    Requests that hold a secret go over http to the user's own networks only.
    """
    backend = GuardedBackend(deadline, resolve_host, options)
    timeout = httpx2.Timeout(options.read_ms / 1000, connect=options.connect_ms / 1000)
    headers = {"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"}
    return httpx2.Client(
        transport=GuardedTransport(backend, options.sites, has_secret),
        timeout=timeout,
        headers=headers,
        trust_env=False,
    )


def user_agent() -> str:
    """Return the User-Agent header."""
    return f"briefing/{program_version()} (reads articles aloud for one listener)"


@cache
def _ssl_context() -> ssl.SSLContext:
    return httpx2.create_ssl_context()
