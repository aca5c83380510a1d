"""A programme in which voices introduce themselves, one after another."""

from collections.abc import Iterable

from briefing.cast.pool import all_voices
from briefing.model import Cast, Casting, Quote, Role, Script, Section, Segment, Speaker, Voice
from briefing.text import primary_tag, read_table

PAUSE_MS = 600
REASON = "an audition"


def audition_of_cast(cast: Cast) -> Casting:
    """Every voice of a cast, in the cast's language."""
    title = _phrases(cast.language)["title"].format(cast=cast.name)
    fallback = cast.fallback or cast.narrator
    return _casting(title, cast.language, [(voice, cast.language) for voice in all_voices(cast)], fallback)


def audition_of_voices(voices: tuple[Voice, ...]) -> Casting:
    """These voices (one or more), each in its own language. Where one fails, no other speaks for it."""
    language = voices[0].language
    title = _phrases(language)["voices"].format(voices=", ".join(voice.id for voice in voices))
    return _casting(title, language, [(voice, voice.language) for voice in voices], None)


def _casting(
    title: str, language: str, voices: Iterable[tuple[Voice, str]], fallback: Voice | None
) -> Casting:
    pairs = [(voice, _introduction(voice, spoken)) for voice, spoken in voices]
    script = Script(title, language, (Section(title, tuple(line for _, line in pairs)),))
    roles = tuple(Role(0, at, voice, REASON) for at, (voice, _) in enumerate(pairs))
    return Casting(script, roles, fallback=fallback)


def _introduction(voice: Voice, language: str) -> Segment:
    said = _phrases(language)["line"].format(voice=voice.id.replace("-", " "))
    speaker = Speaker(id=f"audition-{voice.id}", name=voice.id)
    return Quote(said, said, speaker, language=language, pause_ms=PAUSE_MS)


def _phrases(language: str) -> dict[str, str]:
    """In the language of a voice ('de-AT'), else in English."""
    words: dict[str, dict[str, str]] = read_table("briefing.cast", "words/audition.toml")
    return words.get(primary_tag(language), words["en"])
