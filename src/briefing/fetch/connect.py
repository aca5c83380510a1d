"""Connections that are looked up, checked, and bound by one deadline."""

import socket
import time
from collections.abc import Callable, Iterable
from ssl import SSLContext
from threading import Thread
from typing import Any

import httpcore2

from briefing.errors import FetchError, RefusedAddressError
from briefing.fetch.guard import explain_refusal, is_within
from briefing.fetch.options import FetchOptions

# host and port to IP addresses, as `socket.getaddrinfo` gives them; tests give their own
Lookup = Callable[[str, int], list[str]]


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host, in the system's order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """A moment after which nothing more is waited for."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds that are left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def limit(self, timeout: float | None) -> float:
        """A timeout cut to what is left. Raises httpcore2.ReadTimeout when nothing is."""
        left = self.left()
        if not left:
            raise httpcore2.ReadTimeout("the time for this address is used up")
        return left if timeout is None else min(timeout, left)


class GuardedBackend(httpcore2.SyncBackend):
    """Connects to the very IP address that was checked, and to no other."""

    def __init__(self, deadline: Deadline, look_up_host: Lookup, options: FetchOptions) -> None:
        self._deadline = deadline
        self._look_up = look_up_host
        self._options = options

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A connection to the first address that answers. Raises RefusedAddressError before connecting."""
        addresses = self._resolve(host, port, timeout)
        _refuse_private(host, addresses, self._options)
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
        """Looks the host up in a thread of its own, since a look-up cannot be told to stop."""
        answer: list[list[str]] = []
        failure: list[Exception] = []

        def ask() -> None:
            try:
                answer.append(self._look_up(host, port))
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
    """A name that does not exist stays so; a name server that is out of reach may come back."""
    if getattr(cause, "errno", None) == socket.EAI_AGAIN:
        return httpcore2.ConnectError(f"the name {host} cannot be looked up now")
    return FetchError(f"{host} is no name that the network knows", "Check the address for a slip.")


def _refuse_private(host: str, addresses: list[str], options: FetchOptions) -> None:
    """One private answer among public ones is refused too: it is how rebinding begins."""
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
    """A stream whose every wait ends at the deadline: a slow drip cannot outlast it."""

    def __init__(self, stream: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Bytes, b'' at the end."""
        return self._stream.read(max_bytes, self._deadline.limit(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Sends all of the buffer."""
        self._stream.write(buffer, self._deadline.limit(timeout))

    def close(self) -> None:
        """Closes the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same stream, encrypted; the certificate must be for the host's name, not its IP address."""
        limit = self._deadline.limit(timeout)
        return BoundedStream(self._stream.start_tls(ssl_context, server_hostname, limit), self._deadline)

    def get_extra_info(self, info: str) -> Any:  # httpcore2's own signature
        """What the underlying stream tells."""
        return self._stream.get_extra_info(info)
