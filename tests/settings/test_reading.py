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


@pytest.mark.skipif(os.name == "nt", reason="Windows has no modes")
def test_a_file_with_the_password_of_the_broker_must_be_the_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "briefing.toml"
    path.write_text('[mqtt]\nuser = "me"\npassword = "hunter two"\n', encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(UsageError, match="others on this machine can read it"):
        read_settings({}, file=path)
    path.chmod(0o600)
    assert read_settings({}, file=path).settings.mqtt.password.value.get_secret_value() == "hunter two"


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


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        (
            "[sound]\nbitrat_kbps = 64",
            "unknown setting sound.bitrat_kbps",
            "Did you mean sound.bitrate_kbps?",
        ),
        ("[sounds]\nquality = 2", "unknown setting sounds", "Did you mean sound?"),
        ("ouput = 'x'", "unknown setting ouput", "Did you mean output?"),
        (
            "[[clean.rules]]\nsites = 'x'",
            "unknown setting clean.rules.sites",
            "Did you mean clean.rules.site?",
        ),
        ("[sound]\nquality = 'high'", "sound.quality is 'high'; it must be a valid integer", "show"),
        ("[digest]\nminutes = -1", "digest.minutes is -1; it must be greater than or equal to 0", "show"),
        ("sound = 5", "sound is 5; it must be a valid dictionary", "show"),
        ("[sound\nquality = 1", "is not valid TOML", "line"),
    ],
)
def test_a_mistake_in_the_file_is_named_with_the_nearest_name(
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
        ("BRIEFING_OUTPT", "x", "unknown setting BRIEFING_OUTPT"),
        ("BRIEFING_SOUND_QUALTY", "2", "unknown setting BRIEFING_SOUND_QUALTY"),
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
