"""Fetch many URLs politely: hosts in parallel, a pause between two requests to a host, robots.txt (RFC 9309).

A host that hangs is left for the rest of the run, and nothing waits longer than the run's deadline.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit, urlunsplit

from briefing.errors import BriefingError, FetchError, NoAnswerError, RefusedAddressError, UnavailableError
from briefing.fetch.address import explain_refusal, host_of, spell_out_ipv4
from briefing.fetch.download import PageAnswer, PageRequest, download, fetch_changed_page
from briefing.fetch.http_client import NO_DEADLINE, Deadline, Resolver, resolve
from briefing.fetch.item_source import ItemSource, SettlingSource, SourceAnswer, SourceContext, SourceVisit
from briefing.fetch.options import FetchOptions
from briefing.fetch.sources import open_source
from briefing.model import AfterTold

if TYPE_CHECKING:
    from protego import Protego

_USER_AGENT_NAME = "briefing"
_MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB are read
_MAX_MS = 10_000
_MAX_PAUSE_S = 10.0
T = TypeVar("T")
_HANGS_ALLOWED = 2  # a host that did not answer so often is left for the rest of the run
_POLL_S = 1.0  # Windows handles Ctrl-C only between two waits


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
        self, visits: Sequence[SourceVisit], deadline: Deadline | None = None
    ) -> Iterator[tuple[SourceVisit, SourceAnswer | BriefingError]]:
        """Yield each visit with its answer or its error, in the order of arrival.

        `deadline` is when the visits end, so that time is left for pages; None for the run's deadline.
        """
        by_address = {visit.address: visit for visit in visits}
        answers = self._queues.results(by_address, lambda each: self._visit(by_address[each]), deadline)
        for address, answer in answers:
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


class HostQueues:
    """The queues of one run; they share the deadline and the hosts that hang.

    The threads are daemons, and nobody waits for them: Ctrl-C, SIGTERM and the deadline end a run at once,
    whatever its hosts do.
    """

    def __init__(
        self, at_once: int, pause_s: Callable[[str], float], deadline: Deadline = NO_DEADLINE
    ) -> None:
        self._at_once = at_once
        self._pause_s = pause_s
        self._deadline = deadline
        self._hangs: dict[str, list[int]] = defaultdict(list)  # by host, the seconds of each wait
        self._lock = Lock()

    def results(
        self, addresses: Iterable[str], work: Callable[[str], T], deadline: Deadline | None = None
    ) -> Iterator[tuple[str, T | BriefingError]]:
        """Yield each address once, in the order of arrival, with the result of `work` or its error.

        Addresses without a result at the deadline, if none is given that of the run, get an UnavailableError.
        """
        deadline = deadline or self._deadline
        unread = dict.fromkeys(addresses)
        arrived: SimpleQueue[tuple[str, T | BriefingError]] = SimpleQueue()
        is_over = Event()
        self._start_threads(_queues_by_host(unread), work, arrived, is_over)
        try:
            while unread and (result := _next(arrived, deadline)):
                del unread[result[0]]
                yield result
            for address in unread:
                yield address, UnavailableError(f"{address} was not read in time", "The next run reads it.")
        finally:
            is_over.set()

    def _start_threads(
        self,
        queues: Sequence[Sequence[str]],
        work: Callable[[str], T],
        arrived: "SimpleQueue[tuple[str, T | BriefingError]]",
        is_over: Event,
    ) -> None:
        waiting: SimpleQueue[Sequence[str]] = SimpleQueue()
        for queue in queues:
            waiting.put(queue)

        def fetch_queues() -> None:
            with suppress(Empty):
                while not is_over.is_set():
                    for result in self._fetch_queue(waiting.get_nowait(), work, is_over):
                        arrived.put(result)

        for _ in range(min(self._at_once, len(queues))):
            Thread(target=fetch_queues, daemon=True, name="fetch").start()

    def _fetch_queue(
        self, queue: Sequence[str], work: Callable[[str], T], is_over: Event
    ) -> Iterator[tuple[str, T | BriefingError]]:
        """Fetch the addresses of one host in turn."""
        for number, address in enumerate(queue):
            pause_s = self._pause_s(address) if number and not self._is_left(address) else 0
            if is_over.wait(pause_s):
                return
            yield address, self._fetch(address, work)

    def _fetch(self, address: str, work: Callable[[str], T]) -> T | BriefingError:
        """Return the result or the error; an address whose host hangs is requested once more."""
        queue = _queue_of(address)
        failure: BriefingError | None = None
        while not self._is_left(address):
            try:
                return work(address)
            except NoAnswerError as hung:
                failure = hung
                with self._lock:
                    self._hangs[queue].append(hung.waited_s)
            except BriefingError as refused:
                return refused
            except Exception as cause:
                lost = FetchError(f"{address} cannot be read: {cause!r}", "Please report this.")
                lost.__cause__ = cause
                return lost
        return failure or NoAnswerError(
            f"{address} is left for this run: its host did not answer twice",
            "The next run tries it again.",
            self._hangs[queue][-1],
        )

    def _is_left(self, address: str) -> bool:
        return len(self._hangs[_queue_of(address)]) >= _HANGS_ALLOWED


def _next(
    arrived: "SimpleQueue[tuple[str, T | BriefingError]]", deadline: Deadline
) -> tuple[str, T | BriefingError] | None:
    """Return the next result; None if none arrives before the deadline."""
    while True:
        left = deadline.left()
        with suppress(Empty):
            return arrived.get(timeout=min(left, _POLL_S))
        if not left:
            return None


def _queues_by_host(addresses: Iterable[str]) -> list[list[str]]:
    """Return the addresses by host, the longest queue first."""
    queues: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        queues[_queue_of(address)].append(address)
    return sorted(queues.values(), key=len, reverse=True)


def _queue_of(address: str) -> str:
    """Return the host of a URL; a path or the URL of a local host is a queue of its own."""
    return address if _is_local(address) else host_of(address) or address


def _is_local(address: str) -> bool:
    """Return True if the host, by its spelling alone, is on the user's own networks."""
    host = host_of(spell_out_ipv4(address)).rsplit(":", 1)[0]
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return bool(explain_refusal(host))
    except ValueError:
        return False
