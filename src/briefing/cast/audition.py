"""An audition: a programme in which voices introduce themselves one after another."""

from collections.abc import Iterable

from briefing.cast.voice_pools import all_voices
from briefing.model import Cast, Casting, Quote, Role, Script, Section, Segment, Speaker, Voice
from briefing.text import primary_tag, read_table

_PAUSE_MS = 600
_REASON = "an audition"


def audition_of_cast(cast: Cast) -> Casting:
    """Return an audition of every voice of a cast.

    Args:
        cast: The cast. Its language is the language of every line.

    Returns:
        A casting with one line for each voice, the narrator first. If an engine fails, the cast's fallback
        (without one, its narrator) speaks the line.
    """
    title = _phrases(cast.language)["title"].format(cast=cast.name)
    fallback = cast.fallback or cast.narrator
    return _casting(title, cast.language, [(voice, cast.language) for voice in all_voices(cast)], fallback)


def audition_of_voices(voices: tuple[Voice, ...]) -> Casting:
    """Return an audition of some voices, each in its own language.

    Args:
        voices: One voice or more. The language of the first is the language of the title.

    Returns:
        A casting with one line for each voice and without a fallback: if a voice fails, no other voice speaks
        its line.
    """
    language = voices[0].language
    title = _phrases(language)["voices"].format(voices=", ".join(voice.id for voice in voices))
    return _casting(title, language, [(voice, voice.language) for voice in voices], None)


def _casting(
    title: str, language: str, voices: Iterable[tuple[Voice, str]], fallback: Voice | None
) -> Casting:
    lines = [(voice, _introduction(voice, spoken)) for voice, spoken in voices]
    script = Script(title, language, (Section(title, tuple(line for _, line in lines)),))
    roles = tuple(Role(0, index, voice, _REASON) for index, (voice, _) in enumerate(lines))
    return Casting(script, roles, fallback=fallback)


def _introduction(voice: Voice, language: str) -> Segment:
    text = _phrases(language)["line"].format(voice=voice.id.replace("-", " "))
    speaker = Speaker(id=f"audition-{voice.id}", name=voice.id)
    return Quote(text, text, speaker, language=language, pause_ms=_PAUSE_MS)


def _phrases(language: str) -> dict[str, str]:
    """Return the phrases in a language ('de-AT' gives German), in English for a language without phrases."""
    phrases: dict[str, dict[str, str]] = read_table("briefing.cast", "words/audition.toml")
    return phrases.get(primary_tag(language), phrases["en"])
