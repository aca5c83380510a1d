"""`briefing voices`: what it lists, and how a pin is kept."""

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from tests.cli.conftest import TONE
from typer.testing import CliRunner

from briefing.cli.app import app
from briefing.cli.voice_commands import with_numbers
from briefing.errors import UsageError
from briefing.model import Voice
from briefing.settings import settings_from
from briefing.storage import Library


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OUTPUT", "CONFIG", "DATA", "CACHE"):
        monkeypatch.setenv(f"BRIEFING_{name}", str(tmp_path / name.lower()))


def objects(*arguments: str) -> list[dict[str, object]]:
    run = CliRunner().invoke(app, ["voices", *arguments, "--json"])
    assert run.exit_code == 0, run.output
    return [json.loads(line) for line in run.stdout.splitlines()]


def test_the_casts_are_listed_with_what_they_hold() -> None:
    found = {cast["name"]: cast["language"] for cast in objects("casts")}
    wanted = {"espeak": "en", "british": "en-GB", "american": "en-US"}
    wanted |= {"german": "de", "french": "fr", "spanish": "es"}
    assert found == found | wanted


def test_each_voice_is_listed_once_with_the_casts_that_use_it() -> None:
    rows = objects("list")
    assert rows == objects()
    keys = [(row["engine"], row["name"], row["pitch"]) for row in rows]
    assert ("tone" in {engine for engine, *_ in keys}, len(keys)) == (True, len(set(keys)))
    used = [use for row in rows for use in cast("list[str]", row["casts"])]
    assert {"american: narrator", "espeak: narrator", "espeak: man-6", "natural: fallback"} <= set(used)
    assert len(used) == len(set(used))


def test_a_broken_cast_of_the_users_is_named_and_costs_no_other(tmp_path: Path) -> None:
    own = tmp_path / "config" / "voices"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("language = 5", encoding="utf-8")
    run = CliRunner().invoke(app, ["voices", "casts", "--json"])
    assert (run.exit_code, "cast 'mine', line 1: 'language' must be a text" in run.stderr) == (0, True)
    assert len(run.stdout.splitlines()) >= 6


def test_a_pin_is_kept_under_the_folded_name(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["voices", "pin", "Éric Example", "man-3"]).exit_code == 0
    assert json.loads((tmp_path / "data" / "pins.json").read_text()) == {"eric-example": "man-3"}


def test_pinned_and_remembered_voices_are_listed_and_unpin_forgets_both() -> None:
    with Library(settings_from(os.environ).library) as library:
        library.remember_voices({"ann-ames": "woman-2", "eric-example": "man-1"})
    assert CliRunner().invoke(app, ["voices", "pin", "Eric Example", "man-3"]).exit_code == 0
    before = objects("pinned")
    assert CliRunner().invoke(app, ["voices", "unpin", "ERIC  EXAMPLE"]).exit_code == 0
    again = CliRunner().invoke(app, ["voices", "unpin", "Eric Example"])
    ann = {"speaker": "ann-ames", "voice": "woman-2", "kept": "remembered"}
    eric = {"speaker": "eric-example", "voice": "man-3", "kept": "pinned"}
    assert (before, objects("pinned")) == ([ann, eric], [ann])
    assert isinstance(again.exception, UsageError)


def test_a_pin_to_a_voice_that_is_not_there_names_those_that_are() -> None:
    run = CliRunner().invoke(app, ["voices", "pin", "Eric Example", "man-99"])
    assert isinstance(run.exception, UsageError)
    assert "man-6" in run.exception.hint


def test_an_audition_has_every_voice_of_the_cast(tmp_path: Path) -> None:
    mp3 = tmp_path / "audition.mp3"
    run = CliRunner().invoke(app, ["voices", "audition", "--cast", "british", "-o", str(mp3), "--json"])
    assert run.exit_code == 0, run.output
    made = json.loads(run.stdout)
    assert (mp3.read_bytes()[:3], len(made["speakers"]), made["notes"]) == (b"ID3", 16, [])


