"""Fetch from many hosts side by side, one address of a host at a time, until a deadline."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from threading import Event, Lock, Thread
from typing import TypeVar

from briefing.errors import BriefingError, FetchError, NoAnswerError, UnavailableError
from briefing.fetch.address import explain_refusal, host_of, spell_out_ipv4
from briefing.fetch.http_client import Deadline

T = TypeVar("T")
NO_DEADLINE = Deadline(math.inf)
_HANGS_ALLOWED = 2  # a host that did not answer so often is left for the rest of the run
_POLL_S = 1.0  # Windows handles Ctrl-C only between two waits


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
        self._hangs: Counter[str] = Counter()
        self._lock = Lock()

    def results(
        self, addresses: Iterable[str], work: Callable[[str], T]
    ) -> Iterator[tuple[str, T | BriefingError]]:
        """Yield each address once, in the order of arrival, with the result of `work` or its error.

        Addresses without a result at the deadline get an UnavailableError.
        """
        unread = dict.fromkeys(addresses)
        arrived: SimpleQueue[tuple[str, T | BriefingError]] = SimpleQueue()
        is_over = Event()
        self._start_threads(_queues_by_host(unread), work, arrived, is_over)
        try:
            while unread and (result := self._next(arrived)):
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

    def _next(
        self, arrived: "SimpleQueue[tuple[str, T | BriefingError]]"
    ) -> tuple[str, T | BriefingError] | None:
        """Return the next result; None if none arrives before the deadline."""
        while True:
            left = self._deadline.left()
            with suppress(Empty):
                return arrived.get(timeout=min(left, _POLL_S))
            if not left:
                return None

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
        failure: BriefingError = UnavailableError(
            f"{address} is left for this run: its host did not answer twice", "The next run tries it again."
        )
        while not self._is_left(address):
            try:
                return work(address)
            except NoAnswerError as hung:
                failure = hung
                with self._lock:
                    self._hangs[_queue_of(address)] += 1
            except BriefingError as refused:
                return refused
            except Exception as cause:
                lost = FetchError(f"{address} cannot be read: {cause!r}", "Please report this.")
                lost.__cause__ = cause
                return lost
        return failure

    def _is_left(self, address: str) -> bool:
        return self._hangs[_queue_of(address)] >= _HANGS_ALLOWED


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
