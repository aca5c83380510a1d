"""The Kokoro and Piper engines on real models, heard by Whisper.

`tools/fetch_test_models.py FOLDER` fetches the models, and BRIEFING_TEST_MODELS names the folder.
"""

import os
import re
from array import array
from collections.abc import Callable
from functools import cache
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from briefing.model import Clip, Voice
from briefing.pcm import loudness_millibel
from briefing.speak import is_installed, load_engine

FOLDER = os.environ.get("BRIEFING_TEST_MODELS", "")
pytestmark = pytest.mark.skipif(not FOLDER, reason="no real models: see tools/fetch_test_models.py")
MODELS = Path(FOLDER)

LINE = "The council met on Tuesday and agreed to repair the old bridge."
FRENCH_LINE = "Le conseil a décidé de réparer le vieux pont."
HEART = Voice("w", "kokoro", "af_heart", "en-US", "female")
SIWIS = Voice("w", "kokoro", "ff_siwis", "fr", "female")
JOE = Voice("m", "piper", "en_US-joe-medium", "en-US", "male")
VOICES = (pytest.param(HEART, LINE, id="kokoro"), pytest.param(SIWIS, FRENCH_LINE, id="kokoro-french"),
          pytest.param(JOE, LINE, id="piper"))  # fmt: skip
LEAST_WPM, MOST_WPM = 120, 230
LEAST_LUFS, MOST_LUFS = -35, -12
WHISPER_HZ = 16_000


@pytest.fixture(scope="module")
def say() -> Callable[[Voice, str], Clip]:
    """Speak a line, each once: Kokoro takes seconds."""
    spoken: dict[tuple[Voice, str], Clip] = {}

    def speak(voice: Voice, line: str) -> Clip:
        pytest.importorskip({"kokoro": "kokoro_onnx", "piper": "piper"}[voice.engine])
        if (voice, line) not in spoken:
            spoken[voice, line] = load_engine(voice.engine, MODELS).speak(line, voice, Event())
        return spoken[voice, line]

    return speak


@pytest.mark.parametrize(("voice", "line"), VOICES)
def test_a_line_lasts_as_long_as_a_newsreader_takes(
    say: Callable[[Voice, str], Clip], voice: Voice, line: str
) -> None:
    clip = say(voice, line)
    words_per_minute = len(line.split()) * 60 * clip.rate_hz / clip.samples
    assert LEAST_WPM < words_per_minute < MOST_WPM


@pytest.mark.parametrize(("voice", "line"), VOICES)
def test_a_line_is_as_loud_as_speech(say: Callable[[Voice, str], Clip], voice: Voice, line: str) -> None:
    lufs = loudness_millibel(say(voice, line)) / 100
    assert LEAST_LUFS < lufs < MOST_LUFS


@pytest.mark.parametrize(("voice", "line"), VOICES)
def test_whisper_hears_the_line(say: Callable[[Voice, str], Clip], voice: Voice, line: str) -> None:
    assert words(heard(say(voice, line), voice.language[:2])) == words(line)


def test_all_voices_of_the_kokoro_model_are_known() -> None:
    pytest.importorskip("kokoro_onnx")
    listed = load_engine("kokoro", MODELS).voices()
    assert (len(listed), is_installed(HEART, MODELS), is_installed(JOE, MODELS)) == (41, True, True)


def heard(clip: Clip, language: str) -> str:
    """What Whisper base understands."""
    samples = resampled(clip, pytest.importorskip("numpy"))
    segments, _ = whisper_base().transcribe(samples, language=language, beam_size=5, temperature=0)
    return "".join(segment.text for segment in segments)


@cache
def whisper_base() -> Any:
    whisper = pytest.importorskip("faster_whisper")
    folder = MODELS / "whisper-base"
    if not (folder / "model.bin").is_file():
        pytest.skip("no model of Whisper base: see tools/fetch_test_models.py")
    return whisper.WhisperModel(str(folder), device="cpu", compute_type="int8", local_files_only=True)


def resampled(clip: Clip, numpy: Any) -> Any:
    """The clip as floats at Whisper's rate, by linear interpolation: good enough to be understood."""
    samples = numpy.array(array("h", clip.pcm), dtype=numpy.float32) / 32_768
    at = numpy.arange(0, len(samples), clip.rate_hz / WHISPER_HZ)
    return numpy.interp(at, numpy.arange(len(samples)), samples).astype(numpy.float32)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())
