"""`briefing make`: make one MP3 of articles. `briefing batch`: make one briefing for each page of a list.

A batch runs on this machine or on a Dask cluster.
"""

import logging
import os
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli import end_startup, ended_soon_after_signals
from briefing.cli.flags import (
    Bitrate,
    CastName,
    JsonObject,
    Minutes,
    OutputMp3,
    Quality,
    SampleRate,
    Sources,
    Title,
    run_context,
    sound_settings,
)
from briefing.cli.results import count_of, failures_as_json, print_json, report_briefing
from briefing.errors import BriefingError, ExitCode, UsageError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from briefing.pipeline import OpenExecutor, Record

# Enough that no worker waits for its next page, and few enough that a list of a million pages needs no memory
_QUEUED_PER_WORKER = 4
_FIRST_CONNECTION, _LATER_CONNECTION = "20s", "300s"  # a scheduler that was lost has time to be started again


def make(
    sources: Sources,
    output: OutputMp3 = None,
    title: Title = "",
    minutes: Minutes = None,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    as_json: JsonObject = False,
) -> None:
    """Make one MP3 of articles, with transcript and chapters beside it."""
    from briefing.pipeline import BriefingOptions, make

    with (
        failures_as_json(as_json),
        ended_soon_after_signals(),
        run_context(sound_settings(bitrate, quality, sample_rate)) as run,
    ):
        briefing = make(sources, BriefingOptions(output, title, minutes, cast), run)
    report_briefing(briefing, as_json)


_CORES = os.cpu_count() or 1
_BatchOutput = Annotated[
    str,
    typer.Option(
        "-o", "--output", metavar="DIR", help="Output folder, or an object store such as s3://BUCKET/DIR."
    ),
]
_Workers = Annotated[
    int,
    typer.Option(
        min=1, max=1024, help="Number of worker processes on this machine.", show_default="number of cores"
    ),
]
_DaskAddress = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Address of a Dask scheduler, such as tcp://HOST:8786.")
]
_Retries = Annotated[
    int,
    typer.Option(
        min=0,
        max=10,
        help="Number of times that a page is tried again after a failure that may be temporary.",
    ),
]


def batch(
    sources: Annotated[
        Path, typer.Argument(metavar="LIST", help="A file with one source per line, or - for standard input.")
    ],
    output: _BatchOutput,
    cast: CastName = "",
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    workers: _Workers = _CORES,
    dask: _DaskAddress = "",
    retries: _Retries = 0,
) -> None:
    """Make one briefing for each page of a list; resumes where it stopped."""
    from briefing.pipeline import (
        PageJob,
        check_settings,
        load_cast,
        make_pages,
        resolve_cast_name,
        sources_from_list,
        time_of_run,
    )
    from briefing.settings import settings_from
    from briefing.storage import is_object_address, remove_dead_drafts

    # pages run in parallel instead of lines
    flags = sound_settings(bitrate, quality, sample_rate) | {"sound.workers": 1}
    now, settings = time_of_run(), settings_from(os.environ, flags).absolute()
    check_settings(settings)
    end_startup()
    cast = resolve_cast_name(cast or settings.cast, settings)  # every worker uses the same one
    load_cast(cast, settings)  # an error in the cast is printed once, not for each page
    pages = sources_from_list(_read(sources))
    store, folder = (output, Path()) if is_object_address(output) else ("", Path(output).absolute())
    if not store and (removed := remove_dead_drafts(folder, "??", time.time())):
        sys.stderr.write(f"briefing: removed {count_of(removed, 'unfinished file')} of killed workers\n")
    jobs = (PageJob(page, folder, settings, now, cast, store, retries) for page in pages)
    with _dask(dask) if dask else _processes(workers) as (open_executor, worker_count):
        records = make_pages(jobs, open_executor, _QUEUED_PER_WORKER * worker_count)
        failed = _show(records, len(pages))
    sys.stderr.write(f"briefing: made {len(pages) - failed} of {len(pages)} briefings in {output}\n")
    if failed:
        raise typer.Exit(ExitCode.FAILED if failed == len(pages) else ExitCode.PARTLY)


def _read(path: Path) -> str:
    from briefing.storage import read_whole

    data = sys.stdin.buffer.read() if str(path) == "-" else read_whole(path)
    return data.decode("utf-8", "replace")


@contextmanager
def _processes(workers: int) -> Iterator[tuple["OpenExecutor", int]]:
    """Yield processes of this machine. They are spawned, since a speech library does not survive a fork."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    yield lambda: ProcessPoolExecutor(workers, mp_context=get_context("spawn")), workers


@contextmanager
def _dask(address: str) -> Iterator[tuple["OpenExecutor", int]]:
    """Yield the workers of a Dask cluster, which share the folders and have briefing installed."""
    from briefing.distribution import hint_for_extra
    from briefing.pipeline import ClusterExecutor

    try:
        distributed: Any = import_module("distributed")  # an extra, and untyped
    except ImportError as cause:
        raise UsageError("--dask needs the package 'distributed'", hint_for_extra("dask")) from cause
    # it logs tracebacks of failures that are handled here
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)
    with _client(distributed, address, _FIRST_CONNECTION) as client:
        worker_count = max(1, sum(client.nthreads().values()))
    openings = count(1)

    @contextmanager
    def connected() -> "Iterator[Executor]":
        """Connect anew: a client whose scheduler was lost is of no more use."""
        if next(openings) > 1:
            sys.stderr.write(f"briefing: connecting again to {address}\n")
        with _client(distributed, address, _LATER_CONNECTION) as client:
            yield ClusterExecutor(client)

    yield connected, worker_count


@contextmanager
def _client(distributed: Any, address: str, timeout: str) -> Iterator[Any]:
    try:
        client = distributed.Client(address, timeout=timeout)
    except (OSError, ValueError) as cause:
        raise BriefingError(
            f"no Dask scheduler answers at {address}: {cause}", "Start one: dask scheduler"
        ) from cause
    with client:
        yield client


def _show(records: Iterable["Record"], total: int) -> int:
    """Print one JSON line for each page, with a progress bar on a terminal; return how many failed."""
    from rich.console import Console
    from rich.progress import Progress

    failed = 0
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("pages", total=total)
        for record in records:
            print_json(record)
            failed += "error" in record
            bar.update(task, advance=1)
    return failed
