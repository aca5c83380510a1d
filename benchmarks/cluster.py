"""`briefing batch` on a Dask cluster whose workers and scheduler are killed (kill -9), into a folder or S3.

    python benchmarks/cluster.py --pages 2000 --workers 4
    pip install s3fs 'moto[server]'; python benchmarks/cluster.py --store s3

Starts a scheduler and workers as processes of their own, and starts each again when it is dead, as systemd
or Kubernetes would. With `--store s3` the pages and the results are objects of a moto server (`--moto` names
its program). A worker is killed after each tenth of the pages, and the scheduler with it in the middle.
Pages have 25 words, and tones speak instead of voices; everything else is the program.

Prints the progress and ends with 1 unless every page has exactly one record on stdout, in the order of the
list, and exactly one set of files, the scheduler never held more unfinished pages than are handed out at
once, a second run makes nothing, and no draft of a killed worker is left after it.
"""

import argparse
import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import Any

from week import TONE

QUEUED_PER_WORKER = 4  # of `briefing batch`
DRAFT_LIVES_S = 61  # a draft that was written later may belong to a living worker of another machine
BUCKET = "s3://briefings"
PAGE = """The {name} opens on day {number}

The {name} of number {number} opened on Monday, and the mayor crossed it at noon with her daughter.
"""
NAMES = ("bridge", "ferry", "library", "market", "school", "station", "garden", "harbour")
SUFFIXES = (".chapters.json", ".json", ".mp3", ".transcript.json", ".vtt", ".words.vtt")


def free_port() -> int:
    """Return a port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Cluster:
    """Processes of Dask that are started again when they are dead."""

    folder: Path
    environment: Mapping[str, str]
    port: int = field(default_factory=free_port)
    processes: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)
    kills: int = 0
    restarts: int = 0
    is_over: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        """The address of the scheduler."""
        return f"tcp://127.0.0.1:{self.port}"

    def start(self, name: str) -> None:
        """Start the scheduler or a worker."""
        words = ["scheduler", "--port", str(self.port), "--no-dashboard"]
        if name != "scheduler":
            words = ["worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard"]
        command = [
            sys.executable,
            "-m",
            f"distributed.cli.dask_{words[0]}",
            *words[1:],
            "--host",
            "127.0.0.1",
        ]
        with (self.folder / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(command, stdout=log, stderr=log, env=self.environment)

    def kill(self, name: str) -> None:
        """Kill one of them with SIGKILL."""
        self.processes[name].send_signal(signal.SIGKILL)
        self.kills += 1

    def living_worker(self) -> str:
        """Return the name of a worker that runs; waits until there is one."""
        while True:
            living = [name for name, one in self.processes.items() if one.poll() is None]
            if workers := [name for name in living if name != "scheduler"]:
                return random.choice(workers)  # noqa: S311 - any of them
            time.sleep(0.1)

    def watch(self) -> None:
        """Start each again when it is dead."""
        while not self.is_over.wait(0.5):
            for name, process in list(self.processes.items()):
                if process.poll() is not None:
                    self.restarts += 1
                    self.start(name)


@contextmanager
def running_cluster(folder: Path, environment: Mapping[str, str], workers: int) -> Iterator[Cluster]:
    """Start a scheduler and workers, and end them after the block."""
    cluster = Cluster(folder, environment)
    for name in ("scheduler", *(f"worker-{number}" for number in range(workers))):
        cluster.start(name)
    watcher = Thread(target=cluster.watch)
    watcher.start()
    try:
        yield cluster
    finally:
        cluster.is_over.set()
        watcher.join()
        for process in cluster.processes.values():
            process.kill()
            process.wait()


@contextmanager
def object_store(program: str, folder: Path) -> Iterator[dict[str, str]]:
    """Start a moto server with a bucket, and give the variables by which S3 clients find it."""
    port = free_port()
    with (folder / "moto.log").open("wb") as log:
        server = subprocess.Popen([program, "-H", "127.0.0.1", "-p", str(port)], stdout=log, stderr=log)
    login = {"AWS_ACCESS_KEY_ID": "benchmark", "AWS_SECRET_ACCESS_KEY": "benchmark"}
    variables = login | {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_DEFAULT_REGION": "us-east-1"}
    os.environ.update(variables)
    try:
        for _ in range(240):
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.5)
        file_system(BUCKET).mkdir(BUCKET)
        yield variables
    finally:
        server.terminate()
        server.wait()


def file_system(address: str) -> Any:
    """Return fsspec's access to a folder or a bucket, without its lists of earlier requests."""
    return import_module("fsspec").url_to_fs(address, skip_instance_cache=True)[0]


