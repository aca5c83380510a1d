"""The system's own voices, with a driver of our own that behaves as badly as the real ones do."""

from pathlib import Path
from threading import Event, Timer

import pytest
from tests.speak.late_driver import RATE_HZ, aiff

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.speak import load_engine
from briefing.speak.audio_files import clip_from_aiff
from briefing.speak.engines.pyttsx3 import driver_voices

DRIVER = "tests.speak.late_driver"
LINE = "The council met on Tuesday."


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process that speaks finds the driver."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))


def voice(name: str) -> Voice:
    return Voice("narrator", "pyttsx3", name, "en", "female", options=(("driver", DRIVER),))


@pytest.mark.parametrize("name", ["wav", "aiff"])
def test_a_file_that_comes_late_is_waited_for(name: str) -> None:
    clip = load_engine("pyttsx3").speak(LINE, voice(name), Event())
    assert (clip.rate_hz, clip.samples) == (RATE_HZ, len(LINE) * RATE_HZ // 15)


def test_a_driver_that_fails_is_an_engine_error() -> None:
    with pytest.raises(EngineError, match="the voice was removed"):
        load_engine("pyttsx3").speak(LINE, voice("failing"), Event())


def test_a_driver_that_hangs_is_killed_when_nobody_waits() -> None:
    stop = Event()
    Timer(1.0, stop.set).start()
    with pytest.raises(EngineError, match="stopped"):
        load_engine("pyttsx3").speak(LINE, voice("hanging"), stop)


def test_a_driver_that_does_not_exist_is_an_engine_error() -> None:
    nobody = Voice("narrator", "pyttsx3", "x", "en", "female", options=(("driver", "no.such.driver"),))
    with pytest.raises(EngineError, match="failed"):
        load_engine("pyttsx3").speak(LINE, nobody, Event())


def test_its_voices_are_listed_with_language_and_gender() -> None:
    assert [(each.name, each.language, each.gender) for each in driver_voices(DRIVER)] == [
        ("aiff", "de-DE", "male"),
        ("wav", "en-GB", "female"),
    ]


@pytest.mark.parametrize("kind", [b"", b"NONE", b"twos", b"sowt"])
def test_aiff_of_every_plain_kind_is_read(kind: bytes) -> None:
    assert clip_from_aiff(aiff([1, -2, 300], kind)) == Clip(RATE_HZ, b"\x01\x00\xfe\xff\x2c\x01")


@pytest.mark.parametrize("data", [b"", b"FORM\0\0\0\0AIFF", aiff([1], b"ima4"), aiff([1, 2])[:40]])
def test_anything_else_is_no_clip(data: bytes) -> None:
    assert clip_from_aiff(data) in (None, Clip(RATE_HZ, b""))
