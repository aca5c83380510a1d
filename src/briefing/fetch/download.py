"""Fetch one URL: redirects, limits and retries. Every failure is one of our errors."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from email.utils import formatdate, parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin

import httpcore2
import httpx2
import stamina

from briefing.errors import FetchError, NoAnswerError, UnavailableError
from briefing.fetch.access import split_login
from briefing.fetch.address import spell_out_ipv4
from briefing.fetch.http_client import Deadline, Resolver, open_client, resolve
from briefing.fetch.options import FetchOptions, too_large_error
from briefing.fetch.page import is_feed, page_from_bytes, refresh_target
from briefing.model import Page

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_WORTH_RETRYING = frozenset({408, 425, 429, 500, 502, 503, 504})
_NO_HEADERS: Mapping[str, str] = {}

# stamina logs each retry as a warning, and without a handler Python would print it under cron
logging.getLogger("stamina").addHandler(logging.NullHandler())
_MAX_REFRESHES = 5
_TIMEOUT_S = 30.0  # for each read, not for the whole
_FAR_FUTURE_S = 32_503_680_000  # the year 3000
_PARTIAL, _BEYOND_THE_END = 206, 416
_BUSY = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Download:
    """A response: status 200 to 299, or 304 if the request was conditional.

    `moved_to` is the URL that permanent redirects alone lead to, '' without any.
    """

    final_address: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class ApiCall:
    """A request of an API; its headers and its body can hold the user's login.

    Attributes:
        address: An HTTP or HTTPS URL without a secret.
        method: The HTTP method.
        headers: Request headers.
        body: The body, b'' for none.
    """

    address: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)


@dataclass
class _TemporaryError(Exception):
    """A failure worth a retry. `wait_s` is the wait that the server asked for, 0 if it named none."""

    error: FetchError
    wait_s: float = field(default=0.0)


def download(
    address: str,
    options: FetchOptions,
    headers: Mapping[str, str] = _NO_HEADERS,
    resolve_host: Resolver = resolve,
) -> Download:
    """Fetch a URL with retries.

    Args:
        address: An HTTP or HTTPS URL.
        options: Limits.
        headers: More request headers, such as If-None-Match.
        resolve_host: Resolver from host and port to IP addresses.

    Raises:
        FetchError: The URL does not exist, is too large or answers with an error.
        UnavailableError: The URL may answer later.
        NoAnswerError: The host did not answer in time.
        RefusedAddressError: The URL leads to a private network that is not allowed.
    """
    address, options = with_own_login(address, options)

    def fetch(deadline: Deadline) -> Download:
        with open_client(options, deadline, resolve_host) as client:
            return _follow(client, address, options, headers)

    return _with_retries(fetch, options)


def call_api(call: ApiCall, options: FetchOptions, resolve_host: Resolver = resolve) -> Download:
    """Send a request to an API, with retries, and without following a redirect.

    Args:
        call: The request. It must do no harm if it is sent twice.
        options: Limits. The logins of `sites` are not sent.
        resolve_host: Resolver from host and port to IP addresses.

    Returns:
        The response, whatever its status, except those that are worth a retry.

    Raises:
        FetchError: The URL is not valid, or the response is too large.
        UnavailableError: The API may answer later.
        NoAnswerError: The host did not answer in time.
        RefusedAddressError: The URL leads to a private network that is not allowed, or the call would be sent
            without encryption to a public one.
    """
    alone = replace(options, sites=())
    url = _parse(call.address)

    def send(deadline: Deadline) -> Download:
        with open_client(alone, deadline, resolve_host, has_secret=True) as client:
            request = client.build_request(
                call.method, url, headers=dict(call.headers), content=call.body or None
            )
            response, body = _exchange(client, request, alone.max_bytes)
        if response.status_code in _WORTH_RETRYING:
            _check_status(response, str(url))
        return Download(str(url), response.status_code, response.headers, body)

    return _with_retries(send, alone)


def _with_retries(fetch: Callable[[Deadline], Download], options: FetchOptions) -> Download:
    """Return what `fetch` gives, tried again after temporary failures. Raises the last of them."""
    deadline = Deadline(options.total_ms / 1000)

    def wait_before_retry(failure: Exception) -> bool | float:
        if not isinstance(failure, _TemporaryError):
            return False
        if isinstance(failure.error, NoAnswerError) and not options.retries_hung:
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
            with attempt:
                return fetch(deadline)
    except _TemporaryError as failure:
        raise failure.error from failure.__cause__
    raise AssertionError("stamina returns or raises")


def with_own_login(address: str, options: FetchOptions) -> tuple[str, FetchOptions]:
    """Return a URL without the user and password that it may have, and the options with this login."""
    address, login = split_login(address)
    return address, replace(options, sites=(*options.sites, login)) if login else options


def _follow(
    client: httpx2.Client, address: str, options: FetchOptions, headers: Mapping[str, str]
) -> Download:
    """Follow redirects to the body; each hop is resolved and checked like the first."""
    here, moved_to, only_permanent = _parse(address), "", True
    for _ in range(options.max_redirects + 1):
        request = client.build_request("GET", here, headers=dict(headers))
        response, body = _exchange(client, request, options.max_bytes)
        if response.status_code not in _REDIRECTS or "location" not in response.headers:
            _check_status(response, address)
            return Download(str(here), response.status_code, response.headers, body, moved_to)
        here = _parse(split_login(str(here.join(response.headers["location"])))[0], address)
        only_permanent = only_permanent and response.status_code in (301, 308)
        moved_to = str(here) if only_permanent else moved_to
    raise FetchError(
        f"{address} redirects more than {options.max_redirects} times", "Open it in a browser and save it."
    )


def _exchange(
    client: httpx2.Client, request: httpx2.Request, max_bytes: int
) -> tuple[httpx2.Response, bytes]:
    url, started = request.url, time.monotonic()
    try:
        with closing(client.send(request, stream=True)) as response:
            if response.status_code in _REDIRECTS:
                return response, b""
            return response, _read_body(response, str(url), max_bytes)
    except httpx2.DecodingError as cause:
        raise FetchError(f"{url} sends damaged compression", "Try again later.") from cause
    except (httpcore2.TimeoutException, httpx2.TimeoutException) as cause:
        waited_s = max(1, round(time.monotonic() - started))
        raise _TemporaryError(
            NoAnswerError(f"{url} did not answer in {waited_s} s", "Try again later.", waited_s)
        ) from cause
    except (httpcore2.NetworkError, httpcore2.ProtocolError, httpx2.TransportError) as cause:
        reason = str(cause).rstrip(". ") or type(cause).__name__
        hint = "Check the address and your connection."
        raise _TemporaryError(UnavailableError(f"{url} cannot be reached: {reason}", hint)) from cause


def _read_body(response: httpx2.Response, address: str, max_bytes: int) -> bytes:
    """Return the decompressed body; the limit holds for the bytes sent and for the decompressed ones."""
    chunks, size = [], 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > max_bytes or response.num_bytes_downloaded > max_bytes:
            raise too_large_error(address, max_bytes)
        chunks.append(chunk)
    return b"".join(chunks)


def _check_status(response: httpx2.Response, address: str) -> None:
    status = response.status_code
    if response.is_success or status == HTTPStatus.NOT_MODIFIED:
        return
    message = f"{address} answers {status} {response.reason_phrase}".rstrip()
    if status in _WORTH_RETRYING:
        raise _TemporaryError(UnavailableError(message, _hint(status)), _retry_after_s(response))
    raise FetchError(message, _hint(status))


def _hint(status: int) -> str:
    if status in (401, 402, 403, 407, 451):
        return (
            "If you can read it in a browser, save the page there and give the file, "
            "or name your login under [[fetch.sites]] in briefing.toml."
        )
    if status in (404, 410):
        return "Check the address; the page may have been taken down."
    return "Try again later."


def _retry_after_s(response: httpx2.Response) -> float:
    """Return the seconds of Retry-After (RFC 9110, 10.2.3: a number, or a date relative to Date).

    Some APIs name the end of the wait instead: X-RateLimit-Reset, in seconds since 1970.
    """
    value = response.headers.get("retry-after", "").strip()
    if value.isdecimal():
        return float(min(int(value), 1_000_000))
    reset = response.headers.get("x-ratelimit-reset", "").strip()
    if not value and reset.isdecimal():
        value = formatdate(min(int(reset), _FAR_FUTURE_S), usegmt=True)
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


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page to fetch, with the validators of its last answer (RFC 9110, section 13); '' if it had none."""

    address: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """An answer with its validators; `page` is None if the page has not changed."""

    page: Page | None
    etag: str
    modified: str


