"""Batches: resumable, in order, alike wherever they are made, and no page's failure costs another."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.util import find_spec
from itertools import count, islice
from multiprocessing import get_context
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from briefing.errors import BriefingError
from briefing.pipeline import ClusterExecutor, PageJob, Record, make_page, make_pages, sources_from_list
from briefing.settings import Settings

NOW = datetime(2026, 11, 23, 8, tzinfo=UTC)
PAGE = """The bridge number {number} opens

The bridge over the river opened on Monday after ten years of work, and the first cars crossed it at noon.

"We have waited for this day since number {number} was planned," Ann Ames, the mayor, said. "It is good."

Engineers will watch the pillars for a year. The toll of two dollars begins in the spring, the town says.
"""


def page_jobs(place: Path, count: int) -> list[PageJob]:
    pages = place / "pages"
    pages.mkdir(exist_ok=True)
    for number in range(count):
        (pages / f"{number}.txt").write_text(PAGE.format(number=number), encoding="utf-8")
    settings = Settings(
        output=place / "out",
        config=place / "config",
        data=place / "data",
        cache=place / "cache",
        cast="espeak",
    )
    sources = [str(pages / f"{number}.txt") for number in range(count)]
    return [PageJob(source, place / "made", settings, NOW) for source in sources]


def threads(count: int = 2) -> Callable[[], Executor]:
    return partial(ThreadPoolExecutor, count)


def files_below(folder: Path) -> dict[str, bytes]:
    """What stands under its final name; a killed worker may leave a hidden draft."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def echo(job: PageJob) -> Record:
    time.sleep(0.02 if job.source.endswith("0") else 0)
    return {"source": job.source}


def fail_on_odd(job: PageJob) -> Record:
    if int(Path(job.source).stem) % 2:
        raise RuntimeError("odd")
    return echo(job)


def die_on_two(job: PageJob) -> Record:
    if Path(job.source).stem == "2":
        os._exit(9)
    return echo(job)


def test_a_list_names_each_source_once_and_paths_become_absolute() -> None:
    text = "# morning\nhttps://a.example/x\n\n  notes.txt\nhttps://a.example/x\n"
    assert sources_from_list(text) == ("https://a.example/x", str(Path("notes.txt").absolute()))


def test_records_come_in_the_order_of_the_list(tmp_path: Path) -> None:
    jobs = page_jobs(tmp_path, 12)
    assert [record["source"] for record in make_pages(jobs, threads(4), 5, echo)] == [
        job.source for job in jobs
    ]


def test_an_unforeseen_failure_costs_its_own_page_alone(tmp_path: Path) -> None:
    records = list(make_pages(page_jobs(tmp_path, 5), threads(), 2, fail_on_odd))
    assert ["error" in record for record in records] == [False, True, False, True, False]
    assert records[1]["error"] == "RuntimeError: odd"


def test_a_page_that_kills_its_process_costs_no_other(tmp_path: Path) -> None:
    processes = partial(ProcessPoolExecutor, 2, mp_context=get_context("spawn"))
    records = list(make_pages(page_jobs(tmp_path, 5), processes, 4, die_on_two))
    assert [record.get("error", "") for record in records] == ["", "", "the worker died on this page", "", ""]


def test_a_batch_goes_on_where_it_stopped_and_makes_nothing_twice(tmp_path: Path) -> None:
    jobs = page_jobs(tmp_path, 3)
    first = list(make_pages(jobs[:2], threads(), 4))
    times = {path: path.stat().st_mtime_ns for path in (tmp_path / "made").rglob("*.*")}
    again = list(make_pages(jobs, threads(), 4))
    assert again[:2] == first
    assert {path: path.stat().st_mtime_ns for path in times} == times
    assert all(job.mp3.read_bytes()[:3] == b"ID3" for job in jobs)


def test_a_page_that_cannot_be_made_is_a_record_and_is_tried_again(tmp_path: Path) -> None:
    (job,) = page_jobs(tmp_path, 1)
    Path(job.source).rename(tmp_path / "elsewhere")
    assert make_page(job)["error"]
    (tmp_path / "elsewhere").rename(job.source)
    assert make_page(job)["mp3"] == str(job.mp3.relative_to(job.folder))


def test_the_same_bytes_come_in_any_order_and_with_any_number_of_workers(tmp_path: Path) -> None:
    jobs = page_jobs(tmp_path, 4)
    other = [replace(job, folder=tmp_path / "other") for job in reversed(jobs)]
    list(make_pages(jobs, threads(1), 1))
    list(make_pages(other, threads(3), 4))
    assert files_below(tmp_path / "made") == files_below(tmp_path / "other")


