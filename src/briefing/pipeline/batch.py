"""Make one briefing for each of many pages, with any concurrent.futures executor or on a Dask cluster.

A page is done when its record (`X.json`) is beside `X.mp3`, in a folder or in an object store. The record is
written last, so an interrupted run resumes, and a page that a scheduler hands out twice is made once.
"""

import asyncio
import json
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from briefing.errors import BriefingError, EngineError, NothingCameError, StorageError, UnavailableError
from briefing.fetch import page_from_bytes
from briefing.pipeline.context import BriefingOptions, CollectedStories, RunContext
from briefing.pipeline.programme import make, make_from_stories
from briefing.pipeline.stories import clean_options, fetch_options, story_from_page
from briefing.settings import Settings
from briefing.storage import (
    ClipFolder,
    ObjectFolder,
    is_object_address,
    read_object,
    read_whole,
    scratch_folder,
    write_atomic,
)
from briefing.text import file_slug

Record = dict[str, Any]
"""A line of JSON for a page: the result, or {"source", "error", "hint"}."""
OpenExecutor = Callable[[], AbstractContextManager[Executor]]

_FINISHED_AHEAD = 8  # windows of pages that may be finished before an earlier one is
_MAX_LOSSES = 5  # of the cluster in a row, while no page is finished
_FIRST_PAUSE_S = 2.0  # before a page is tried again; doubled each time
_TEMPORARY = (UnavailableError, StorageError, EngineError)


@dataclass(frozen=True, slots=True)
class PageJob:
    """One page to make, with everything that a worker on another machine needs.

    Attributes:
        source: A URL, a file, or an object such as s3://bucket/page.html.
        folder: The folder of the results, which all workers share.
        settings: All settings.
        now: The time of the run.
        cast: Name or path of a cast.
        store: Address of an object store that gets the results instead, such as s3://bucket/briefings; paths
            below `folder` are then names below it.
        retries: How often the page is tried again after a failure that may be temporary.
    """

    source: str
    folder: Path
    settings: Settings
    now: datetime
    cast: str = ""
    store: str = ""
    retries: int = 0

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


class ClusterExecutor(Executor):
    """The workers of a Dask cluster. A page that is lost with the cluster is a cancelled future.

    Dask's own executor has three faults (distributed 2026.8). If the scheduler dies while a result is
    fetched, the future never ends. If a page is handed out in one thread while the client's own thread learns
    that the scheduler is lost, the client breaks, and no future ends any more. And a fetched result stays in
    the cluster for as long as its future lives: if the worker dies meanwhile, its pages are made again,
    beside those that were handed out in their place.

    Args:
        client: A connected `distributed.Client`; the caller closes it.
    """

    def __init__(self, client: Any) -> None:
        self._client = client

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand out a call; the future is cancelled if the cluster is lost before its result is here."""
        outcome: Future[Any] = Future()
        self._client.loop.add_callback(_run, self._client, partial(fn, *args, **kwargs), outcome)
        return outcome


async def _run(client: Any, call: Callable[[], Any], outcome: Future[Any]) -> None:
    """Run a call on the cluster, and give its outcome to a future; only the client's own thread uses it."""
    task = None
    try:
        task = client.submit(call)
        result = await task
    except BaseException as error:  # whatever it is, the future has to end
        is_lost = client.status in ("closing", "closed") if task is None else task.status != "error"
        if is_lost:
            outcome.cancel()
            outcome.set_running_or_notify_cancel()  # without it, nobody who waits is told
        else:
            outcome.set_exception(error)
        return
    task.release()
    for _ in range(2):  # until the release is sent, so that the scheduler learns of it before the next page
        await asyncio.sleep(0)
    outcome.set_result(result)


def sources_from_list(text: str) -> tuple[str, ...]:
    """Return the sources of a list, one a line, without duplicates; '#' starts a comment. Paths become
    absolute.
    """
    lines = (line.strip() for line in text.splitlines())
    wanted = [line for line in lines if line and not line.startswith("#")]
    return tuple(dict.fromkeys(line if "://" in line else str(Path(line).absolute()) for line in wanted))


def make_page(job: PageJob, sleep: Callable[[float], None] = time.sleep) -> Record:
    """Make one page unless it is done; runs in a worker. A BriefingError becomes a record.

    Args:
        job: The page.
        sleep: Waits for so many seconds, before the page is tried again.
    """
    for attempt in range(job.retries + 1):
        try:
            return _made_in_store(job) if job.store else _made_in_folder(job)
        except BriefingError as error:
            failure = error
        if attempt == job.retries or not _is_temporary(failure):
            break
        sleep(_FIRST_PAUSE_S * 2**attempt)
    return {"source": job.source, "error": failure.message, "hint": failure.hint}


def _is_temporary(error: BriefingError) -> bool:
    """Return True for an error that may not come again."""
    cause = error.failures[0].error if isinstance(error, NothingCameError) else error
    return isinstance(cause, _TEMPORARY)


def _made_in_folder(job: PageJob) -> Record:
    if job.record.exists():
        return _record_from(read_whole(job.record))
    record = _made(job)
    write_atomic(job.record, _line(record))
    return record


def _made_in_store(job: PageJob) -> Record:
    """Make the page in a folder of its own, and store its files; the record is stored last."""
    objects, name = ObjectFolder(job.store), job.record.relative_to(job.folder).as_posix()
    done = objects.read(name)
    if done is not None:
        return _record_from(done)
    with scratch_folder() as folder:
        record = _made(replace(job, folder=folder))
        objects.write_files(folder)
    objects.write(name, _line(record))
    return record


