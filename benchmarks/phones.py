"""Memory and response time of `briefing serve` when many phones connect at once.

    python benchmarks/phones.py [--phones 200] [--episodes 20] [--megabytes 20]

Starts the real command with episodes of the given size, and requests what podcast apps request: the feed, a
cover, then an episode in ranges of a megabyte. A fifth of the phones read slowly. As many further
connections never finish their request or never read the response. Prints the resident memory of the
server (VmRSS, Linux) before, in the middle and afterwards, its peak, and the median time to the first byte.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import astuple, dataclass
from pathlib import Path

BIN = Path(sys.executable).parent
RANGE_BYTES = 1_000_000
SLOW_SHARE = 5  # one phone in five reads slowly
SLOW_PAUSE_S = 0.02  # after each 16 kB: 0.8 MB a second at most
FIRST_BYTES = 50
HEAD = "before MB | middle | peak | after | whole | MB/s | first byte ms\n---|---|---|---|---|---|---"


@dataclass(frozen=True)
class Server:
    """A running server: its port, its token and its process."""

    port: int
    token: str
    process: "subprocess.Popen[str]"

    def memory_kb(self, name: str = "VmRSS") -> int:
        """Return a value of /proc/PID/status in kB."""
        text = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) for line in text.splitlines() if line.startswith(f"{name}:"))


def write_episodes(output: Path, episodes: int, size: int) -> list[str]:
    """Write episodes of random bytes; return the paths of the MP3s."""
    paths = []
    for number in range(episodes):
        day = f"2026-10-{number % 28 + 1:02}"
        folder = output / f"{day}-episode-{number}"
        folder.mkdir(parents=True)
        (folder / "episode.mp3").write_bytes(os.urandom(size))
        (folder / "episode.json").write_text(
            json.dumps(
                {
                    "id": str(number), "title": f"Episode {number}", "date": f"{day}T06:30:00+00:00",
                    "language": "en", "duration_ms": 600_000, "chapters": [], "transcript": [],
                    "speakers": [], "left_out": [],
                }
            ),
            encoding="utf-8",
        )  # fmt: skip
        paths.append(f"{folder.name}/episode.mp3")
    return paths


def start(home: Path, port: int) -> Server:
    """Start `briefing serve`; return when it is ready."""
    names = {f"BRIEFING_{name}": str(home / name.lower()) for name in ("CONFIG", "DATA", "CACHE", "OUTPUT")}
    process = subprocess.Popen(
        [str(BIN / "briefing"), "serve", "--port", str(port), "-o", str(home / "output")],
        env=os.environ | names,
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
    )
    page = process.stdout.readline().split()[-1] if process.stdout else ""
    return Server(port, page.rstrip("/").rsplit("/", 1)[-1], process)


async def ask(server: Server, path: str, *headers: str, pause_s: float = 0) -> tuple[float, int]:
    """Return the seconds to the first byte of the body, and the number of bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=32_768)
    begun = time.perf_counter()
    lines = [f"GET /{server.token}/{path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close", *headers, "", ""]
    writer.write("\r\n".join(lines).encode())
    await reader.readuntil(b"\r\n\r\n")
    size = len(await reader.read(1))
    first = time.perf_counter() - begun
    while piece := await reader.read(16_384):
        size += len(piece)
        if pause_s:
            await asyncio.sleep(pause_s)
    writer.close()
    return first, size


async def listen(server: Server, path: str, size: int, pause_s: float) -> int:
    """Act as one phone: feed, cover, episode by ranges. Return the number of audio bytes."""
    await ask(server, "feed.xml", "Accept-Encoding: gzip")
    await ask(server, path.replace("episode.mp3", "thumb.jpg"))
    heard = 0
    for start_at in range(0, size, RANGE_BYTES):
        _, came = await ask(
            server, path, f"Range: bytes={start_at}-{start_at + RANGE_BYTES - 1}", pause_s=pause_s
        )
        heard += came
    return heard


async def stand_still(server: Server, path: str, number: int) -> asyncio.StreamWriter:
    """Open a connection that never finishes its request, or requests all and reads nothing."""
    _, writer = await asyncio.open_connection("127.0.0.1", server.port, limit=1024)
    end = "\r\n\r\n" if number % 2 else "\r\n"
    writer.write(f"GET /{server.token}/{path} HTTP/1.1\r\nHost: 127.0.0.1{end}".encode())
    return writer


async def watch(server: Server, seen: list[int], done: asyncio.Event) -> None:
    """Record the memory every quarter of a second."""
    while not done.is_set():
        seen.append(server.memory_kb())
        await asyncio.sleep(0.25)


@dataclass(frozen=True)
class Storm:
    """The result: memory in MB, phones that received everything, speed, and time to the first byte."""

    before_mb: float
    middle_mb: float
    peak_mb: float
    after_mb: float
    whole: int
    mb_a_second: float
    first_byte_ms: float


async def storm(server: Server, paths: list[str], phones: int, size: int) -> Storm:
    """Let many phones connect at once; measure during and after."""
    await ask(server, paths[0], "Range: bytes=0-1")
    seen: list[int] = []
    before, done = server.memory_kb(), asyncio.Event()
    watcher = asyncio.create_task(watch(server, seen, done))
    still = [await stand_still(server, paths[at % len(paths)], at) for at in range(phones // SLOW_SHARE)]
    begun = time.perf_counter()
    pauses = [0 if at % SLOW_SHARE else SLOW_PAUSE_S for at in range(phones)]
    listening = (listen(server, paths[at % len(paths)], size, pause) for at, pause in enumerate(pauses))
    heard = await asyncio.gather(*listening)
    seconds = time.perf_counter() - begun
    done.set()
    await watcher
    for writer in still:
        writer.close()
    await asyncio.sleep(1)
    firsts = [(await ask(server, paths[0], "Range: bytes=0-1"))[0] for _ in range(FIRST_BYTES)]
    return Storm(
        before / 1000,
        seen[len(seen) // 2] / 1000,
        max(seen) / 1000,
        server.memory_kb() / 1000,
        heard.count(size),
        sum(heard) / seconds / 1e6,
        statistics.median(firsts) * 1000,
    )


def main() -> None:
    """Measure twice: the second run shows what the first left in memory."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    for name, value in (("phones", 200), ("episodes", 20), ("megabytes", 20), ("port", 8799)):
        options.add_argument(f"--{name}", type=int, default=value)
    wanted = options.parse_args()
    size = wanted.megabytes * 1_000_000
    with tempfile.TemporaryDirectory() as place:
        paths = write_episodes(Path(place) / "output", wanted.episodes, size)
        server = start(Path(place), wanted.port)
        try:
            print(HEAD)
            for _ in range(2):
                seen = asyncio.run(storm(server, paths, wanted.phones, size))
                print(" | ".join(f"{value:.1f}" for value in astuple(seen)))
            print(f"high water: {server.memory_kb('VmHWM') / 1000:.1f} MB")
        finally:
            server.process.terminate()
            server.process.wait(10)


if __name__ == "__main__":
    main()
