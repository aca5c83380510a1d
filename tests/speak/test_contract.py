"""One contract for every engine that is installed."""

import json
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from tests.speak.speech_server import serving

from briefing.errors import EngineError, MissingEngineError
from briefing.model import Voice
from briefing.speak import Engine, installed_engines, load_engine

LINE = "The council met on Tuesday and agreed to repair the old bridge."
SHORT = "Nobody objected."


@pytest.fixture(params=installed_engines())
def engine(request: pytest.FixtureRequest, models: Path) -> Engine:
    try:
        return load_engine(request.param, models)
    except MissingEngineError as missing:
        pytest.skip(str(missing))


PROGRAM = (sys.executable, str(Path(__file__).parent / "wav_program.py"), "{wav}", "{text}")
SUPPLIED = {  # voices for the engines that list none, since a cast names them
    "command": Voice("w", "command", "alto", "en", "female", options=(("command", json.dumps(PROGRAM)),)),
    "openai": Voice("w", "openai", "alto", "en", "female"),
}


@pytest.fixture
def voice(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[Voice]:
    """One that speaks English; behind the engine of servers stands a real one."""
    with serving() as address:
        monkeypatch.setenv("OPENAI_BASE_URL", address)
        monkeypatch.setenv("OPENAI_API_KEY", "secret")
        listed = [voice for voice in engine.voices() if voice.language.startswith("en")]
        yield listed[0] if listed else SUPPLIED[engine.name]


def test_it_says_who_it_is(engine: Engine) -> None:
    assert engine.name in installed_engines()
    assert engine.version


def test_its_voices_name_it_and_stand_in_a_steady_order(engine: Engine) -> None:
    assert engine.voices() == engine.voices()
    assert {voice.engine for voice in engine.voices()} <= {engine.name}


def test_a_longer_line_lasts_longer(engine: Engine, voice: Voice) -> None:
    assert engine.speak(LINE, voice, Event()).samples > engine.speak(SHORT, voice, Event()).samples


def test_the_same_line_gives_the_same_clip_whatever_was_said_before(engine: Engine, voice: Voice) -> None:
    first = engine.speak(LINE, voice, Event())
    engine.speak(SHORT, voice, Event())
    assert engine.speak(LINE, voice, Event()) == first


def test_the_same_line_gives_the_same_clip_from_any_thread(engine: Engine, voice: Voice) -> None:
    alone = [engine.speak(line, voice, Event()) for line in (LINE, SHORT)] * 4
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda line: engine.speak(line, voice, Event()), (LINE, SHORT) * 4)) == alone


def test_words_are_in_order_within_the_clip_and_those_of_the_line(engine: Engine, voice: Voice) -> None:
    clip = engine.speak(LINE, voice, Event())
    edges = [0, *(edge for word in clip.words for edge in (word.start, word.end)), clip.samples]
    assert edges == sorted(edges)
    assert [word.text.rstrip(".") for word in clip.words] in ([], LINE.rstrip(".").split())


def test_a_line_without_words_is_an_engine_error(engine: Engine, voice: Voice) -> None:
    with pytest.raises(EngineError):
        engine.speak("  ", voice, Event())


@pytest.mark.parametrize(
    "line", ["One\0two three", "A \ud800 lone surrogate", "R&D <b>bold</b>", "🎉 Hooray"]
)
def test_any_text_gives_a_clip(engine: Engine, voice: Voice, line: str) -> None:
    assert engine.speak(line, voice, Event()).samples > 0
