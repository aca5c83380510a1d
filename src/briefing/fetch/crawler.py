"""Fetch many URLs politely: hosts in parallel, one request at a time and a pause per host, robots.txt (RFC
9309).
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import BriefingError, FetchError, RefusedAddressError, UnavailableError
from briefing.fetch.address import explain_refusal, host_of, spell_out_ipv4
from briefing.fetch.download import download, fetch_web_page
from briefing.fetch.http_client import Resolver, resolve
from briefing.fetch.options import FetchOptions
from briefing.fetch.source_kinds import (
    ItemSource,
    SettlingSource,
    SourceAnswer,
    SourceContext,
    SourceVisit,
    open_source,
)
from briefing.model import AfterTold, Page

if TYPE_CHECKING:
    from protego import Protego


T = TypeVar("T")
_USER_AGENT_NAME = "briefing"
_MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_MAX_MS = 10_000
_MAX_PAUSE_S = 10.0
_DISALLOW_ALL = "User-agent: *\nDisallow: /"


@dataclass(frozen=True, slots=True)
class CrawlPolicy:
    """How a run treats hosts.

    Hosts on the user's own networks get neither pauses nor a queue.

    Attributes:
        at_once: Number of hosts that are fetched from in parallel.
        pause_ms: Pause between two requests to one host.
        robots: Obey robots.txt.
    """

    at_once: int = 16
    pause_ms: int = 1_000
    robots: bool = True


class Crawler:
    """The requests of one run; they share robots.txt rules and pauses."""

    def __init__(self, options: FetchOptions, policy: CrawlPolicy, resolve_host: Resolver = resolve) -> None:
        self._options = options
        self._policy = policy
        self._resolver = resolve_host
        self._robots = Robots(options, resolve_host)

    def sources(
        self, visits: Sequence[SourceVisit]
    ) -> Iterator[tuple[SourceVisit, SourceAnswer | BriefingError]]:
        """Yield each visit with its answer or its error, in the order of arrival."""
        by_address = {visit.address: visit for visit in visits}
        for address, answer in self._crawl(list(by_address), lambda each: self._visit(by_address[each])):
            yield by_address[address], answer

    def settle(self, visit: SourceVisit, told: Sequence[str], action: AfterTold) -> None:
        """Mark or archive told items in their source, by their keys. Raises BriefingError."""
        source = self._open(visit)
        if isinstance(source, SettlingSource):
            source.after_told(told, action)

    def pages(self, addresses: Sequence[str]) -> Iterator[tuple[str, Page | BriefingError]]:
        """Yield each URL with its page or its error, in the order of arrival."""
        yield from self._crawl(addresses, self._read_page)

    def _read_page(self, address: str) -> Page:
        if self._policy.robots:
            self._robots.check(address)
        return fetch_web_page(address, self._options, self._resolver)

    def _visit(self, visit: SourceVisit) -> SourceAnswer:
        """Read a source. robots.txt is for what anybody can read, so it counts for web addresses only."""
        if self._policy.robots and visit.address.startswith(("http://", "https://")):
            self._robots.check(visit.address)
        return self._open(visit).items(visit)

    def _open(self, visit: SourceVisit) -> ItemSource:
        return open_source(visit, SourceContext(self._options, self._resolver))

    def _crawl(
        self, addresses: Sequence[str], work: Callable[[str], T]
    ) -> Iterator[tuple[str, T | BriefingError]]:
        """Fetch every URL once; the queues of different hosts run in parallel."""
        queues = _host_queues(dict.fromkeys(addresses))
        results: SimpleQueue[tuple[str, T | BriefingError]] = SimpleQueue()
        with ThreadPoolExecutor(self._policy.at_once, "visit") as pool:
            runs = [pool.submit(self._fetch_queue, queue, work, results) for queue in queues]
            try:
                for _ in range(sum(map(len, queues))):
                    yield results.get()
            finally:
                for run in runs:
                    run.cancel()

    def _fetch_queue(
        self,
        queue: Sequence[str],
        work: Callable[[str], T],
        results: "SimpleQueue[tuple[str, T | BriefingError]]",
    ) -> None:
        """Fetch the URLs of one host in turn; each gives exactly one result."""
        for number, address in enumerate(queue):
            try:
                if number:
                    time.sleep(self._pause_s(address))
                results.put((address, work(address)))
            except BriefingError as failure:
                results.put((address, failure))
            except Exception as cause:
                lost = FetchError(f"{address} cannot be read: {cause!r}", "Please report this.")
                lost.__cause__ = cause
                results.put((address, lost))

    def _pause_s(self, address: str) -> float:
        asked = self._robots.pause_s(address) if self._policy.robots else 0.0
        return max(asked, self._policy.pause_ms / 1000)


def _host_queues(addresses: Iterable[str]) -> list[list[str]]:
    """Return the URLs by host, the longest queue first; a path or a local host's URL is its own queue."""
    queues: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        queues[address if _is_local(address) else host_of(address) or address].append(address)
    return sorted(queues.values(), key=len, reverse=True)


def _is_local(address: str) -> bool:
    """Return True if the host, by its spelling alone, is on the user's own networks."""
    host = host_of(spell_out_ipv4(address)).rsplit(":", 1)[0]
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return bool(explain_refusal(host))
    except ValueError:
        return False


class Robots:
    """The robots.txt rules of the sites of one run; each file is read once."""

    def __init__(self, options: FetchOptions, resolve_host: Resolver = resolve) -> None:
        short_ms = min(options.total_ms, _MAX_MS)
        self._options = replace(options, max_bytes=_MAX_BYTES, total_ms=short_ms, attempts=1)
        self._resolver = resolve_host
        self._rules: dict[str, Protego] = {}

    def check(self, address: str) -> None:
        """Raise RefusedAddressError if robots.txt disallows the URL."""
        if not self._rules_of(address).can_fetch(address, _USER_AGENT_NAME):
            raise RefusedAddressError(
                f"{address}: the robots.txt of {urlsplit(address).netloc} asks programs to stay away",
                f"To hear it once, ask for it yourself: briefing make {address}",
            )

    def pause_s(self, address: str) -> float:
        """Return the crawl delay in seconds, at most 10."""
        return min(self._rules_of(address).crawl_delay(_USER_AGENT_NAME) or 0.0, _MAX_PAUSE_S)

    def _rules_of(self, address: str) -> "Protego":
        from protego import Protego  # noqa: PLC0415 - only scheduled runs pay for it

        origin = urlunsplit(urlsplit(address)._replace(path="/robots.txt", query="", fragment=""))
        if origin not in self._rules:
            self._rules[origin] = Protego.parse(self._read(origin))
        return self._rules[origin]

    def _read(self, origin: str) -> str:
        """Return the rules: a missing file allows everything, an unreachable one nothing (RFC 9309)."""
        try:
            return download(origin, self._options, resolve_host=self._resolver).body.decode(
                "utf-8", "replace"
            )
        except UnavailableError:
            return _DISALLOW_ALL
        except FetchError:
            return ""