class CloudOfOneThread(Executor):
    """Runs each job at once; loses the results of the jobs of these numbers, as a lost cluster does."""

    def __init__(self, lost: set[int]) -> None:
        self._lost = lost

    def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
        future: Future[Record] = Future()
        number = int(Path(args[0].source).stem)
        if number in self._lost:
            self._lost.discard(number)
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(fn(*args, **more))
        return future


def named_jobs(numbers: Iterable[int]) -> Iterator[PageJob]:
    settings = Settings()
    return (PageJob(f"/pages/{number}.txt", Path("made"), settings, NOW) for number in numbers)


def source_of(job: PageJob) -> Record:
    return {"source": job.source}


def test_a_cluster_that_is_lost_costs_no_page_and_doubles_none() -> None:
    lost = {3, 4, 11}
    records = list(make_pages(named_jobs(range(20)), lambda: CloudOfOneThread(lost), 4, source_of))
    assert (lost, [record["source"] for record in records]) == (
        set(),
        [job.source for job in named_jobs(range(20))],
    )


def test_a_cluster_that_is_lost_again_and_again_ends_the_batch() -> None:
    with pytest.raises(BriefingError, match="the cluster was lost 5 times"):
        list(make_pages(named_jobs([1]), lambda: CloudOfOneThread({1}), 4, source_of))


class ClientOfDask:
    """What a Dask client does for an executor: its tasks end as it is told.

    Like a real one, it breaks if another thread than that of its event loop submits a task.
    """

    def __init__(self, *endings: Record | BaseException) -> None:
        self.loop = self
        self.status = "running"
        self.sent: list[str] = []
        self._endings = iter(endings)
        self._asyncio = asyncio.new_event_loop()
        Thread(target=self._asyncio.run_forever, daemon=True).start()

    def add_callback(self, call: Callable[..., Any], *args: Any) -> None:
        self._asyncio.call_soon_threadsafe(lambda: asyncio.ensure_future(call(*args)))

    def submit(self, call: Any) -> "TaskOfDask":
        assert asyncio.get_running_loop() is self._asyncio
        if self.status == "closed":
            raise RuntimeError("the client is closed")
        self.sent.append(f"page {Path(call.args[0].source).stem}")
        return TaskOfDask(self, next(self._endings))


class TaskOfDask:
    """A finished task whose result is fetched from the cluster, or cannot be."""

    def __init__(self, client: ClientOfDask, ending: Record | BaseException) -> None:
        self.status = "error" if isinstance(ending, ValueError) else "finished"
        self._client, self._ending = client, ending

    def __await__(self) -> Generator[None, None, Record]:
        yield
        if isinstance(self._ending, BaseException):
            raise self._ending
        return self._ending

    def release(self) -> None:
        self._client.sent.append("release")


def test_a_result_that_is_lost_while_it_is_fetched_is_made_again() -> None:
    """Dask's own executor never ends such a future: the batch waited forever if all pages were like that."""
    clients = [ClientOfDask(OSError("the scheduler is gone")), ClientOfDask({"source": "made"})]
    waiting = iter(clients)
    records = make_pages(named_jobs([1]), lambda: ClusterExecutor(next(waiting)), 1, source_of)
    assert (list(records), [client.sent for client in clients]) == (
        [{"source": "made"}],
        [["page 1"], ["page 1", "release"]],
    )


def test_a_failure_on_the_cluster_costs_its_page_alone_and_a_closed_client_loses_all() -> None:
    client = ClientOfDask(ValueError("odd"))
    executor, job = ClusterExecutor(client), next(named_jobs([1]))
    failed = executor.submit(source_of, job)
    assert repr(failed.exception(10)) == "ValueError('odd')"
    client.status = "closed"
    lost = executor.submit(source_of, job)
    assert (wait([lost], 10).done, lost.cancelled(), client.sent) == ({lost}, True, ["page 1"])


def test_the_cluster_releases_each_result_before_it_gets_the_next_page() -> None:
    client = ClientOfDask(*({"source": str(number)} for number in range(3)))
    list(make_pages(named_jobs(range(3)), lambda: ClusterExecutor(client), 1, source_of))
    assert client.sent == ["page 0", "release", "page 1", "release", "page 2", "release"]


def test_jobs_are_read_only_as_records_are_taken() -> None:
    numbers = count()
    records = make_pages(named_jobs(numbers), lambda: CloudOfOneThread(set()), 2, source_of)
    assert [record["source"] for record in islice(records, 3)] == [job.source for job in named_jobs(range(3))]
    assert next(numbers) < 10


