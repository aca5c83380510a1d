"""Each value knows its source, and each mistake its remedy."""

import os
from pathlib import Path
from typing import Any

import pytest

from briefing.errors import UsageError
from briefing.settings import Settings, read_settings, settings_file, settings_from, settings_template


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose settings file is briefing.toml of the temporary folder."""
    return {"BRIEFING_CONFIG": str(tmp_path)}


def write(home: dict[str, str], text: str) -> Path:
    path = settings_file(home)
    path.write_text(text, encoding="utf-8")
    return path


def test_without_file_and_variables_everything_has_its_default(home: dict[str, str]) -> None:
    known = read_settings(home)
    assert known.settings == Settings(config=Path(home["BRIEFING_CONFIG"]))
    assert set(known.sources.values()) == {"default", "BRIEFING_CONFIG"}


def test_flags_win_over_variables_and_these_over_the_file(home: dict[str, str]) -> None:
    path = write(home, "[sound]\nquality = 1\nbitrate_kbps = 96\nsample_rate_hz = 48000\n")
    home |= {"BRIEFING_SOUND_QUALITY": "2", "BRIEFING_SOUND_BITRATE_KBPS": "128"}
    known = read_settings(home, {"sound.quality": 3, "digest.minutes": None})
    said = {name: (value, source) for name, value, source in known.values()}
    assert (
        said
        | {
            "sound.bitrate_kbps": (128, "BRIEFING_SOUND_BITRATE_KBPS"),
            "sound.sample_rate_hz": (48_000, str(path)),
            "sound.quality": (3, "flag"),
            "digest.minutes": (0, "default"),
        }
        == said
    )


def test_paths_in_the_file_start_at_its_folder(home: dict[str, str], tmp_path: Path) -> None:
    write(home, 'output = "programmes"\ncache = "~/clips"\ndata = "/var/lib/news"\n')
    settings = settings_from(home)
    places = (tmp_path / "programmes", Path("~/clips").expanduser(), Path("/var/lib/news"))
    assert (settings.output, settings.cache, settings.data) == places


def test_a_list_in_the_environment_is_json(home: dict[str, str]) -> None:
    home["BRIEFING_FETCH_ALLOW_NETWORKS"] = '["10.0.0.0/8"]'
    assert settings_from(home).fetch.allow_networks == ("10.0.0.0/8",)


def test_rules_for_sites_come_from_the_file(home: dict[str, str]) -> None:
    write(home, '[[clean.rules]]\nsite = "news.example"\ndrop_phrases = ["Listen to this story"]\n')
    [rule] = settings_from(home).clean.rules
    assert (rule.site, rule.drop_phrases) == ("news.example", ("Listen to this story",))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("[sound]\nbitrat_kbps = 64", "sound.bitrat_kbps is no setting", "Did you mean sound.bitrate_kbps?"),
        ("[sounds]\nquality = 2", "sounds is no setting", "Did you mean sound?"),
        ("ouput = 'x'", "ouput is no setting", "Did you mean output?"),
        ("[[clean.rules]]\nsites = 'x'", "clean.rules.sites is no setting", "Did you mean clean.rules.site?"),
        ("[sound]\nquality = 'high'", "sound.quality is 'high', and should be a valid integer", "show"),
        ("[digest]\nminutes = -1", "digest.minutes is -1, and should be greater than or equal to 0", "show"),
        ("sound = 5", "sound is 5, and should be a valid dictionary", "show"),
        ("[sound\nquality = 1", "is no TOML", "line"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_the_nearest(
    home: dict[str, str], text: str, message: str, hint: str
) -> None:
    path = write(home, text)
    with pytest.raises(UsageError) as caught:
        read_settings(home)
    assert str(path) in caught.value.message
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_every_mistake_is_named(home: dict[str, str]) -> None:
    write(home, "[sound]\nquality = 'x'\nbitrates = 1\n[digest]\nkeep = 1.5\n")
    with pytest.raises(UsageError) as caught:
        read_settings(home)
    assert [name in caught.value.message for name in ("sound.quality", "sound.bitrates", "digest.keep")] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("BRIEFING_OUTPT", "x", "BRIEFING_OUTPT is no setting"),
        ("BRIEFING_SOUND_QUALTY", "2", "BRIEFING_SOUND_QUALTY is no setting"),
        ("BRIEFING_OUTPUT", " ", "BRIEFING_OUTPUT is set but empty"),
        ("BRIEFING_SOUND_QUALITY", "best", "BRIEFING_SOUND_QUALITY: sound.quality is 'best'"),
        ("BRIEFING_CLEAN_RULES", "[", "the environment"),
    ],
)
def test_a_mistake_in_the_environment_is_named(
    home: dict[str, str], name: str, value: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        read_settings(home | {name: value})
    assert message in caught.value.message


def test_variables_of_other_programs_are_left_alone(home: dict[str, str]) -> None:
    assert settings_from(home | {"BRIEFING_ROOM_COLOUR": "blue"}) == settings_from(home)


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_settings({"BRIEFING_SETTINGS": str(tmp_path / "my.toml")})


def test_the_template_says_the_defaults(home: dict[str, str]) -> None:
    write(home, settings_template())
    assert settings_from(home) == settings_from(home | {"BRIEFING_SETTINGS": os.devnull})


def test_with_its_marks_taken_away_the_template_says_the_defaults_too(home: dict[str, str]) -> None:
    lines = settings_template().splitlines(keepends=True)
    head = lines.index("\n")
    said = [line.removeprefix("# ") if number > head else line for number, line in enumerate(lines)]
    write(home, "".join(said))
    known = read_settings(home)
    values: dict[str, Any] = {name: value for name, value, _ in known.values()}
    defaults = {name: value for name, value, _ in read_settings({}).values()}
    assert values == defaults | {"output": settings_file(home).parent / "output"} | {
        "config": values["config"]
    }
    assert set(known.sources.values()) == {str(settings_file(home)), "BRIEFING_CONFIG"}