def write_pages(place: str, count: int) -> list[str]:
    """Write the pages, and return their addresses."""
    files, addresses = file_system(place), []
    files.makedirs(f"{place}/pages", exist_ok=True)
    for number in range(count):
        addresses.append(f"{place}/pages/{number}.txt")
        files.pipe_file(addresses[-1], PAGE.format(name=NAMES[number % len(NAMES)], number=number).encode())
    return addresses


@dataclass
class Watched:
    """What was seen during a run."""

    lines: list[str] = field(default_factory=list)
    most_tasks: int = 0
    peak_mb: float = 0.0
    seconds: float = 0.0
    code: int = 0


def run_batch(command: list[str], environment: Mapping[str, str], cluster: Cluster, pages: int) -> Watched:
    """Run the batch; kill a worker after each tenth of the pages, and the scheduler in the middle."""
    seen, began = Watched(), time.monotonic()
    is_over = Event()
    watcher = Thread(target=watch_scheduler, args=(cluster.address, seen, is_over))
    watcher.start()
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None  # noqa: S101 - a pipe
        for line in run.stdout:
            seen.lines.append(line)
            tenths, rest = divmod(10 * len(seen.lines), pages)
            if rest >= 10 or not 0 < tenths < 10:
                continue
            victims = [*(["scheduler"] if tenths == 5 else []), cluster.living_worker()]
            for name in victims:
                cluster.kill(name)
            seen.peak_mb = max(seen.peak_mb, memory_mb(run.pid))
            print(
                f"{time.monotonic() - began:6.0f} s  {len(seen.lines)} pages; killed {', '.join(victims)}",
                flush=True,
            )
    is_over.set()
    watcher.join()
    seen.seconds, seen.code = time.monotonic() - began, run.returncode
    return seen


def watch_scheduler(address: str, seen: Watched, is_over: Event) -> None:
    """Record the largest number of unfinished pages that the scheduler held."""
    while not is_over.wait(1):
        with suppress(Exception), client_of(address, "5s") as client:
            while not is_over.wait(0.5):
                seen.most_tasks = max(seen.most_tasks, client.run_on_scheduler(count_tasks))


def client_of(address: str, timeout: str) -> Any:
    """Return a client of a scheduler."""
    return import_module("distributed").Client(address, timeout=timeout, set_as_default=False)


def count_tasks(dask_scheduler: Any) -> int:
    """Return the number of unfinished tasks of a scheduler; runs in it."""
    unfinished = ("waiting", "no-worker", "queued", "processing")
    return sum(task.state in unfinished for task in dask_scheduler.tasks.values())


def memory_mb(process: int) -> float:
    """Return the peak memory of a process (VmHWM, Linux)."""
    text = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in text.splitlines() if line.startswith("VmHWM")) / 1000


