"""The values of flags, environment, file and defaults, each with its source."""

import os
from pathlib import Path

import pytest
from tests.settings.settings_files import write

from briefing.errors import UsageError
from briefing.settings import Settings, read_settings, settings_from


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


def test_variables_of_other_programs_are_left_alone(home: dict[str, str]) -> None:
    assert settings_from(home | {"BRIEFING_ROOM_COLOUR": "blue"}) == settings_from(home)


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="does not exist"):
        read_settings({"BRIEFING_SETTINGS": str(tmp_path / "my.toml")})


def test_an_old_name_sets_the_renamed_setting_and_is_named_as_its_source(home: dict[str, str]) -> None:
    path = write(home, "[sound]\nlanes = 3\n")
    known = read_settings(home)
    assert (known.settings.sound.workers, known.sources["sound.workers"]) == (3, str(path))
    known = read_settings(home | {"BRIEFING_SOUND_LANES": "2"})
    assert (known.settings.sound.workers, known.sources["sound.workers"]) == (2, "BRIEFING_SOUND_LANES")


def test_the_present_name_wins_over_the_old_one(home: dict[str, str]) -> None:
    write(home, "[sound]\nlanes = 3\nworkers = 4\n")
    assert settings_from(home).sound.workers == 4


PLAIN_LOGIN = """
[[fetch.accounts]]
address = "imaps://mail.example"
user = "me"
password = "hunter two"
options = {client = {variable = "CLIENT"}}
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_with_a_password_must_be_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(PLAIN_LOGIN, encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(UsageError) as caught:
        read_settings({}, file=path)
    assert (str(path) in caught.value.message, caught.value.hint) == (
        True,
        f"Keep it to yourself: chmod 600 {path}",
    )
    path.chmod(0o600)
    [account] = read_settings({}, file=path).settings.fetch.accounts
    assert account.password.value.get_secret_value() == "hunter two"
    assert account.options["client"].variable == "CLIENT"
    assert "hunter" not in repr(account)


def test_a_password_from_elsewhere_needs_no_private_file(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(PLAIN_LOGIN.replace('"hunter two"', '{command = "pass show mail"}'), encoding="utf-8")
    path.chmod(0o644)
    assert read_settings({}, file=path).settings.fetch.accounts[0].password.command == "pass show mail"


def test_no_message_shows_a_password_of_the_wrong_type(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text(PLAIN_LOGIN.replace('"hunter two"', "[12345678]"), encoding="utf-8")
    path.chmod(0o600)
    with pytest.raises(UsageError) as caught:
        read_settings({}, file=path)
    assert "12345678" not in str(caught.value)
