"""Measure how loud the voices of the default casts are, and write `src/briefing/speak/levels.toml`.

    python benchmarks/levels.py

To be run when a cast, eSpeak NG, hibari or the measurement changes; a test compares the file with what is
measured. Needs the extra `natural`. Voices of other engines are measured when they first speak.
"""

from pathlib import Path
from threading import Event

from briefing.cast import cast_from_toml
from briefing.model import Cast, Voice
from briefing.pcm import loudness_millibel
from briefing.speak.calibration import level_key, text_for
from briefing.speak.engine import Engine, is_installed, load_engine

ENGINES = ("pyttsx3", "hibari")
ROOT = Path(__file__).parent.parent
HEAD = """\
# How loud the voices of the default casts are, in hundredths of a LUFS by the key of their sound check.
# Written by benchmarks/levels.py; other voices and versions are measured when they first speak.

[made_with]
{versions}
[levels]
"""


def main() -> None:
    """Measure and write."""
    engines = {name: load_engine(name) for name in ENGINES}
    lines = {}
    for cast, voice in voices():
        if voice.engine in engines and is_installed(voice, Path("no models")):
            key = level_key(engines[voice.engine], voice)
            lines[key] = f"{key} = {level(engines[voice.engine], voice)}  # {label(cast, voice)}\n"
    versions = "".join(f'{name} = "{engine.version}"\n' for name, engine in engines.items())
    text = HEAD.format(versions=versions) + "".join(lines.values())
    (ROOT / "src/briefing/speak/levels.toml").write_text(text, encoding="utf-8")


def label(cast: Cast, voice: Voice) -> str:
    """What tells a voice from the others of its engine."""
    return f"{cast.name}: {voice.id}" if voice.engine == "hibari" else voice.name


def voices() -> list[tuple[Cast, Voice]]:
    """Each voice of the default casts, in the order of the casts' names."""
    paths = (path for path in sorted((ROOT / "voices").glob("*.toml")) if path.stem != "pronunciations")
    casts = [cast_from_toml(path.read_text(encoding="utf-8"), path.stem) for path in paths]
    return [
        (cast, voice) for cast in casts for voice in (cast.narrator, *cast.women, *cast.men, *cast.neutral)
    ]


def level(engine: Engine, voice: Voice) -> int:
    """What the sound check would measure."""
    return loudness_millibel(engine.speak(text_for(voice.language), voice, Event()))


if __name__ == "__main__":
    main()