def fetch_web_page(address: str, options: FetchOptions, resolve_host: Resolver = resolve) -> Page:
    """Fetch the page of a URL. Raises FetchError, RefusedAddressError."""
    page = fetch_changed_page(PageRequest(address), options, resolve_host).page
    if page is None:
        shown, _ = split_login(address)
        raise FetchError(f"{shown} answers 304 Not Modified without being asked", "Try again later.")
    return page


def fetch_changed_page(
    request: PageRequest, options: FetchOptions, resolve_host: Resolver = resolve
) -> PageAnswer:
    """Fetch the page of a URL unless its validators are still valid. Raises FetchError."""
    address, options = with_own_login(request.address, options)
    found = download(address, options, validator_headers(request.etag, request.modified), resolve_host)
    if found.status == HTTPStatus.NOT_MODIFIED:
        return PageAnswer(None, request.etag, request.modified)
    content_type = found.headers.get("content-type", "")
    page = page_from_bytes(
        found.body, address, content_type, final_address=found.final_address, options=options
    )
    if is_feed(page.text):
        raise FetchError(f"{address} is a feed, not a page", f"Subscribe to it: briefing feeds add {address}")
    onward = urljoin(found.final_address, refresh_target(page))
    if onward != found.final_address and options.max_redirects:
        once_less = replace(options, max_redirects=min(options.max_redirects, _MAX_REFRESHES) - 1)
        sent_on = fetch_changed_page(PageRequest(split_login(onward)[0]), once_less, resolve_host)
        if sent_on.page is not None:
            return PageAnswer(replace(sent_on.page, address=address), "", "")
    return PageAnswer(page, found.headers.get("etag", ""), found.headers.get("last-modified", ""))


