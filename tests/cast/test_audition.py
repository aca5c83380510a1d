"""Auditions of casts and of single voices."""

from pathlib import Path

import pytest

from briefing.cast import all_voices, audition_of_cast, audition_of_voices, cast_from_toml
from briefing.model import Quote, Voice

SHIPPED = sorted(Path(__file__).parents[2].joinpath("voices").glob("*.toml"))
SHIPPED_CASTS = [path for path in SHIPPED if path.stem != "pronunciations"]


@pytest.mark.parametrize("path", SHIPPED_CASTS, ids=lambda path: path.stem)
def test_every_voice_of_a_shipped_cast_introduces_itself_in_its_own_voice(path: Path) -> None:
    cast = cast_from_toml(path.read_text(encoding="utf-8"), path.stem)
    casting = audition_of_cast(cast)
    lines = [line for line in casting.script.sections[0].segments if isinstance(line, Quote)]
    heard = [
        (role.voice, line.speaker and line.speaker.name, line.language)
        for role, line in zip(casting.roles, lines, strict=True)
    ]
    assert heard == [(voice, voice.id, cast.language) for voice in all_voices(cast)]


def test_voices_of_several_languages_introduce_themselves_each_in_its_own() -> None:
    voices = tuple(Voice(name, "tone", name, name, "neutral") for name in ("de-AT", "fr", "fi"))
    casting = audition_of_voices(voices)
    said = [line.say.split(".")[0] for line in casting.script.sections[0].segments]
    assert said == ["Hier spricht de AT", "Voici fr", "This is fi"]
    assert (casting.script.title, casting.fallback) == ("Hörprobe: de-AT, fr, fi", None)
