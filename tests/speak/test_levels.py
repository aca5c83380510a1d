"""The levels that come with the package are those that the sound check would measure."""

from pathlib import Path
from threading import Event

import pytest

from briefing.cast import cast_from_toml
from briefing.model import Voice
from briefing.speak.engine import load_engine
from briefing.speak.loudness import loudness_millibel
from briefing.speak.soundcheck import level_key, shipped_levels, text_for
from briefing.text import read_table

ENGINE = load_engine("pyttsx3")
MADE_WITH = read_table("briefing.speak", "levels.toml")["made_with"]
CASTS = [path for path in sorted(Path("voices").glob("*.toml")) if path.stem != "pronunciations"]


def voices_of(path: Path) -> tuple[Voice, ...]:
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    voices = (cast.narrator, *cast.women, *cast.men, *cast.neutral)
    return tuple(voice for voice in voices if voice.engine == ENGINE.name)


@pytest.mark.skipif(ENGINE.version != MADE_WITH, reason=f"the levels were measured with {MADE_WITH}")
@pytest.mark.parametrize("path", CASTS, ids=lambda path: path.stem)
def test_every_voice_of_a_default_cast_comes_with_its_level(path: Path) -> None:
    voices = voices_of(path)
    shipped = [shipped_levels().get(level_key(ENGINE, voice)) for voice in voices]
    spoken = [ENGINE.speak(text_for(voice.language), voice, Event()) for voice in voices]
    assert shipped == [loudness_millibel(clip) for clip in spoken]


@pytest.mark.parametrize("path", CASTS, ids=lambda path: path.stem)
def test_every_voice_of_a_default_cast_says_the_same_twice(path: Path) -> None:
    """eSpeak's variants with `klatt` and `breath` draw their noise from the C library: no seed holds them."""
    text = "The same words give the same sound."
    said = {voice: [ENGINE.speak(text, voice, Event()) for _ in range(2)] for voice in voices_of(path)}
    assert [voice.name for voice, (first, second) in said.items() if first != second] == []