def _made(job: PageJob) -> Record:
    options = BriefingOptions(job.mp3, cast=job.cast, remember_voices=False)
    run = RunContext(job.now, job.settings)
    if is_object_address(job.source):
        briefing = make_from_stories(_story_from_object(job.source, run), options, run)
    else:
        briefing = make([job.source], options, run)
    return {
        "source": job.source,
        "mp3": job.mp3.relative_to(job.folder).as_posix(),
        "seconds": briefing.episode.duration_ms / 1000,
        "title": briefing.episode.title,
        "speakers": len(briefing.episode.speakers),
        "notes": [*briefing.notes, *briefing.failures],
    }


def _story_from_object(address: str, run: RunContext) -> CollectedStories:
    page = page_from_bytes(read_object(address), address, options=fetch_options(run.settings, run.now))
    story = story_from_page(page, clean_options(run.settings), ClipFolder(run.settings.clips))
    return CollectedStories((story,))


def _line(record: Record) -> bytes:
    return (json.dumps(record, ensure_ascii=False) + "\n").encode()


def _record_from(data: bytes) -> Record:
    record: Record = json.loads(data)
    return record


class _Queue:
    """The jobs in order. It gives none while too many pages are finished before an earlier one."""

    def __init__(self, jobs: Iterable[PageJob], window: int) -> None:
        self._jobs = enumerate(jobs)
        self._again: deque[Numbered] = deque()
        self._most_ahead = window * _FINISHED_AHEAD
        self._given = 0
        self.yielded = 0
        self.finished = 0

    def take(self) -> Numbered | None:
        """Return the next job; None if there is none, or if an earlier page has to be finished first."""
        if self._again:
            return self._again.popleft()
        if self._given - self.yielded >= self._most_ahead:
            return None
        numbered = next(self._jobs, None)
        self._given += numbered is not None
        return numbered

    def put_back(self, jobs: Iterable[Numbered]) -> None:
        """Give these jobs again, before all others."""
        self._again.extendleft(sorted(jobs, key=_number, reverse=True))


def _number(numbered: Numbered) -> int:
    return numbered[0]


def make_pages(
    jobs: Iterable[PageJob], open_executor: OpenExecutor, window: int, work: Work = make_page
) -> Iterator[Record]:
    """Yield a record for every job, in the order given. Nothing is handed out while nobody takes the records.

    Args:
        jobs: The pages; read as they are handed out.
        open_executor: Called again when a worker's death broke the executor. The pages that were running then
            are tried one by one in executors of their own, so that only the page that kills is lost. It is
            also called again when the cluster was lost, which cancels all pages that were handed out: they
            are handed out again.
        window: Number of jobs that are handed out at once.
        work: The function that runs in the worker.

    Raises:
        BriefingError: The cluster was lost five times, and no page was finished meanwhile.
    """
    ahead: dict[int, Record] = {}
    queue = _Queue(jobs, window)
    for number, record in _unordered_records(queue, open_executor, window, work):
        ahead[number] = record
        while queue.yielded in ahead:
            yield ahead.pop(queue.yielded)
            queue.yielded += 1


def _unordered_records(
    queue: _Queue, open_executor: OpenExecutor, window: int, work: Work
) -> Iterator[tuple[int, Record]]:
    losses = 0
    while first := queue.take():
        queue.put_back([first])
        finished = queue.finished
        with open_executor() as executor:
            suspects = yield from _until_broken(queue, executor, window, work)
        for number, job in suspects:
            with open_executor() as executor:
                yield number, _record_of(executor.submit(work, job), job)
        losses = 0 if suspects or queue.finished > finished else losses + 1
        if losses == _MAX_LOSSES:
            raise BriefingError(
                f"the cluster was lost {losses} times, and no page was finished meanwhile",
                "Look at the logs of its scheduler, then run the same command again.",
            )


def _until_broken(
    queue: _Queue, executor: Executor, window: int, work: Work
) -> Generator[tuple[int, Record], None, list[Numbered]]:
    """Yield records in the order of completion; return the jobs that ran when a worker broke the executor.

    The jobs of an executor that lost its cluster are put back.
    """
    running: dict[Future[Record], Numbered] = {}
    while True:
        if not _hand_out(queue, executor, running, window, work):
            return sorted(running.values(), key=_number)
        if not running:
            return []
        done = wait(running, return_when=FIRST_COMPLETED).done
        for future in done:
            if not future.cancelled() and not isinstance(future.exception(), BrokenExecutor):
                number, job = running.pop(future)
                queue.finished += 1
                yield number, _record_of(future, job)
        if any(future.cancelled() for future in done):
            queue.put_back(running.values())
            return []
        if not done.isdisjoint(running):
            return sorted(running.values(), key=_number)


def _hand_out(
    queue: _Queue, executor: Executor, running: dict[Future[Record], Numbered], window: int, work: Work
) -> bool:
    """Hand out jobs until the window is full; return False if the executor is broken."""
    while len(running) < window and (numbered := queue.take()):
        try:
            running[executor.submit(work, numbered[1])] = numbered
        except BrokenExecutor:
            queue.put_back([numbered])
            return False
    return True


def _record_of(future: Future[Record], job: PageJob) -> Record:
    """Return a worker's record; any other failure costs this page alone."""
    error = future.exception()
    if error is None:
        return future.result()
    if isinstance(error, BrokenExecutor) or type(error).__name__ == "KilledWorker":  # of Dask, an extra
        return {"source": job.source, "error": "the worker died on this page", "hint": "Try it alone."}
    hint = f"Try it alone: briefing make {job.source}"
    return {"source": job.source, "error": f"{type(error).__name__}: {error}", "hint": hint}
