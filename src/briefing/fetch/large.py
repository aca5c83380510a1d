"""Large files from addresses of our own choosing, a piece at a time, from wherever the last try ended."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2

from briefing.errors import FetchError, UnavailableError

TIMEOUT_S = 30.0  # for each read, not for the whole
PARTIAL, BEYOND_THE_END = 206, 416
BUSY = (408, 425, 429, 500, 502, 503, 504)


@dataclass(frozen=True, slots=True)
class Part:
    """`pieces` begin at byte `start` of a file of `total` bytes (0 when the server does not say)."""

    start: int
    total: int
    pieces: Iterator[bytes]


@contextmanager
def open_part(address: str, start: int = 0) -> Iterator[Part]:
    """The file from a byte on; a server without ranges gives all of it again, with `Part.start` 0.

    Raises UnavailableError for what may be better later, a cut connection too, FetchError for what will not.
    """
    # as stored, not compressed on the way: the range and the checksum are of those bytes
    headers = {"Range": f"bytes={start}-", "Accept-Encoding": "identity"} if start else {}
    try:
        with (
            httpx2.Client(follow_redirects=True, timeout=TIMEOUT_S) as client,
            client.stream("GET", address, headers={"Accept-Encoding": "identity", **headers}) as answer,
        ):
            yield _part_of(answer, address, start)
    except (httpx2.HTTPError, httpx2.InvalidURL) as cause:
        raise UnavailableError(f"{address} broke off: {cause}", "Try again: it goes on there.") from cause


def _part_of(answer: httpx2.Response, address: str, start: int) -> Part:
    if start and answer.status_code == BEYOND_THE_END:
        return Part(start, start, iter(()))
    if answer.status_code in BUSY:
        raise UnavailableError(f"{address} answered {answer.status_code}", "Try again later.")
    if answer.status_code not in (200, PARTIAL):
        raise FetchError(f"{address} answered {answer.status_code}", "Is the name right?")
    begun = start if answer.status_code == PARTIAL else 0
    length = int(answer.headers.get("content-length", "0"))
    return Part(begun, begun + length if length else 0, answer.iter_raw())
