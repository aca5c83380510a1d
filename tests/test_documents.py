"""Every command of the tutorial and the how-to pages runs as it stands, and every way to install does."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.commands import BLOCK, ROOT, SETUP, run_line

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the commands are written for a POSIX shell")
PAGES = [ROOT / "docs" / "tutorial.md", *sorted((ROOT / "docs" / "how-to").glob("*.md"))]
INSTALLS = re.compile(r"^(?:sudo|pip|pipx|uv|apt|apt-get|npm)\b", re.MULTILINE)
RUN_BY_CI = "make test"  # .ci/run is this command; it cannot run inside itself


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
            assert not INSTALLS.search(block["text"]), "what installs stands in a console block"
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
