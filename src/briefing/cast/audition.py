"""A script in which every voice of a cast introduces itself."""

from briefing.cast.pool import all_voices
from briefing.lexicon import read_table
from briefing.model import Cast, Quote, Script, Section, Segment, Speaker, Voice

PAUSE_MS = 600


def audition_script(cast: Cast) -> Script:
    """Each voice is a speaker of its own name, directed to itself; to be cast with the same cast."""
    words = read_table("briefing.cast", "words/audition.toml")
    language = cast.language.split("-")[0].lower()
    phrases = words.get(language, words["en"])
    title = phrases["title"].format(cast=cast.name)
    segments = tuple(_introduction(voice, phrases["line"], language) for voice in all_voices(cast))
    return Script(title, cast.language, (Section(title, segments),))


def _introduction(voice: Voice, line: str, language: str) -> Segment:
    said = line.format(voice=voice.id.replace("-", " "))
    speaker = Speaker(id=f"audition-{voice.id}", name=voice.id)
    return Quote(said, said, speaker, language=language, direction=f"voice: {voice.id}", pause_ms=PAUSE_MS)
