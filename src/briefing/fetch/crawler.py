"""Fetch many URLs politely: hosts in parallel, one request at a time and a pause per host, robots.txt (RFC
9309).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import BriefingError, FetchError, NoAnswerError, RefusedAddressError, UnavailableError
from briefing.fetch.download import PageAnswer, PageRequest, download, fetch_changed_page
from briefing.fetch.host_queues import NO_DEADLINE, HostQueues
from briefing.fetch.http_client import Deadline, Resolver, resolve
from briefing.fetch.options import FetchOptions
from briefing.fetch.source_kinds import (
    ItemSource,
    SettlingSource,
    SourceAnswer,
    SourceContext,
    SourceVisit,
    open_source,
)
from briefing.model import AfterTold

if TYPE_CHECKING:
    from protego import Protego

_USER_AGENT_NAME = "briefing"
_MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_MAX_MS = 10_000
_MAX_PAUSE_S = 10.0


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
    """The requests of one run; they share robots.txt rules, pauses, the deadline and the hosts that hang."""

    def __init__(
        self,
        options: FetchOptions,
        policy: CrawlPolicy,
        resolve_host: Resolver = resolve,
        deadline: Deadline = NO_DEADLINE,
    ) -> None:
        self._options = replace(options, retries_hung=False)  # the queues try a host that hangs again
        self._policy = policy
        self._resolver = resolve_host
        self._robots = Robots(options, resolve_host)
        self._queues = HostQueues(policy.at_once, self._pause_s, deadline)

    def sources(
        self, visits: Sequence[SourceVisit]
    ) -> Iterator[tuple[SourceVisit, SourceAnswer | BriefingError]]:
        """Yield each visit with its answer or its error, in the order of arrival."""
        by_address = {visit.address: visit for visit in visits}
        for address, answer in self._queues.results(by_address, lambda each: self._visit(by_address[each])):
            yield by_address[address], answer

    def settle(self, visit: SourceVisit, keys: Sequence[str], action: AfterTold) -> None:
        """Mark or archive told items in their source, by their keys. Raises BriefingError."""
        source = self._open(visit)
        if isinstance(source, SettlingSource):
            source.after_told(keys, action)

    def pages(self, requests: Sequence[PageRequest]) -> Iterator[tuple[str, PageAnswer | BriefingError]]:
        """Yield each URL with its answer or its error, in the order of arrival."""
        by_address = {request.address: request for request in requests}
        yield from self._queues.results(by_address, lambda each: self._read_page(by_address[each]))

    def _read_page(self, request: PageRequest) -> PageAnswer:
        if self._policy.robots:
            self._robots.check(request.address)
        return fetch_changed_page(request, self._options, self._resolver)

    def _visit(self, visit: SourceVisit) -> SourceAnswer:
        """Read a source. robots.txt is for what anybody can read, so it counts for web addresses only."""
        if self._policy.robots and visit.address.startswith(("http://", "https://")):
            self._robots.check(visit.address)
        return self._open(visit).items(visit)

    def _open(self, visit: SourceVisit) -> ItemSource:
        return open_source(visit, SourceContext(self._options, self._resolver))

    def _pause_s(self, address: str) -> float:
        asked = self._robots.pause_s(address) if self._policy.robots else 0.0
        return max(asked, self._policy.pause_ms / 1000)


class Robots:
    """The robots.txt rules of the sites of one run; each file is read once."""

    def __init__(self, options: FetchOptions, resolve_host: Resolver = resolve) -> None:
        short_ms = min(options.total_ms, _MAX_MS)
        self._options = replace(options, max_bytes=_MAX_BYTES, total_ms=short_ms, attempts=1)
        self._resolver = resolve_host
        self._rules: dict[str, Protego | UnavailableError] = {}

    def check(self, address: str) -> None:
        """Raise RefusedAddressError if robots.txt disallows the URL, UnavailableError if nobody can tell."""
        if not self._rules_of(address).can_fetch(address, _USER_AGENT_NAME):
            raise RefusedAddressError(
                f"{address}: the robots.txt of {urlsplit(address).netloc} asks programs to stay away",
                f"To hear it once, ask for it yourself: briefing make {address}",
            )

    def pause_s(self, address: str) -> float:
        """Return the crawl delay in seconds, at most 10."""
        try:
            asked = self._rules_of(address).crawl_delay(_USER_AGENT_NAME)
        except UnavailableError:
            return 0.0
        return min(asked or 0.0, _MAX_PAUSE_S)

    def _rules_of(self, address: str) -> "Protego":
        """Return a site's rules: a missing file allows everything, an unreachable one nothing (RFC 9309).

        The rules and the failures are kept for the run, except that of a host that hangs.
        """
        from protego import Protego  # noqa: PLC0415 - only scheduled runs pay for it

        origin = urlunsplit(urlsplit(address)._replace(path="/robots.txt", query="", fragment=""))
        if origin not in self._rules:
            try:
                self._rules[origin] = Protego.parse(self._read(origin))
            except NoAnswerError:
                raise
            except UnavailableError as failure:
                self._rules[origin] = failure
        rules = self._rules[origin]
        if isinstance(rules, UnavailableError):
            raise UnavailableError(
                f"{address} may not be fetched before its robots.txt is read: {rules.message}", rules.hint
            )
        return rules

    def _read(self, origin: str) -> str:
        try:
            return download(origin, self._options, resolve_host=self._resolver).body.decode(
                "utf-8", "replace"
            )
        except UnavailableError:
            raise
        except FetchError:
            return ""
