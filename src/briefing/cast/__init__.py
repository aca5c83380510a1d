"""Script + cast file -> Casting: a voice for each speaker, and why. Pure."""

from briefing.cast.castfile import cast_from_toml
from briefing.cast.casting import cast_script
from briefing.cast.keys import speaker_key
from briefing.cast.pinning import pin_speakers, voices_to_remember

__all__ = ["cast_from_toml", "cast_script", "pin_speakers", "speaker_key", "voices_to_remember"]
