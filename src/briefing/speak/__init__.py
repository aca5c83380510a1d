"""Casting -> takes: the engine seam, the engines, and what is done when one of them fails.

    with record(casting, clips) as takes:
        master = mix.mix_programme(takes, sink, clips=clips)

`clips` is a `model.ClipStore`. The takes are promises: `mix` calls `take.speak()` in its own lanes, and only
for lines whose encoded sound it does not have yet. `casting.fallback` speaks a line whose engine failed; the
sentence about it ends up in `Master.failures` (exit 3).
"""

from briefing.speak.booth import SpeakOptions
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
from briefing.speak.record import Recording, record
from briefing.speak.soundcheck import pitch_of

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
