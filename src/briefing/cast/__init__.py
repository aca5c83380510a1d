"""Script + cast file -> Casting: a voice for each speaker, and why. Pure."""

from briefing.cast.audition import audition_of_cast, audition_of_voices
from briefing.cast.castfile import cast_from_toml
from briefing.cast.casting import cast_script
from briefing.cast.company import foreign_languages
from briefing.cast.pinning import pin_speakers, voices_to_remember
from briefing.cast.pool import all_voices, voice_named

__all__ = [
    "all_voices",
    "audition_of_cast",
    "audition_of_voices",
    "cast_from_toml",
    "cast_script",
    "foreign_languages",
    "pin_speakers",
    "voice_named",
    "voices_to_remember",
]