def test_an_audition_has_the_voices_that_are_named_of_the_cast_and_of_any_engine(tmp_path: Path) -> None:
    mp3 = tmp_path / "audition.mp3"
    named = ["woman-2", "pyttsx3:en-gb-x-rp+f3", "tone:alto", "bass", "woman-2"]
    run = CliRunner().invoke(app, ["voices", "audition", *named, "-o", str(mp3), "--json"])
    assert run.exit_code == 0, run.output
    made = json.loads(run.stdout)
    assert [speaker["voice"] for speaker in made["speakers"]] == ["woman-2", "en-gb-x-rp+f3", "alto", "bass"]
    assert (mp3.read_bytes()[:3], made["title"]) == (b"ID3", "Audition of woman-2, en-gb-x-rp+f3, alto, bass")


def test_five_numbers_make_the_voice_that_a_cast_file_makes_of_them(tmp_path: Path) -> None:
    """The id is in what an audition says, so equal lengths are equal words of an equal voice."""
    pytest.importorskip("hibari", reason="the extra 'natural' is not installed")
    options = "{ pitch = 0.6, formant = 0.85, tilt = 1, range = 0.9, rate = 0.95 }"
    cast = tmp_path / "own.toml"
    men = f'[narrator]\nname = "heart"\n[[men]]\nid = "heart"\nname = "heart"\noptions = {options}\n'
    cast.write_text(f'language = "en"\nengine = "hibari"\n{men}', encoding="utf-8")
    numbers = ["--pitch", "0.6", "--formant", "0.85", "--tilt", "1", "--range", "0.9", "--rate", "0.95"]
    seconds = []
    for arguments in (["hibari:heart", *numbers], ["heart"], ["heart", "--rate", "0.8"], ["hibari:heart"]):
        mp3 = ["-o", str(tmp_path / "audition.mp3")]
        run = CliRunner().invoke(app, ["voices", "audition", *arguments, "--cast", str(cast), *mp3, "--json"])
        assert run.exit_code == 0, run.output
        seconds.append(json.loads(run.stdout)["seconds"])
    assert (seconds[0] == seconds[1], seconds[2] > seconds[1] + 0.3) == (True, True)


def test_numbers_change_a_voice_of_the_cast_and_make_one_of_an_engines() -> None:
    woman = Voice(
        "woman-2", "hibari", "heart", "en", "female", 190, options=(("pitch", "1.2"), ("tilt", "1"))
    )
    named = {"woman-2": woman, "hibari:heart": replace(woman, id="narrator")}
    assert with_numbers(named, {"pitch": 0.9, "formant": 0.85}) == (
        replace(woman, options=(("pitch", "0.9"), ("tilt", "1"), ("formant", "0.85"))),
        replace(woman, id="heart", rate_wpm=0, options=(("pitch", "0.9"), ("formant", "0.85"))),
    )
    assert with_numbers(named, {}) == tuple(named.values())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--pitch", "0.9"], "--pitch, --formant, --tilt, --range and --rate need a voice"),
        (
            ["tone:alto", "--rate", "0.9"],
            "the engine tone does not support --pitch, --formant, --tilt, --range and --rate",
        ),
    ],
)
def test_numbers_for_a_voice_that_has_none_are_refused(
    arguments: list[str], message: str, tmp_path: Path
) -> None:
    run = CliRunner().invoke(app, ["voices", "audition", *arguments, "-o", str(tmp_path / "a.mp3")])
    assert isinstance(run.exception, UsageError)
    assert (run.exception.message, "hibari:heart --pitch 0.9" in run.exception.hint) == (message, True)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("woman-22", "Did you mean: woman-2"),
        ("qqqqqqqq", "List all voices: briefing voices list"),
        ("tone:", "List its voices: briefing voices list --engine tone"),
    ],
)
def test_a_voice_that_nobody_has_is_told_with_what_is_near(name: str, hint: str, tmp_path: Path) -> None:
    run = CliRunner().invoke(app, ["voices", "audition", name, "-o", str(tmp_path / "a.mp3")])
    assert isinstance(run.exception, UsageError)
    assert run.exception.hint.startswith(hint)
    assert list(tmp_path.glob("a.*")) == []


def test_a_pitch_that_stands_nowhere_is_measured_on_request(tmp_path: Path) -> None:
    (tmp_path / "config" / "voices").mkdir(parents=True)
    shutil.copy(TONE, tmp_path / "config" / "voices" / "tones.toml")
    told, measured = (
        {row["name"]: row["hertz"] for row in objects("list", "--engine", "tone", *more)}
        for more in ((), ("--measure",))
    )
    assert (told["soprano"], told["alto"]) == (0, 0)
    assert (measured["soprano"], measured["alto"]) == (216, 222)  # 216 and 220, to whole samples
