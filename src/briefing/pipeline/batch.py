"""Make one briefing for each of many pages, with any concurrent.futures executor.

A page is done when its record (`X.json`) is beside `X.mp3`. The record is written last, so an interrupted run
resumes, and a page that a scheduler hands out twice is made once.
"""

import json
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import BriefingError
from briefing.pipeline.context import BriefingOptions, RunContext
from briefing.pipeline.programme import make
from briefing.settings import Settings
from briefing.storage import read_whole, write_atomic
from briefing.text import file_slug

Record = dict[str, Any]
"""A line of JSON for a page: the result, or {"source", "error", "hint"}."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to make, with everything that a worker on another machine needs; `folder` must be shared."""

    source: str
    folder: Path
    settings: Settings
    now: datetime
    cast: str = ""

    @property
    def mp3(self) -> Path:
        """The path, which depends on the source alone: `DIR/5f/bridge-opens-5f0c9a1e.mp3`."""
        key = sha256(self.source.encode()).hexdigest()
        name = file_slug(Path(urlsplit(self.source).path).stem)
        return self.folder / key[:2] / f"{name}-{key[:8]}.mp3"

    @property
    def record(self) -> Path:
        """The file whose presence means that the page is done."""
        return self.mp3.with_suffix(".json")


Numbered = tuple[int, PageJob]
Work = Callable[[PageJob], Record]


def sources_from_list(text: str) -> tuple[str, ...]:
    """Return the sources of a list, one a line, without duplicates; '#' starts a comment. Paths become
    absolute.
    """
    lines = (line.strip() for line in text.splitlines())
    wanted = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(line if "://" in line else str(Path(line).absolute()) for line in wanted))


def make_page(job: PageJob) -> Record:
    """Make one page unless it is done; runs in a worker. A BriefingError becomes a record."""
    if job.record.exists():
        done: Record = json.loads(read_whole(job.record))
        return done
    options = BriefingOptions(job.mp3, cast=job.cast, remember_voices=False)
    try:
        briefing = make([job.source], options, RunContext(job.now, job.settings))
    except BriefingError as error:
        return {"source": job.source, "error": error.message, "hint": error.hint}
    record: Record = {
        "source": job.source,
        "mp3": str(job.mp3.relative_to(job.folder)),
        "seconds": briefing.episode.duration_ms / 1000,
        "title": briefing.episode.title,
        "speakers": len(briefing.episode.speakers),
        "notes": [*briefing.notes, *briefing.failures],
    }
    write_atomic(job.record, (json.dumps(record, ensure_ascii=False) + "\n").encode())
    return record


def make_pages(
    jobs: Iterable[PageJob], open_executor: Callable[[], Executor], window: int, work: Work = make_page
) -> Iterator[Record]:
    """Yield a record for every job, in the order given.

    Args:
        jobs: The pages.
        open_executor: Called again when a worker's death broke the executor. The pages that were running then
            are tried one by one in executors of their own, so that only the page that kills is lost.
        window: Number of jobs that are handed out at once.
        work: The function that runs in the worker.
    """
    ahead: dict[int, Record] = {}
    next_number = 0
    for number, record in _unordered_records(deque(enumerate(jobs)), open_executor, window, work):
        ahead[number] = record
        while next_number in ahead:
            yield ahead.pop(next_number)
            next_number += 1


def _unordered_records(
    todo: deque[Numbered], open_executor: Callable[[], Executor], window: int, work: Work
) -> Iterator[tuple[int, Record]]:
    while todo:
        with open_executor() as executor:
            suspects = yield from _until_broken(todo, executor, window, work)
        for number, job in suspects:
            with open_executor() as executor:
                yield number, _record_of(executor.submit(work, job), job)


def _until_broken(
    todo: deque[Numbered], executor: Executor, window: int, work: Work
) -> Generator[tuple[int, Record], None, list[Numbered]]:
    """Yield records in the order of completion; return the jobs that ran when the executor broke."""
    running: dict[Future[Record], Numbered] = {}
    while todo or running:
        try:
            while todo and len(running) < window:
                running[executor.submit(work, todo[0][1])] = todo[0]
                todo.popleft()
        except BrokenExecutor:
            return sorted(running.values(), key=lambda numbered: numbered[0])
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            if isinstance(future.exception(), BrokenExecutor):
                return sorted(running.values(), key=lambda numbered: numbered[0])
            number, job = running.pop(future)
            yield number, _record_of(future, job)
    return []


def _record_of(future: Future[Record], job: PageJob) -> Record:
    """Return a worker's record; any other failure costs this page alone."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenExecutor):
        return {"source": job.source, "error": "the worker died on this page", "hint": "Try it alone."}
    hint = f"Try it alone: briefing make {job.source}"
    return {"source": job.source, "error": f"{type(error).__name__}: {error}", "hint": hint}
