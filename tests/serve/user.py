"""A user: folders of their own, the real command line, and the real server as a process."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from briefing.storage import published_episodes

TONE = str(Path(__file__).parents[1] / "cli" / "tone.toml")


@dataclass
class User:
    """Commands run in the environment of this user alone; `more` are variables of it."""

    home: Path
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        names = ("OUTPUT", "CONFIG", "DATA", "CACHE")
        return {
            "PATH": os.environ["PATH"],
            **{f"BRIEFING_{name}": str(self.home / name.lower()) for name in names},
            **self.more,
        }

    def briefing(self, *words: str) -> tuple[int, str]:
        """Exit code and stderr of a command."""
        command = [sys.executable, "-m", "briefing", *words]
        run = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return run.returncode, run.stderr

    def chapters(self) -> list[list[str]]:
        """The chapters of each episode of an article, the oldest episode first."""
        episodes = sorted(published_episodes(self.home / "output"), key=lambda one: one.episode.date)
        return [[chapter.title for chapter in one.episode.chapters if chapter.url] for one in episodes]

    @contextmanager
    def serving(self) -> Iterator[str]:
        """The address of the page while `briefing serve` runs."""
        with socket.create_server(("127.0.0.1", 0)) as probe:
            port = probe.getsockname()[1]
        command = [sys.executable, "-m", "briefing", "serve", "--port", str(port)]
        with subprocess.Popen(command, env=self.environment, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                yield server.stdout.readline().split()[1]
            finally:
                server.terminate()
