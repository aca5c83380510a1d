"""Pages a second on 1, 2 and 4 workers and in a simulated cluster of 200, and what a million articles cost.

    python benchmarks/scale.py [--pages 24] [--cast espeak] [--simulated 200] [--page-s 2.3]

On this machine `briefing batch` makes pages of 700 words with 1, 2 and 4 worker processes. The simulated
cluster has a real Dask scheduler and real workers, 50 in a process, which sleep instead of making a page, for
the CPU time that a page of the first part took (`--page-s` sets it, and skips the first part). So it measures
scheduler, messages and the order of the results, not the speech. The last table multiplies CPU times by
prices: both are assumptions that flags set, except the CPU time of a page that was measured here.
"""

import argparse
import asyncio
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from importlib import import_module
from pathlib import Path

from articles import page_text
from cluster import client_of, free_port
from homes import BIN, EmptyHomes
from processes import cost_of

from briefing.pipeline import ClusterExecutor, PageJob, Record, make_pages
from briefing.settings import Settings

WORKERS = (1, 2, 4)
WORKERS_IN_A_PROCESS = 50
QUEUED_PER_WORKER = 4  # of `briefing batch`
ROUNDS = 20  # pages for each simulated worker
MILLION = 1_000_000
NATURAL_PAGE_S = (
    17.0  # CPU seconds: natural.py, 14.7 s for 10 minutes of sound, a page has 4.4; and the reading
)


def measured(pages: int, cast: str, place: Path) -> Iterator[tuple[int, float, float]]:
    """Yield the number of workers, pages a second, and CPU seconds a page."""
    listed = place / "pages.txt"
    files = [place / f"{number}.html" for number in range(pages)]
    for number, file in enumerate(files):
        file.write_text(page_text(number), encoding="utf-8")
    listed.write_text("\n".join(map(str, files)), encoding="utf-8")
    homes = EmptyHomes(place)
    for workers in WORKERS:
        command = [str(BIN / "briefing"), "batch", str(listed), "-o", str(place / f"made-{workers}")]
        cost = cost_of([[*command, "--workers", str(workers), "--cast", cast]], more=homes.new())
        yield workers, pages / cost.wall_s, cost.cpu_s / pages


def sleep_for(seconds: float, job: PageJob) -> Record:
    """Take the time of a page instead of making it; runs in a worker."""
    time.sleep(seconds)
    return {"source": job.source}


async def run_workers(address: str, count: int) -> None:
    """Run workers in this process until they are killed with it."""
    worker = import_module("distributed").Worker
    workers = await asyncio.gather(*(worker(address, nthreads=1, dashboard=False) for _ in range(count)))
    await asyncio.gather(*(one.finished() for one in workers))


@contextmanager
def simulated_cluster(workers: int, folder: Path) -> Iterator[str]:
    """Start a scheduler and the processes of the workers, and give the scheduler's address."""
    port = free_port()
    address = f"tcp://127.0.0.1:{port}"
    scheduler = [
        "distributed.cli.dask_scheduler",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--no-dashboard",
    ]
    commands = [[sys.executable, "-m", *scheduler]]
    for first in range(0, workers, WORKERS_IN_A_PROCESS):
        count = min(WORKERS_IN_A_PROCESS, workers - first)
        commands.append([sys.executable, __file__, "--workers-of", address, "--simulated", str(count)])
    with (folder / "cluster.log").open("wb") as log:
        processes = [subprocess.Popen(command, stdout=log, stderr=log) for command in commands]
    try:
        yield address
    finally:
        for process in processes:
            process.kill()
            process.wait()


@contextmanager
def connected(address: str) -> Iterator[ClusterExecutor]:
    """Connect as `briefing batch` does."""
    with client_of(address, "120s") as client:
        yield ClusterExecutor(client)


def simulate(workers: int, page_s: float, folder: Path) -> tuple[float, float]:
    """Return the pages a second, and the share of the time in which the workers were busy."""
    pages = workers * ROUNDS
    jobs = [PageJob(f"/{number}", folder, Settings(), datetime.now(UTC)) for number in range(pages)]
    with simulated_cluster(workers, folder) as address, client_of(address, "120s") as client:
        client.wait_for_workers(workers, timeout=600)
        began = time.monotonic()
        records = list(
            make_pages(
                jobs,
                partial(connected, address),
                QUEUED_PER_WORKER * workers,
                partial(sleep_for, page_s),
            )
        )
        seconds = time.monotonic() - began
    assert [record["source"] for record in records] == [job.source for job in jobs]  # noqa: S101 - the promise
    return pages / seconds, pages * page_s / (workers * seconds)


def costs(page_s: float, wanted: argparse.Namespace) -> Iterator[str]:
    """Yield a row for each kind of voices: core hours, price and cores for a million articles in a day."""
    for voices, each_s in (("measured above", page_s), ("natural (17 s)", NATURAL_PAGE_S)):
        hours = MILLION * each_s / 3600
        gigabytes = MILLION * wanted.mb / 1000
        price = hours * wanted.core_hour + gigabytes * wanted.gb_month
        yield (
            f"| {voices} | {each_s:.1f} | {hours:,.0f} | {hours / 24:,.0f} | {hours * wanted.core_hour:,.0f} "
            f"| {gigabytes:,.0f} | {gigabytes * wanted.gb_month:,.0f} | {price:,.0f} |"
        )


def main() -> None:
    """Print the machine and the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=24, help="pages of the first part")
    parser.add_argument("--cast", default="espeak")
    parser.add_argument("--simulated", type=int, default=200, help="simulated workers; 0 for none")
    parser.add_argument(
        "--page-s", type=float, default=0.0, help="CPU seconds of a page; skips the first part"
    )
    parser.add_argument("--core-hour", type=float, default=0.04, help="price of a core for an hour")
    parser.add_argument("--gb-month", type=float, default=0.023, help="price of a gigabyte a month")
    parser.add_argument("--mb", type=float, default=2.1, help="megabytes of an MP3")
    parser.add_argument("--workers-of", default="", help=argparse.SUPPRESS)
    wanted = parser.parse_args()
    if wanted.workers_of:
        asyncio.run(run_workers(wanted.workers_of, wanted.simulated))
        return
    page_s = wanted.page_s
    print(f"{platform.platform()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}\n")
    with tempfile.TemporaryDirectory() as place:
        if not page_s:
            print("| workers | pages a second | CPU seconds a page |\n|---:|---:|---:|")
            for workers, pages_a_second, page_s in measured(wanted.pages, wanted.cast, Path(place)):
                print(f"| {workers} | {pages_a_second:.2f} | {page_s:.2f} |", flush=True)
        if wanted.simulated:
            pages_a_second, busy = simulate(wanted.simulated, page_s, Path(place))
            print(
                f"\nsimulated: {wanted.simulated} workers, {page_s:.2f} s a page: {pages_a_second:.1f} pages "
                f"a second, {86_400 * pages_a_second / MILLION:.1f} million a day; workers busy {busy:.0%}"
            )
    print("\n| voices | CPU s a page | core hours | cores for a day | price | GB | price | sum |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    print("\n".join(costs(page_s, wanted)))


if __name__ == "__main__":
    main()
