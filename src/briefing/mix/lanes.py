"""Work done side by side and handed out in order, never far ahead of who takes it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")
AHEAD_PER_LANE = 3  # what is finished and waits is all that memory ever holds


def in_lanes(work: Callable[[A], B], things: Iterable[A], lanes: int) -> Iterator[B]:
    """`map`, by so many threads. The first error, or Ctrl-C, leaves what is not yet begun undone."""
    pool = ThreadPoolExecutor(lanes, thread_name_prefix="lane")
    waiting: deque[Future[B]] = deque()
    try:
        for thing in things:
            waiting.append(pool.submit(work, thing))
            if len(waiting) > lanes * AHEAD_PER_LANE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