def validator_headers(etag: str, modified: str) -> dict[str, str]:
    """Return the headers that make a request conditional; none without validators."""
    asked = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in asked.items() if value}


def ping(address: str, options: FetchOptions) -> None:
    """Request a URL, with retries, and ignore the answer: a heartbeat. Raises FetchError."""
    download(address, options)


@dataclass(frozen=True, slots=True)
class Part:
    """A file from byte `start` on, in `pieces`; `total` is its size in bytes, 0 if unknown."""

    start: int
    total: int
    pieces: Iterator[bytes]


@contextmanager
def open_part(address: str, start: int = 0) -> Iterator[Part]:
    """Download a large file from a byte on; a server without ranges sends all of it (`Part.start` is 0).

    Raises:
        UnavailableError: The connection broke or the server is busy; a later try can continue.
        FetchError: The server refuses the file.
    """
    # without compression: the range and the checksum refer to the stored bytes
    headers = {"Range": f"bytes={start}-", "Accept-Encoding": "identity"} if start else {}
    try:
        with (
            httpx2.Client(follow_redirects=True, timeout=_TIMEOUT_S) as client,
            client.stream("GET", address, headers={"Accept-Encoding": "identity", **headers}) as answer,
        ):
            yield _part_of(answer, address, start)
    except (httpx2.HTTPError, httpx2.InvalidURL) as cause:
        raise UnavailableError(
            f"the download of {address} failed: {cause}",
            "Check the network and run the command again; the download resumes.",
        ) from cause


def _part_of(answer: httpx2.Response, address: str, start: int) -> Part:
    if start and answer.status_code == _BEYOND_THE_END:
        return Part(start, start, iter(()))
    if answer.status_code in _BUSY:
        raise UnavailableError(f"{address} answered {answer.status_code}", "Try again later.")
    if answer.status_code not in (200, _PARTIAL):
        raise FetchError(f"{address} answered {answer.status_code}", "Is the name right?")
    begun = start if answer.status_code == _PARTIAL else 0
    length = int(answer.headers.get("content-length", "0"))
    return Part(begun, begun + length if length else 0, answer.iter_raw())
