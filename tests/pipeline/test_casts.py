"""Which cast speaks: the default of a machine with and without natural voices, aliases, other languages."""

import sys
from pathlib import Path

import pytest

from briefing.distribution import hint_for_extra
from briefing.errors import MissingEngineError
from briefing.model import Casting, Role, Script, Voice
from briefing.pipeline import casts_by_language, default_cast, is_cast_installed, load_cast, require_engines
from briefing.pipeline.casts import interrupts_long_quotations
from briefing.settings import Settings


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "voices").mkdir()
    return Settings(config=tmp_path, data=tmp_path)


def write_cast(settings: Settings, name: str, language: str, engine: str) -> None:
    text = f'language = "{language}"\nengine = "{engine}"\n[narrator]\nname = "low"\ncommand = ["true"]\n'
    (settings.voices / f"{name}.toml").write_text(text, encoding="utf-8")


def test_without_the_extra_the_default_is_espeak_and_says_how_to_install_natural_voices(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "hibari", None)  # Python's own way to say that it is not there
    default = default_cast(settings)
    hint = f"install the extra natural for natural voices: {hint_for_extra('natural')}"
    assert (default.name, default.reason) == ("espeak", hint)
    assert load_cast("default", settings) == load_cast("", settings) == load_cast("espeak", settings)


def test_with_the_extra_the_default_is_natural(settings: Settings) -> None:
    pytest.importorskip("hibari", reason="needs the extra natural")
    default = default_cast(settings)
    assert (default.name, default.reason) == ("natural", "the extra natural is installed")
    assert load_cast("default", settings) == load_cast("natural", settings)


def test_quick_is_another_name_for_espeak(settings: Settings) -> None:
    assert load_cast("quick", settings) == load_cast("espeak", settings)


@pytest.mark.parametrize("name", ["default", "quick"])
def test_a_cast_file_of_the_users_with_such_a_name_is_read_first(name: str, settings: Settings) -> None:
    write_cast(settings, name, "en", "tone")
    cast = load_cast(name, settings)
    assert (cast.name, cast.narrator.engine) == (name, "tone")


@pytest.mark.parametrize(
    ("engines", "chosen"),
    [
        ({"a": "pyttsx3", "b": "command"}, "b"),  # natural before eSpeak
        ({"a": "pyttsx3", "b": "no-such-engine"}, "a"),  # what can speak here before what cannot
        ({"a": "pyttsx3", "b": "piper"}, "a"),  # its voice 'low' is not on this machine
        ({"a": "no-such-engine"}, "a"),  # the only one: its error says what is missing
        ({"b": "command", "a": "command"}, "a"),
    ],
)
def test_of_the_casts_of_a_language_the_best_that_can_speak_is_chosen(
    engines: dict[str, str], chosen: str, settings: Settings
) -> None:
    for name, engine in engines.items():
        write_cast(settings, name, "it", engine)
    found = casts_by_language({"it-IT"}, settings)
    assert {language: cast.name for language, cast in found.items()} == {"it": chosen}


def test_a_cast_of_the_users_is_chosen_before_one_of_ours(settings: Settings) -> None:
    write_cast(settings, "zarathustra", "de", "pyttsx3")
    assert [cast.name for cast in casts_by_language({"de"}, settings).values()] == ["zarathustra"]


def test_only_casts_of_the_wanted_languages_are_looked_at(settings: Settings) -> None:
    assert casts_by_language(set(), settings) == {}
    assert set(casts_by_language({"fr", "es"}, settings)) == {"fr", "es"}


def test_a_cast_is_installed_when_every_voice_is(settings: Settings) -> None:
    write_cast(settings, "missing", "en", "piper")
    names = ("espeak", "missing")
    assert [is_cast_installed(load_cast(name, settings), settings) for name in names] == [True, False]


def test_an_engine_without_its_packages_is_told_with_the_cast_and_the_command(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "piper", None)
    monkeypatch.delitem(sys.modules, "briefing.speak.engines.piper", raising=False)
    write_cast(settings, "mine", "en", "piper")
    cast = load_cast("mine", settings)
    casting = Casting(Script("", "en", ()), (Role(0, 0, cast.narrator, "narrator"),))
    with pytest.raises(MissingEngineError, match=r"the cast 'mine' cannot speak: .*'piper'") as caught:
        require_engines(casting, (load_cast("espeak", settings), cast), settings)
    assert caught.value.hint == hint_for_extra("piper")


def test_an_engine_that_is_there_is_required_in_silence(settings: Settings) -> None:
    voice = Voice("narrator", "tone", "low", "en", "neutral")
    casting = Casting(Script("", "en", ()), (Role(0, 0, voice, "narrator"),))
    require_engines(casting, (), settings)


def test_long_quotations_are_interrupted_in_casts_of_espeak_or_as_the_cast_says(settings: Settings) -> None:
    write_cast(settings, "own", "en", "command")
    write_cast(settings, "light", "en", "pyttsx3")
    light = (settings.voices / "light.toml").read_text(encoding="utf-8")
    (settings.voices / "set.toml").write_text(f'long_quotations = "whole"\n{light}', encoding="utf-8")
    names = ("own", "light", "set", "espeak")
    found = {name: interrupts_long_quotations(name, "en", settings) for name in names}
    assert found == {"own": False, "light": True, "set": False, "espeak": True}


def test_a_foreign_story_takes_the_setting_of_the_cast_that_speaks_it(settings: Settings) -> None:
    write_cast(settings, "own", "en", "command")
    write_cast(settings, "eigene", "de", "pyttsx3")
    assert [interrupts_long_quotations("own", language, settings) for language in ("en", "de")] == [
        False,
        True,
    ]
