"""A voice's pitch: of tones within a semitone, and of the casts' voices as their files have it."""

import math
from array import array
from pathlib import Path

import pytest

from briefing.cast import all_voices, cast_from_toml
from briefing.model import Clip
from briefing.speak import load_engine, pitch_of
from briefing.speak.calibration import median_pitch_hz

VOICES = Path(__file__).parents[2] / "voices"
RATE_HZ = 22_050


def buzz(hertz: float) -> Clip:
    """Ten overtones, as a throat has them."""
    wave = (
        round(sum(2_000 / n * math.sin(2 * math.pi * hertz * n * at / RATE_HZ) for n in range(1, 11)))
        for at in range(RATE_HZ // 2)
    )
    return Clip(RATE_HZ, array("h", wave).tobytes())


@pytest.mark.parametrize("hertz", [70, 100, 150, 220, 330])
def test_the_pitch_of_a_steady_sound_is_found(hertz: int) -> None:
    assert median_pitch_hz(buzz(hertz)) == pytest.approx(hertz, rel=0.03)


def test_silence_has_no_pitch() -> None:
    assert median_pitch_hz(Clip(RATE_HZ, bytes(RATE_HZ))) == 0


@pytest.mark.parametrize("name", ["american", "british", "espeak", "french", "german", "spanish"])
def test_the_voices_of_a_cast_are_as_high_as_its_file_says(name: str) -> None:
    cast = cast_from_toml((VOICES / f"{name}.toml").read_text(encoding="utf-8"), name)
    found = {voice.id: (voice.hertz, pitch_of(load_engine("pyttsx3"), voice)) for voice in all_voices(cast)}
    far = {id_: pair for id_, pair in found.items() if abs(12 * math.log2(pair[1] / pair[0])) > 1}
    assert far == {}
