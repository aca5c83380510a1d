"""A line whose engine fails is tried again, then spoken by the fallback, and never left silent."""

import time
from collections.abc import Callable
from threading import Event

import pytest
from tests.speak.castings import ALTO, DictClipStore, casting_of
from tests.speak.engines_of_trouble import TroubledEngine, fail, hang, noise, nothing, silence

from briefing.errors import EngineError
from briefing.model import Clip, Voice
from briefing.speak import SpeakOptions, record
from briefing.speak.engine import Engine, load_engine
from briefing.speak.synthesizer import Synthesizer

TROUBLED = Voice("man-2", "troubled", "any", "en", "male")
LINE = "The council met on Tuesday and agreed to repair the old bridge."
QUICK = SpeakOptions(patience_s=0, patience_ms_per_letter=2)


def synthesizer(engine: Engine, fallback: Voice | None, stop: Event | None = None) -> Synthesizer:
    engines = {"troubled": engine, "tone": load_engine("tone")}
    casting = casting_of(((LINE,),), fallback=fallback)
    return Synthesizer(casting, DictClipStore(), QUICK, stop or Event(), engines.__getitem__)


@pytest.mark.parametrize("trouble", [hang, fail, silence, nothing, noise])
def test_the_fallback_speaks_for_an_engine_in_trouble(trouble: Callable[[Event], Clip]) -> None:
    _, speak = synthesizer(TroubledEngine(trouble), ALTO).promise(LINE, TROUBLED)
    spoken = speak()
    assert spoken.clip == load_engine("tone").speak(LINE, ALTO, Event())
    assert spoken.failure.startswith("man-2 (troubled) could not say 'The council met on Tuesday")
    assert spoken.failure.endswith("narrator said it")


@pytest.mark.parametrize("trouble", [hang, fail, silence, nothing, noise])
def test_without_a_fallback_trouble_is_an_error(trouble: Callable[[Event], Clip]) -> None:
    _, speak = synthesizer(TroubledEngine(trouble), None).promise(LINE, TROUBLED)
    with pytest.raises(EngineError):
        speak()


def test_a_line_is_tried_twice() -> None:
    calls: list[int] = []

    def fail_once(stop: Event) -> Clip:
        calls.append(1)
        return fail(stop) if len(calls) == 1 else load_engine("tone").speak(LINE, ALTO, stop)

    _, speak = synthesizer(TroubledEngine(fail_once), None).promise(LINE, ALTO)
    assert speak().failure == ""


def test_a_stopped_run_waits_for_nobody() -> None:
    stop = Event()
    stop.set()
    patient = SpeakOptions(patience_s=60)
    engine = TroubledEngine(hang)
    synthesis = Synthesizer(casting_of(((LINE,),)), DictClipStore(), patient, stop, lambda name: engine)
    began = time.monotonic()
    with pytest.raises(EngineError, match="stopped"):
        synthesis.promise(LINE, TROUBLED)[1]()
    assert time.monotonic() - began < 5


def test_a_costly_clip_is_made_once() -> None:
    calls: list[int] = []

    def count(stop: Event) -> Clip:
        calls.append(1)
        return load_engine("tone").speak(LINE, ALTO, stop)

    synthesis = synthesizer(TroubledEngine(count, is_costly=True), None)
    first = synthesis.promise(LINE, TROUBLED)[1]()
    made = len(calls)
    assert synthesis.promise(LINE, TROUBLED)[1]() == first
    assert len(calls) == made


def test_a_line_without_a_letter_is_no_sound() -> None:
    casting = casting_of((("…",),))
    (take,) = record(casting, DictClipStore())
    assert take.speak().clip.samples == 0


def test_keys_differ_with_voice_text_and_trim() -> None:
    synthesis = synthesizer(TroubledEngine(fail), None)
    voices = (ALTO, Voice("narrator", "tone", "bass", "en", "female", 160))
    keys = {synthesis.promise(text, voice)[0] for voice in voices for text in (LINE, LINE + " Yes.")}
    assert len(keys) == 4
    assert synthesis.promise(LINE, ALTO)[0] in keys
