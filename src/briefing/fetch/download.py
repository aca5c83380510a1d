"""One address over HTTP: redirects one by one, limits, retries; every failure one of our errors."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpcore2
import httpx2
import stamina

from briefing.errors import FetchError, UnavailableError
from briefing.fetch.address import spell_out_ipv4
from briefing.fetch.connect import Deadline, Lookup, look_up
from briefing.fetch.file import too_large
from briefing.fetch.options import FetchOptions
from briefing.fetch.transport import open_client

REDIRECTS = frozenset({301, 302, 303, 307, 308})
WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})
NO_HEADERS: Mapping[str, str] = {}

# stamina tells of each retry at warning level; without a handler Python would print that under cron
logging.getLogger("stamina").addHandler(logging.NullHandler())


@dataclass(frozen=True, slots=True)
class Download:
    """What came: the status is 200 to 299, or 304 where the caller's headers asked for that.

    `moved_to` is the address that permanent redirects alone lead to, '' without any.
    """

    final_address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved_to: str = ""


@dataclass
class _PassingError(Exception):
    """A failure that may pass. `wait_s` is what the server asked for, 0 for our own choice."""

    error: FetchError
    wait_s: float = field(default=0.0)


def download(
    address: str,
    options: FetchOptions,
    headers: Mapping[str, str] = NO_HEADERS,
    look_up_host: Lookup = look_up,
) -> Download:
    """The body behind an address. Raises FetchError, RefusedAddressError."""
    deadline = Deadline(options.total_ms / 1000)

    def wait_before_retry(failure: Exception) -> bool | float:
        if not isinstance(failure, _PassingError):
            return False
        if failure.wait_s:
            return failure.wait_s if failure.wait_s < deadline.left() else False
        return deadline.left() > 0

    first_wait_s = options.first_wait_ms / 1000
    retries = stamina.retry_context(
        on=wait_before_retry,
        attempts=options.attempts,
        timeout=options.total_ms / 1000,
        wait_initial=first_wait_s,
        wait_jitter=first_wait_s,
    )
    try:
        for attempt in retries:
            with attempt, open_client(options, deadline, look_up_host) as client:
                return _follow(client, address, options, headers)
    except _PassingError as failure:
        raise failure.error from failure.__cause__
    raise AssertionError("stamina returns or raises")


def _follow(
    client: httpx2.Client, address: str, options: FetchOptions, headers: Mapping[str, str]
) -> Download:
    """Through the redirects to the body; each hop is looked up and checked like the first."""
    here, moved_to, only_permanent = _parse(address), "", True
    for _ in range(options.max_redirects + 1):
        response, body = _exchange(client, here, options, headers)
        if response.status_code not in REDIRECTS or "location" not in response.headers:
            _check_status(response, address)
            return Download(str(here), response.status_code, response.headers, body, moved_to)
        here = _parse(str(here.join(response.headers["location"])), address)
        only_permanent = only_permanent and response.status_code in (301, 308)
        moved_to = str(here) if only_permanent else moved_to
    raise FetchError(
        f"{address} redirects more than {options.max_redirects} times", "Open it in a browser and save it."
    )


def _exchange(
    client: httpx2.Client, url: httpx2.URL, options: FetchOptions, headers: Mapping[str, str]
) -> tuple[httpx2.Response, bytes]:
    try:
        with client.stream("GET", url, headers=dict(headers)) as response:
            if response.status_code in REDIRECTS:
                return response, b""
            return response, _read_body(response, str(url), options.max_bytes)
    except httpx2.DecodingError as cause:
        raise FetchError(f"{url} sends damaged compression", "Try again later.") from cause
    except (httpcore2.TimeoutException, httpx2.TimeoutException) as cause:
        raise _PassingError(UnavailableError(f"{url} did not answer in time", "Try again later.")) from cause
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.TransportError) as cause:
        reason = str(cause) or type(cause).__name__
        hint = "Check the address and your connection."
        raise _PassingError(UnavailableError(f"{url} cannot be reached: {reason}", hint)) from cause


def _read_body(response: httpx2.Response, address: str, max_bytes: int) -> bytes:
    """The decompressed body; the limit counts both what was sent and what it unpacks to."""
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > max_bytes or response.num_bytes_downloaded > max_bytes:
            raise too_large(address, max_bytes)
        chunks.append(chunk)
    return b"".join(chunks)


def _check_status(response: httpx2.Response, address: str) -> None:
    status = response.status_code
    if response.is_success or status == HTTPStatus.NOT_MODIFIED:
        return
    message = f"{address} answers {status} {response.reason_phrase}".rstrip()
    if status in WORTH_RETRYING:
        raise _PassingError(UnavailableError(message, _hint(status)), _retry_after_s(response))
    raise FetchError(message, _hint(status))


def _hint(status: int) -> str:
    if status in (401, 402, 403, 407, 451):
        return "If you can read it in a browser, save the page there and give the file."
    if status in (404, 410):
        return "Check the address; the page may have been taken down."
    return "Try again later."


def _retry_after_s(response: httpx2.Response) -> float:
    """Seconds that the server asks us to wait (RFC 9110, 10.2.3: a number, or a date beside its own Date)."""
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(min(int(value), 1_000_000))
    try:
        until = parsedate_to_datetime(value)
        return max(0.0, (until - parsedate_to_datetime(response.headers.get("date", ""))).total_seconds())
    except (ValueError, TypeError):
        return 0.0


def _parse(address: str, first: str = "") -> httpx2.URL:
    try:
        url = httpx2.URL(spell_out_ipv4(address))
    except (httpx2.InvalidURL, ValueError, UnicodeError) as cause:
        raise FetchError(f"{address} is no valid address", "Check how it is written.") from cause
    if url.scheme not in ("http", "https") or not url.host:
        where = f"{first} redirects to {address}" if first else address
        raise FetchError(f"{where}, which is not an http or https address", "Check the address.")
    return url.copy_with(fragment=None)