def test_a_slow_page_stops_the_others_before_too_many_results_wait_for_it() -> None:
    slow, others = Future[Record](), list[str]()

    class OneIsSlow(CloudOfOneThread):
        def submit(self, fn: Callable[..., Any], /, *args: Any, **more: Any) -> Future[Any]:
            if args[0].source == "/pages/0.txt":
                return slow
            others.append(args[0].source)
            if len(others) == 15:  # with the slow one 8 windows of 2
                slow.set_result({"source": "/pages/0.txt"})
            return super().submit(fn, *args, **more)

    records = make_pages(named_jobs(range(100)), lambda: OneIsSlow(set()), 2, source_of)
    assert (next(records)["source"], len(others) < 20, len(list(records))) == ("/pages/0.txt", True, 99)


@pytest.mark.skipif(find_spec("fsspec") is None, reason="needs the extra s3 or dask")
def test_an_object_store_gets_the_same_files_as_a_folder_and_each_once(tmp_path: Path) -> None:
    jobs = page_jobs(tmp_path, 2)
    store = f"local://{tmp_path}/store"
    stored = [replace(job, folder=Path(), store=store) for job in jobs]
    first = list(make_pages(stored, threads(), 4))
    written = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").rglob("*.*")}
    assert first == list(make_pages(jobs, threads(), 4))
    assert files_below(tmp_path / "store") == files_below(tmp_path / "made")
    assert list(make_pages(stored, threads(), 4)) == first
    assert {path: path.stat().st_mtime_ns for path in written} == written


@pytest.mark.skipif(find_spec("fsspec") is None, reason="needs the extra s3 or dask")
def test_an_object_that_cannot_be_read_yet_is_tried_again(tmp_path: Path) -> None:
    (job,) = page_jobs(tmp_path, 1)
    late = tmp_path / "late.txt"
    stored = replace(job, source=f"local://{late}", retries=2)
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            late.write_bytes(Path(job.source).read_bytes())

    assert (
        make_page(replace(stored, retries=0), sleep)["error"] == f"cannot read local://{late}: no such object"
    )
    assert make_page(stored, sleep)["title"] == "The bridge number 0 opens"
    assert pauses == [2.0, 4.0]


@contextmanager
def started(*command: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]], stdout=out, stderr=out
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.mark.skipif(find_spec("distributed") is None, reason="needs the extra dask")
def test_a_dask_worker_killed_in_the_middle_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    jobs = page_jobs(tmp_path, 24)
    listed, made = tmp_path / "list", tmp_path / "made"
    listed.write_text("\n".join(job.source for job in jobs), encoding="utf-8")
    address = f"tcp://127.0.0.1:{free_port()}"
    worker = (
        "dask_worker",
        address,
        "--no-nanny",
        "--nthreads",
        "1",
        "--no-dashboard",
        "--host",
        "127.0.0.1",
    )
    scheduler = (
        "dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        address.rsplit(":", 1)[1],
        "--no-dashboard",
    )
    names = {"OUTPUT": "out", "CONFIG": "config", "DATA": "data", "CACHE": "cache"}
    environment = os.environ | {f"BRIEFING_{name}": str(tmp_path / folder) for name, folder in names.items()}
    environment["SOURCE_DATE_EPOCH"] = str(int(NOW.timestamp()))
    command = [sys.executable, "-m", "briefing", "batch", str(listed), "-o", str(made), "--dask", address]
    with (
        started(*scheduler, log=tmp_path / "scheduler.log"),
        started(*worker, log=tmp_path / "one.log") as victim,
        started(*worker, log=tmp_path / "two.log"),
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run,
    ):
        deadline = time.monotonic() + 60
        while len(list(made.rglob("*.json"))) < 4 and time.monotonic() < deadline and run.poll() is None:
            time.sleep(0.01)
        victim.send_signal(signal.SIGKILL)
        times = {path: path.stat().st_mtime_ns for path in made.rglob("*.json") if path.stem.count(".") == 0}
        lines, talk = run.communicate(timeout=120)
    assert (run.returncode, victim.returncode) == (0, -signal.SIGKILL), talk.decode()
    assert [json.loads(line)["source"] for line in lines.splitlines()] == [job.source for job in jobs]
    assert {path: path.stat().st_mtime_ns for path in times} == times
    list(make_pages([replace(job, folder=tmp_path / "here") for job in jobs], threads(), 8))
    assert files_below(made) == files_below(tmp_path / "here")
