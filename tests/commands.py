"""The commands of the documents: their blocks, and a checkout to run them in.

Blocks marked `sh` are run; `console` is for commands that need a network, another machine or an installation.
A block with a title is a file: TOML belongs to the configuration folder, anything else to the checkout.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)```", re.DOTALL)
OUR_COMMAND = re.compile(r"(?:^|&& )briefing (\w+)")  # 'mkdir saved && briefing feeds add saved'


def lines_of(text: str) -> list[str]:
    """Return the lines of the `sh` blocks."""
    blocks = (
        block["text"] for block in BLOCK.finditer(text) if block["language"] == "sh" and not block["title"]
    )
    return [line for block in blocks for line in block.splitlines() if line.strip()]


OURS = [line for line in lines_of(README) if OUR_COMMAND.search(line)]
ENDLESS = [line for line in OURS if line.startswith("briefing serve")]
SETUP = [
    line
    for line in dict.fromkeys(lines_of(README) + lines_of(INSTALL))
    if not OUR_COMMAND.search(line)  # the lines that install, each once
]


def environment(folder: Path) -> dict[str, str]:
    """Return folders of the test's own, and the default cast: natural where the extra is installed."""
    own = {f"BRIEFING_{name}": str(folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    usual = {name: value for name, value in os.environ.items() if name != "BRIEFING_CAST"}
    return {**usual, **own, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}


def run_line(line: str, folder: Path, more: dict[str, str]) -> tuple[str, int, str]:
    """Return the line or block, its exit code, and the end of stderr if it failed."""
    run = subprocess.run(
        ["/bin/sh", "-e", "-c", line],
        cwd=folder,
        env=environment(folder) | more,
        capture_output=True,
        text=True,
        check=False,
    )
    return line, run.returncode, run.stderr[-500:] if run.returncode else ""
