"""The command that adds an extra fits the way the program was installed, and names our own distribution."""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from briefing.distribution import DISTRIBUTION, Installation, find_installation, install_command

ROOT = Path(__file__).parents[1]
CLONE = json.dumps({"url": "file:///home/me/my%20clone", "dir_info": {}})
EDITABLE = json.dumps({"url": "file:///home/me/clone", "dir_info": {"editable": True}})
FROM_GIT = json.dumps(
    {
        "url": "https://git.example/briefing.git",
        "vcs_info": {"vcs": "git", "requested_revision": "v1", "commit_id": "0"},
    }
)
WHEEL = json.dumps({"url": "file:///tmp/briefing_audio-1-py3-none-any.whl", "archive_info": {}})
PIPX = json.dumps({"main_package": {"package": "briefing-audio", "package_or_url": "briefing-audio[dask]"}})
UV_TOOL = '[tool]\nrequirements = [{ name = "briefing-audio", extras = ["dask", "natural"] }]\n'


@pytest.mark.parametrize(
    ("found", "command"),
    [
        (Installation("/v/bin/python"), "/v/bin/python -m pip install 'briefing-audio[natural]'"),
        (Installation("/my v/python"), "'/my v/python' -m pip install 'briefing-audio[natural]'"),
        (
            Installation("/v/bin/python", direct_url=CLONE),
            "/v/bin/python -m pip install '/home/me/my clone[natural]'",
        ),
        (
            Installation("/v/bin/python", direct_url=EDITABLE),
            "/v/bin/python -m pip install --editable '/home/me/clone[natural]'",
        ),
        (
            Installation("/v/bin/python", direct_url=FROM_GIT),
            "/v/bin/python -m pip install 'briefing-audio[natural] @ git+https://git.example/briefing.git@v1'",
        ),
        (
            Installation("/v/bin/python", direct_url=WHEEL),
            "/v/bin/python -m pip install "
            "'briefing-audio[natural] @ file:///tmp/briefing_audio-1-py3-none-any.whl'",
        ),
        (
            Installation("/v/bin/python", "uv"),
            "uv pip install --python /v/bin/python 'briefing-audio[natural]'",
        ),
        (
            Installation("/p/bin/python", pipx_record=PIPX),
            "pipx install --force 'briefing-audio[dask,natural]'",
        ),
        (
            Installation("/p/bin/python", "uv", EDITABLE, pipx_record="{}"),
            "pipx install --force --editable '/home/me/clone[natural]'",
        ),
        (
            Installation("/u/bin/python", "uv", uv_tool_record=UV_TOOL),
            "uv tool install --force 'briefing-audio[dask,natural]'",
        ),
        (
            Installation("/u/bin/python", "uv", CLONE, uv_tool_record="damaged ["),
            "uv tool install --force '/home/me/my clone[natural]'",
        ),
        (
            Installation(
                "python.exe", direct_url='{"url": "file:///C:/my/clone", "dir_info": {}}', is_windows=True
            ),
            'python.exe -m pip install "C:/my/clone[natural]"',
        ),
        (
            Installation(r"C:\my v\python.exe", is_windows=True),
            r'"C:\my v\python.exe" -m pip install "briefing-audio[natural]"',
        ),
    ],
)
def test_the_command_fits_the_way_of_installing(found: Installation, command: str) -> None:
    assert install_command("natural", found) == command


def test_this_environment_is_read_from_its_own_files() -> None:
    own = distribution(DISTRIBUTION)
    assert find_installation() == Installation(
        python=sys.executable,
        installer=(own.read_text("INSTALLER") or "").strip(),
        direct_url=own.read_text("direct_url.json") or "",
        is_windows=sys.platform == "win32",
    )


def test_the_package_declares_the_name_that_the_program_uses() -> None:
    assert f'\nname = "{DISTRIBUTION}"\n' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


FOLDERS = ("src", "voices", "benchmarks", "docs", "tools", ".ci", ".github")
FILES = ("*.md", "*.toml", "*.yaml", "Makefile")
SUFFIXES = {"", ".html", ".in", ".j2", ".md", ".py", ".sh", ".toml", ".txt", ".yaml", ".yml"}
INSTALLS_OTHER_PROJECT = re.compile(  # pip install briefing, pipx run 'briefing[piper]', uvx briefing
    r"""(\b(pip3?|pipx|uv|poetry|pdm)\b[^\n;&|`]*?(?<!\w)(install|inject|add|run|upgrade|--with|--from)\b|\buvx\b)
        [^\n;&|`]*?(?<![\w./\\-])briefing(?![\w/\\-]|\.\w)
        |(?<![\w.])briefing\[""",
    re.VERBOSE,
)


def own_texts() -> Iterator[Path]:
    """Every text of ours that can tell a reader what to type."""
    for pattern in FOLDERS + FILES:
        for place in ROOT.glob(pattern):
            found = place.rglob("*") if place.is_dir() else [place]
            yield from (path for path in found if path.is_file() and path.suffix in SUFFIXES)


@pytest.mark.parametrize(
    ("line", "is_wrong"),
    [
        ("pip install briefing", True),
        ("Run `python -m pip install --upgrade 'briefing'` first.", True),
        ("pip install 'briefing[piper]'", True),
        ('f"briefing[{name}]"', True),
        ("pipx install briefing", True),
        ("pipx inject briefing hibari-tts", True),
        ("uv tool install --force briefing", True),
        ("uvx briefing make x.html", True),
        ("uv pip install briefing==1", True),
        ("pip install 'briefing-audio[natural]'", False),
        ("pipx inject briefing-audio hibari-tts", False),
        ("pip uninstall briefing", False),
        (".venv/bin/pip install . && .venv/bin/briefing make", False),
        (".venv/bin/pip install /home/me/briefing", False),
        ("briefing voices install kokoro", False),
    ],
)
def test_the_search_for_the_other_project_finds_it_and_nothing_else(line: str, is_wrong: bool) -> None:
    assert bool(INSTALLS_OTHER_PROJECT.search(line)) == is_wrong


def test_no_text_of_ours_installs_the_other_project_of_that_name() -> None:
    texts = set(own_texts())
    assert {ROOT / "README.md", ROOT / "Makefile", ROOT / "src/briefing/speak/engine.py"} <= texts
    wrong = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in sorted(texts)
        for line in path.read_text(encoding="utf-8").splitlines()
        if INSTALLS_OTHER_PROJECT.search(line)
    ]
    assert wrong == []
