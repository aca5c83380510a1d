"""Speak a casting: the engine interface, the engines, retries and the fallback.

    with record(casting, clips) as takes:
        master = mix.mix_programme(takes, sink, clips=clips)

`clips` is a `model.ClipStore`. A take speaks when `take.speak()` is called; `mix` calls it in its own
threads, and only for lines that are not in the store. `casting.fallback` speaks a line whose engine failed;
the sentence about it is in `Master.failures` (exit code 3).
"""

from briefing.speak.calibration import pitch_of
from briefing.speak.catalogue import (
    CARD,
    Assembly,
    Catalogue,
    VoiceFile,
    VoicePackage,
    catalogue_from_toml,
    licence_in,
    own_catalogue,
    piper_package,
)
from briefing.speak.engine import (
    Engine,
    has_packages,
    hint_for_engine,
    installed_engines,
    is_installed,
    load_engine,
)
from briefing.speak.synthesizer import Recording, SpeakOptions, record

__all__ = [
    "CARD",
    "Assembly",
    "Catalogue",
    "Engine",
    "Recording",
    "SpeakOptions",
    "VoiceFile",
    "VoicePackage",
    "catalogue_from_toml",
    "has_packages",
    "hint_for_engine",
    "installed_engines",
    "is_installed",
    "licence_in",
    "load_engine",
    "own_catalogue",
    "piper_package",
    "pitch_of",
    "record",
]
