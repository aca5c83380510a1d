"""Measure how loud the voices of the default casts are, and write `src/briefing/speak/levels.toml`.

    python benchmarks/levels.py

To be run when a cast, eSpeak NG or the measurement changes; a test compares the file with what is measured.
"""

from pathlib import Path
from threading import Event

from briefing.cast import cast_from_toml
from briefing.model import Voice
from briefing.speak.engine import Engine, load_engine
from briefing.speak.loudness import loudness_millibel
from briefing.speak.soundcheck import level_key, text_for

HOUSE = Path(__file__).parent.parent
HEAD = """\
# How loud the voices of the default casts are, in hundredths of a LUFS by the key of their sound check.
# Written by benchmarks/levels.py; with another eSpeak NG voices are measured when they first speak.
made_with = "{version}"

[levels]
"""


def main() -> None:
    """Measure and write."""
    engine = load_engine("pyttsx3")
    measured = {level_key(engine, voice): f"{level(engine, voice)}  # {voice.name}" for voice in voices()}
    lines = [f"{key} = {told}\n" for key, told in measured.items()]
    text = HEAD.format(version=engine.version) + "".join(lines)
    (HOUSE / "src/briefing/speak/levels.toml").write_text(text, encoding="utf-8")


def voices() -> list[Voice]:
    """Each voice of the default casts, in the order of the casts' names."""
    paths = (path for path in sorted((HOUSE / "voices").glob("*.toml")) if path.stem != "pronunciations")
    casts = [cast_from_toml(path.read_text(encoding="utf-8"), path.stem) for path in paths]
    return [voice for cast in casts for voice in (cast.narrator, *cast.women, *cast.men, *cast.neutral)]


def level(engine: Engine, voice: Voice) -> int:
    """What the sound check would measure."""
    return loudness_millibel(engine.speak(text_for(voice.language), voice, Event()))


if __name__ == "__main__":
    main()
