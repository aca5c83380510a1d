"""Many addresses at once: many hosts side by side, each host one request at a time, with a pause between."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TypeVar

from briefing.errors import FetchError
from briefing.fetch.address import host_of, spell_out_ipv4
from briefing.fetch.connect import Lookup, look_up
from briefing.fetch.download import download
from briefing.fetch.feed import feed_from_bytes
from briefing.fetch.guard import explain_refusal
from briefing.fetch.options import FetchOptions
from briefing.fetch.robots import Robots
from briefing.fetch.web import fetch_web_page
from briefing.model import NewsFeed, Page

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Manners:
    """How a run behaves towards hosts. `pause_ms` lies between two requests to one host.

    Hosts on the user's own networks get neither pauses nor a queue: politeness is for other people's.
    """

    at_once: int = 16
    pause_ms: int = 1_000
    robots: bool = True


@dataclass(frozen=True, slots=True)
class FeedRequest:
    """A feed to look at, with what it answered with the last time (RFC 9110, 13: conditional requests)."""

    address: str
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True, slots=True)
class FeedAnswer:
    """What a feed answered; `feed` is None when it has not changed, `moved_to` is '' unless it moved."""

    feed: NewsFeed | None
    etag: str
    modified: str
    moved_to: str = ""


class Visitor:
    """One run's visits: they share what robots.txt says and the pauses between requests."""

    def __init__(self, options: FetchOptions, manners: Manners, look_up_host: Lookup = look_up) -> None:
        self._options = options
        self._manners = manners
        self._look_up = look_up_host
        self._robots = Robots(options, look_up_host)

    def feeds(self, requests: Sequence[FeedRequest]) -> Iterator[tuple[FeedRequest, FeedAnswer | FetchError]]:
        """Each request with its answer or its failure, as they come."""
        by_address = {request.address: request for request in requests}
        for address, answer in self._visit(list(by_address), lambda each: self._read_feed(by_address[each])):
            yield by_address[address], answer

    def pages(self, addresses: Sequence[str]) -> Iterator[tuple[str, Page | FetchError]]:
        """Each address with its page or its failure, as they come."""
        yield from self._visit(addresses, self._read_page)

    def _read_page(self, address: str) -> Page:
        if self._manners.robots:
            self._robots.check(address)
        return fetch_web_page(address, self._options, self._look_up)

    def _read_feed(self, request: FeedRequest) -> FeedAnswer:
        if self._manners.robots:
            self._robots.check(request.address)
        asked = {"If-None-Match": request.etag, "If-Modified-Since": request.modified}
        headers = {name: value for name, value in asked.items() if value}
        found = download(request.address, self._options, headers, self._look_up)
        if found.status == 304:
            return FeedAnswer(None, request.etag, request.modified, found.moved_to)
        feed = feed_from_bytes(found.body, found.final_address, found.headers.get("content-type", ""))
        etag, modified = (found.headers.get(name, "") for name in ("etag", "last-modified"))
        return FeedAnswer(feed, etag, modified, found.moved_to)

    def _visit(
        self, addresses: Sequence[str], work: Callable[[str], T]
    ) -> Iterator[tuple[str, T | FetchError]]:
        """Every address once, in lanes that run side by side."""
        lanes = _lanes(dict.fromkeys(addresses))
        results: SimpleQueue[tuple[str, T | FetchError]] = SimpleQueue()
        with ThreadPoolExecutor(self._manners.at_once, "visit") as pool:
            runs = [pool.submit(self._walk, lane, work, results) for lane in lanes]
            try:
                for _ in range(sum(map(len, lanes))):
                    yield results.get()
            finally:
                for run in runs:
                    run.cancel()

    def _walk(
        self,
        lane: Sequence[str],
        work: Callable[[str], T],
        results: "SimpleQueue[tuple[str, T | FetchError]]",
    ) -> None:
        """One host's addresses, one after another. Whatever happens, each gives one result."""
        for number, address in enumerate(lane):
            try:
                if number:
                    time.sleep(self._pause_s(address))
                results.put((address, work(address)))
            except FetchError as failure:
                results.put((address, failure))
            except Exception as cause:
                lost = FetchError(f"{address} cannot be read: {cause!r}", "Please report this.")
                lost.__cause__ = cause
                results.put((address, lost))

    def _pause_s(self, address: str) -> float:
        asked = self._robots.pause_s(address) if self._manners.robots else 0.0
        return max(asked, self._manners.pause_ms / 1000)


def _lanes(addresses: Iterable[str]) -> list[list[str]]:
    """Addresses by host, the longest queue first; each address of the user's own hosts goes by itself."""
    lanes: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        lanes[address if _is_own(address) else host_of(address)].append(address)
    return sorted(lanes.values(), key=len, reverse=True)


def _is_own(address: str) -> bool:
    """Whether the host is, by its spelling alone, on the user's own networks."""
    host = host_of(spell_out_ipv4(address)).rsplit(":", 1)[0]
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return bool(explain_refusal(host))
    except ValueError:
        return False
