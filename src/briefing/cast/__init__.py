"""Cast a script: choose a voice for each segment, with a reason. Pure.

    casting = cast_script(script, cast_from_toml(text, "mine"))

A cast file says which voices exist. Directions in the script, pins, and voices of earlier programmes decide
first; the other speakers get a stable choice among the voices of their gender.
"""

from briefing.cast.cast_file import cast_from_toml
from briefing.cast.casting import audition_of_cast, audition_of_voices, cast_script
from briefing.cast.speaker_lines import foreign_languages
from briefing.cast.voice_pools import all_voices, voice_named
from briefing.cast.voice_requests import pin_speakers, voices_to_remember

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