def failures(seen: Watched, addresses: list[str], made: list[str], most_tasks: int) -> list[str]:
    """Return a sentence for each promise that was not kept."""
    records = [json.loads(line) for line in seen.lines]
    stems = sorted(record["mp3"].removesuffix(".mp3") for record in records if "mp3" in record)
    checks = {
        f"exit code {seen.code}": seen.code == 0,
        f"{sum('error' in record for record in records)} failed": all("error" not in one for one in records),
        "one record a page, in order": [record["source"] for record in records] == addresses,
        "one set of files a page": sorted(stem + suffix for stem in stems for suffix in SUFFIXES) == made,
        f"{seen.most_tasks} unfinished pages, at most {most_tasks}": seen.most_tasks <= most_tasks,
    }
    expected = {stem + suffix for stem in stems for suffix in SUFFIXES}
    print("\n".join(f"file: {name}" for name in sorted(expected ^ set(made))[:20]))
    return [f"not kept: {name}" for name, is_kept in checks.items() if not is_kept]


def files_of(place: str) -> dict[str, str]:
    """Return what tells whether a file was written again, by its name below the folder of the results."""
    found = file_system(place).find(f"{place}/made", detail=True)
    return {
        path.partition("/made/")[2]: str(about.get("LastModified") or about.get("mtime"))
        for path, about in found.items()
    }


def without_drafts(files: Mapping[str, str]) -> dict[str, str]:
    """Return the files without those that a killed worker had not finished."""
    return {path: written for path, written in files.items() if not is_draft(path)}


def is_draft(path: str) -> bool:
    """Return True for a hidden file that a killed worker had not finished."""
    return path.rpartition("/")[2].startswith(".")


def prove(wanted: argparse.Namespace, folder: Path, variables: Mapping[str, str]) -> list[str]:
    """Run the batch twice on a cluster, and return what was not kept."""
    place = BUCKET if wanted.store == "s3" else str(folder / "shared")
    addresses = write_pages(place, wanted.pages)
    (folder / "pages.txt").write_text("\n".join(addresses), encoding="utf-8")
    (folder / "tone.toml").write_text(TONE, encoding="utf-8")
    names = {f"BRIEFING_{name}": str(folder / name.lower()) for name in ("OUTPUT", "CONFIG", "DATA", "CACHE")}
    environment = {**os.environ, **variables, **names, "BRIEFING_SOUND_SAMPLE_RATE_HZ": "16000"}
    command = [sys.executable, "-m", "briefing", "batch", str(folder / "pages.txt"), "-o", f"{place}/made"]
    command += ["--cast", str(folder / "tone.toml"), "--bitrate", "32"]
    with running_cluster(folder, environment, wanted.workers) as cluster:
        wait_for_workers(cluster, wanted.workers)
        command += ["--dask", cluster.address]
        seen = run_batch(command, environment, cluster, wanted.pages)
        left = files_of(place)
        made = without_drafts(left)
        found = failures(seen, addresses, sorted(made), QUEUED_PER_WORKER * wanted.workers)
        print(
            f"{len(seen.lines)} pages in {seen.seconds:.0f} s on {wanted.workers} workers; {cluster.kills} "
            f"processes killed, {cluster.restarts} started again; {len(left) - len(made)} drafts left; "
            f"at most {seen.most_tasks} unfinished pages in the scheduler; {seen.peak_mb:.0f} MB in the batch"
        )
        time.sleep(DRAFT_LIVES_S)
        began = time.monotonic()
        again = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
        print(f"the same command again: {time.monotonic() - began:.0f} s")
        left = files_of(place)
        if again.stdout != "".join(seen.lines) or without_drafts(left) != made:
            found.append("not kept: a second run makes nothing")
        if len(left) > len(made):
            found.append(f"not kept: no draft is left ({len(left) - len(made)})")
    return found


def wait_for_workers(cluster: Cluster, count: int) -> None:
    """Return when all workers have connected."""
    with client_of(cluster.address, "300s") as client:
        client.wait_for_workers(count, timeout=600)


def main() -> None:
    """Run the proof, and end with 1 if a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--store", choices=("folder", "s3"), default="folder")
    parser.add_argument("--moto", default="moto_server", help="program of the moto server")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        if wanted.store == "s3":
            with object_store(wanted.moto, Path(place)) as variables:
                found = prove(wanted, Path(place), variables)
        else:
            found = prove(wanted, Path(place), {})
    print("\n".join(found) or "every promise was kept")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
