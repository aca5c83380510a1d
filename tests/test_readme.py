"""Every command of the README, the tutorial and the how-to pages runs as it stands, from a checkout's root.

Blocks marked `sh` are run; `console` is for commands that need a network, another machine or an installation.
A block with a title is a file: TOML belongs to the configuration folder, anything else to the checkout.
"""

import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from briefing.cli.app import COMMANDS as COMMAND_TABLE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
INSTALL = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
BLOCK = re.compile(r"```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)```", re.DOTALL)
SHELL_BLOCK = re.compile(r"```sh\n(.*?)```", re.DOTALL)
OUR_COMMAND = re.compile(r"(?:^|&& )briefing (\w+)")  # 'mkdir saved && briefing feeds add saved'
WORDS_OF_README = 850


def lines_of(text: str) -> list[str]:
    return [line for block in SHELL_BLOCK.findall(text) for line in block.splitlines() if line.strip()]


OURS = [line for line in lines_of(README) if OUR_COMMAND.search(line)]
ENDLESS = [line for line in OURS if line.startswith("briefing serve")]
SETUP = [
    line
    for line in dict.fromkeys(lines_of(README) + lines_of(INSTALL))
    if not OUR_COMMAND.search(line)  # the lines that install, each once
]
RUN_BY_CI = "make test"  # .ci/run is this command; it cannot run inside itself


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the examples; the commands of the README run in it in their order."""
    folder = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


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


def test_every_briefing_command_runs_in_its_order(checkout: Path) -> None:
    ending = [line for line in OURS if line not in ENDLESS]
    assert [run_line(line, checkout, {}) for line in ending] == [(line, 0, "") for line in ending]


def test_the_list_of_voices_is_what_the_command_prints(checkout: Path) -> None:
    line = next(line for line in OURS if line.startswith("briefing quotes"))
    run = subprocess.run(
        ["/bin/sh", "-c", line],
        cwd=checkout,
        env=environment(checkout),
        capture_output=True,
        text=True,
        check=True,
    )
    (shown,) = re.findall(r"```text\n(Voices\n.*?)```", README, re.DOTALL)
    assert run.stdout.endswith(f"\n\n{shown}")


def test_the_python_example_makes_both_of_its_files(checkout: Path) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    subprocess.run([sys.executable, "-c", example], cwd=checkout, env=environment(checkout), check=True)
    made = [
        (checkout / "output" / name).stat().st_size > 100_000 for name in ("bridge.mp3", "bridge-script.mp3")
    ]
    assert made == [True, True]


def test_the_readme_is_short() -> None:
    assert len(README.split()) <= WORDS_OF_README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_command_of_a_page_runs_in_its_order(page: Path, checkout: Path, tmp_path: Path) -> None:
    shutil.copytree(checkout / "examples", tmp_path / "examples")
    (tmp_path / "output").mkdir()
    quick = {"BRIEFING_CAST": "espeak", "BRIEFING_CACHE": str(checkout / "cache")}
    blocks = [found.groupdict() for found in BLOCK.finditer(page.read_text(encoding="utf-8"))]
    for block in blocks:
        if block["title"]:
            place = tmp_path / ("config" if block["language"] == "toml" else ".") / block["title"]
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(block["text"], encoding="utf-8")
        elif block["language"] == "sh" and is_ours(block["text"]):
            assert run_line(block["text"], tmp_path, quick)[1:] == (0, ""), block["text"]


def is_ours(block: str) -> bool:
    """Return True if the block can run here: it installs nothing and ends by itself."""
    lines = block.splitlines()
    return not set(lines) & set(SETUP) and not any(line.startswith("briefing serve") for line in lines)


def test_the_excerpt_of_a_script_in_the_tutorial_is_what_the_command_writes(checkout: Path) -> None:
    (excerpt,) = re.findall(r"```text\n(NARRATOR.*?)```", PAGES[0].read_text(encoding="utf-8"), re.DOTALL)
    script = checkout / "output" / "ferry.fountain"
    assert run_line(f"briefing script examples/night-ferry.txt -o {script}", checkout, {})[1] == 0
    assert excerpt in script.read_text(encoding="utf-8")


@pytest.mark.parametrize("line", ENDLESS)
def test_a_command_that_serves_says_where_until_it_is_stopped(line: str, checkout: Path) -> None:
    words = [sys.executable, "-m", *shlex.split(line)]
    words[words.index("8765")] = str(free_port())
    with subprocess.Popen(
        words, cwd=checkout, env=environment(checkout), stdout=subprocess.PIPE, text=True
    ) as run:
        assert run.stdout is not None
        first = run.stdout.readline()
        run.terminate()
    assert first.startswith("page  http://127.0.0.1:")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def test_every_command_stands_in_the_readme() -> None:
    assert set(COMMAND_TABLE) <= {name for line in OURS for name in OUR_COMMAND.findall(line)}


@pytest.mark.skipif("CI" not in os.environ, reason="installs from scratch, a minute each: set CI=1 to run it")
def test_every_way_to_install_ends_in_a_briefing(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    ignored = shutil.ignore_patterns(".venv", ".git", "output", ".*_cache", ".hypothesis")
    shutil.copytree(ROOT, clone, ignore=ignored)
    home = {"PIPX_HOME": str(tmp_path / "pipx"), "PIPX_BIN_DIR": str(tmp_path / "bin")}
    home |= {"UV_TOOL_DIR": str(tmp_path / "uv"), "UV_TOOL_BIN_DIR": str(tmp_path / "uvbin")}
    lines = [line for line in SETUP if line != RUN_BY_CI and is_here(line.split()[0])]
    assert [run_line(line, clone, home) for line in lines] == [(line, 0, "") for line in lines]
    assert list((clone / "output").rglob("*.mp3"))


def is_here(tool: str) -> bool:
    """Return True if a line can be tried: pipx and uv are the reader's choice."""
    return tool not in ("pipx", "uv") or shutil.which(tool) is not None
