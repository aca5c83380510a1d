"""The levels that come with the package are those that the sound check would measure."""

from pathlib import Path
from threading import Event

import pytest

from briefing.cast import cast_from_toml
from briefing.model import Voice
from briefing.pcm import loudness_millibel
from briefing.speak.calibration import level_key, shipped_levels, text_for
from briefing.speak.engine import Engine, is_installed, load_engine
from briefing.text import read_table

MADE_WITH = read_table("briefing.speak", "levels.toml")["made_with"]
# hibari's model multiplies 8-bit integers, which processors without VNNI instructions let saturate: the same
# voice was 0.19 LU louder on one of them. Casts promise their voices within 1 LU.
NEAREST_MILLIBEL = {"pyttsx3": 0, "hibari": 25}
CASTS = [path for path in sorted(Path("voices").glob("*.toml")) if path.stem != "pronunciations"]


def spoken_here(path: Path) -> list[tuple[Engine, Voice]]:
    """The voices of a cast that an engine with shipped levels speaks from its packages alone."""
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    voices = (cast.narrator, *cast.women, *cast.men, *cast.neutral)
    return [
        (load_engine(voice.engine), voice)
        for voice in voices
        if voice.engine in MADE_WITH and is_installed(voice, Path("no models"))
    ]


def test_the_levels_are_those_of_hibaris_present_method() -> None:
    engine = pytest.importorskip("briefing.speak.engines.hibari.engine", reason="needs the extra natural")
    method = engine.HibariEngine().version.rpartition(", ")[2]
    assert MADE_WITH["hibari"].endswith(method), "type: python benchmarks/levels.py"


@pytest.mark.parametrize("path", CASTS, ids=lambda path: path.stem)
def test_every_voice_of_a_default_cast_comes_with_its_level(path: Path) -> None:
    pairs = spoken_here(path)
    other = {engine.version for engine, _ in pairs if engine.version != MADE_WITH[engine.name]}
    if other:
        pytest.skip(f"the levels were measured with {MADE_WITH}, not with {other}")
    differences = [
        abs(shipped_levels()[level_key(engine, voice)] - level) - NEAREST_MILLIBEL[engine.name]
        for engine, voice in pairs
        for level in [loudness_millibel(engine.speak(text_for(voice.language), voice, Event()))]
    ]
    assert max(differences, default=0) <= 0


@pytest.mark.parametrize("path", CASTS, ids=lambda path: path.stem)
def test_every_voice_of_a_default_cast_says_the_same_twice(path: Path) -> None:
    """eSpeak's variants with `klatt` and `breath` draw their noise from the C library: no seed holds them."""
    text = "The same words give the same sound."
    said = {
        voice: [engine.speak(text, voice, Event()) for _ in range(2)] for engine, voice in spoken_here(path)
    }
    assert [voice.id for voice, (first, second) in said.items() if first != second] == []
