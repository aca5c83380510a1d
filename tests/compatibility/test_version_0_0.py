"""A folder that a version before 0.1.0 left behind is read and continued.

`version_0_0/` is such a folder: settings, a cast, a source, an episode of two stories, and pins.
"""

import json
import shutil
from pathlib import Path

import pytest
from tests.digest.town import titles_of_feed
from typer.testing import CliRunner, Result

from briefing.cli.app import app

LEFT_BEHIND = Path(__file__).parent / "version_0_0"
EPISODE = "2026-11-30-morning-briefing"
DAY = "1796100000"  # the first of December 2026


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, in which commands run."""
    shutil.copytree(LEFT_BEHIND, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("BRIEFING_CAST", raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    for name in ("CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"BRIEFING_{name}", str(tmp_path / name.lower()))
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def test_its_settings_are_valid_and_name_its_cast(home: Path) -> None:
    assert run("settings", "check").exit_code == 0
    assert 'cast = "tones"' in run("settings", "show").stdout


def test_its_source_and_its_pins_are_known(home: Path) -> None:
    assert "/home/listener/saved" in run("feeds", "list").stdout
    rows = [json.loads(line) for line in run("voices", "pinned", "--json").stdout.splitlines()]
    pinned = {row["speaker"]: row["voice"] for row in rows if row["kept"] == "pinned"}
    assert pinned == {"sian-o-neil": "woman-2", "lukasz-nowak": "man-1"}


def test_its_episode_is_listed_and_published_again(home: Path) -> None:
    listed = [json.loads(line) for line in run("episodes", "list", "--json").stdout.splitlines()]
    assert [(one["title"], len(one["stories"])) for one in listed] == [("Morning briefing", 2)]
    assert run("episodes", "publish").exit_code == 0
    assert titles_of_feed(home / "output") == ["Morning briefing"]
    assert (home / "output" / EPISODE / "index.html").is_file()


def test_a_story_that_it_told_is_not_told_again(home: Path) -> None:
    box = home / "box"
    shutil.copytree(home / "saved" / "done", box)
    assert run("feeds", "remove", "/home/listener/saved").exit_code == 0
    assert run("feeds", "add", str(box)).exit_code == 0
    assert run("digest").exit_code == 4


def test_a_speaker_keeps_the_voice_of_yesterday(home: Path) -> None:
    made = run("make", "saved/done/tide-table.txt", "-o", "again.mp3", "--json")
    speakers = {one["name"]: one["voice"] for one in json.loads(made.stdout)["speakers"]}
    assert speakers == {"Siân O’Neil": "woman-2", "Peter Lindqvist": "man-1"}
