"""One briefing for each of many pages, by any concurrent.futures executor.

A page is done when its record (`X.json`) stands beside `X.mp3`: it is written last, so a run that was cut off
goes on where it stopped, and a page that a scheduler hands out a second time is not made a second time.
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
from briefing.pipeline import Run, Wish, make
from briefing.settings import Settings
from briefing.storage import read_whole, write_atomic
from briefing.text import file_slug

Record = dict[str, Any]
"""A page's line of JSON: what was made, or {"source", "error", "hint"}."""


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to make, with all that a worker on another machine needs. `folder` must be seen from there."""

    source: str
    folder: Path
    settings: Settings
    now: datetime
    cast: str = ""

    @property
    def mp3(self) -> Path:
        """A place that the source alone decides: `DIR/5f/bridge-opens-5f0c9a1e.mp3`."""
        key = sha256(self.source.encode()).hexdigest()
        name = file_slug(Path(urlsplit(self.source).path).stem)
        return self.folder / key[:2] / f"{name}-{key[:8]}.mp3"

    @property
    def record(self) -> Path:
        """The file that says that the page is done."""
        return self.mp3.with_suffix(".json")


Numbered = tuple[int, PageJob]
Work = Callable[[PageJob], Record]


def sources_from_list(text: str) -> tuple[str, ...]:
    """The sources of a list, one a line, each once; '#' begins a comment. Paths become absolute."""
    lines = (line.strip() for line in text.splitlines())
    wanted = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(line if "://" in line else str(Path(line).absolute()) for line in wanted))


def make_page(job: PageJob) -> Record:
    """Make one page unless it is done; runs in a worker. Failures of ours are records, too."""
    if job.record.exists():
        done: Record = json.loads(read_whole(job.record))
        return done
    try:
        made = make([job.source], Wish(job.mp3, cast=job.cast, remember=False), Run(job.now, job.settings))
    except BriefingError as error:
        return {"source": job.source, "error": error.message, "hint": error.hint}
    record: Record = {
        "source": job.source,
        "mp3": str(job.mp3.relative_to(job.folder)),
        "seconds": made.episode.duration_ms / 1000,
        "title": made.episode.title,
        "speakers": len(made.episode.speakers),
        "notes": [*made.notes, *made.failures],
    }
    write_atomic(job.record, (json.dumps(record, ensure_ascii=False) + "\n").encode())
    return record


def made_pages(
    jobs: Iterable[PageJob], open_executor: Callable[[], Executor], window: int, work: Work = make_page
) -> Iterator[Record]:
    """A record for every job, in the order given; at most `window` are handed out at once.

    `open_executor` is called again when a worker's death broke the executor. The pages that were under way
    then are tried alone, each in an executor of its own, so that only the page that kills is lost.
    """
    early: dict[int, Record] = {}
    following = 0
    for number, record in _as_they_come(deque(enumerate(jobs)), open_executor, window, work):
        early[number] = record
        while following in early:
            yield early.pop(following)
            following += 1


def _as_they_come(
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
    """Records as they come. Returns the jobs that were under way when the executor broke, if it did."""
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
    """What a worker answered; whatever else happened to it costs this page alone."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenExecutor):
        return {"source": job.source, "error": "the worker died on this page", "hint": "Try it alone."}
    hint = f"Try it alone: briefing make {job.source}"
    return {"source": job.source, "error": f"{type(error).__name__}: {error}", "hint": hint}
