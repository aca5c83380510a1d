"""The memory of a server that many phones ask at once, seen from outside: the real command in its process."""

import asyncio
import socket
import sys
from pathlib import Path

import pytest
from benchmarks import phones

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
MEGABYTES = 1


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_memory_is_flat_and_the_first_byte_soon_under_two_hundred_phones(tmp_path: Path) -> None:
    paths = phones.write_episodes(tmp_path / "output", 5, MEGABYTES * 1_000_000)
    server = phones.start(tmp_path, free_port())
    try:
        first, second = (
            asyncio.run(phones.storm(server, paths, 200, MEGABYTES * 1_000_000)) for _ in range(2)
        )
    finally:
        server.process.terminate()
        server.process.wait(10)
        assert server.process.stdout
        server.process.stdout.close()
    assert (first.whole, second.whole) == (200, 200)
    assert first.peak_mb - first.before_mb < 100  # 200 phones hold 200 MB at once if answers are not streamed
    assert second.peak_mb - first.peak_mb < 20
    assert min(first.first_byte_ms, second.first_byte_ms) < 50
