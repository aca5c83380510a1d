"""Voices as they are typed: a cast's ('woman-2'), or an engine's ('pyttsx3:en-us+f2')."""

import os
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from briefing.cli import print_error
from briefing.errors import BriefingError, MissingEngineError, UsageError

NUMBERS_ENGINE = "hibari"
NUMBERS_EXAMPLE = "briefing voices audition hibari:heart --pitch 0.9 --formant 0.85"

if TYPE_CHECKING:
    from briefing.model import Cast, Voice


def engines_voices() -> "Iterator[Voice]":
    """What each engine has. One that cannot work is named on stderr; one that was never installed is not."""
    from briefing.settings import settings_from
    from briefing.speak import installed_engines, load_engine

    models = settings_from(os.environ).models
    for name in installed_engines():
        try:
            yield from load_engine(name, models).voices()
        except MissingEngineError:
            continue
        except BriefingError as error:
            print_error(error, name)


def voice_wanted(typed: str, cast: "Cast") -> "Voice":
    """A voice of the cast by its id or name, else of an engine. Raises UsageError with what is near."""
    from briefing.cast import all_voices, voice_named
    from briefing.speak import installed_engines

    engine, colon, name = typed.partition(":")
    if colon and engine in installed_engines():
        return _engines_voice(engine, name, cast)
    found = voice_named(cast, typed)
    others = () if found else tuple(engines_voices())
    found = found or next((voice for voice in others if voice.name == typed), None)
    if found is None:
        known = [voice.id for voice in all_voices(cast)] + [voice.name for voice in others]
        near = ", ".join(get_close_matches(typed, known, n=3, cutoff=0.5))
        hint = f"Did you mean: {near}?" if near else "See: briefing voices list"
        raise UsageError(f"no voice is called {typed!r}", hint)
    return found


def with_numbers(voices: "dict[str, Voice]", numbers: dict[str, float]) -> "tuple[Voice, ...]":
    """The voices with these of the five numbers; no change where there are none.

    Args:
        voices: Voices by what was typed. A cast's voice ('woman-2') keeps its other numbers, an engine's
            ('hibari:heart') has none.
        numbers: Numbers by their names in a cast file.

    Raises:
        UsageError: No voice is named, or one of an engine that does not know the numbers.
    """
    if numbers and not voices:
        raise UsageError("the numbers need a voice", f"Name one: {NUMBERS_EXAMPLE}")
    other = next((voice for voice in voices.values() if voice.engine != NUMBERS_ENGINE), None)
    if numbers and other:
        raise UsageError(f"{other.engine} has no such numbers", f"hibari has: {NUMBERS_EXAMPLE}")
    return tuple(_with_numbers(voice, typed, numbers) for typed, voice in voices.items())


def _with_numbers(voice: "Voice", typed: str, numbers: dict[str, float]) -> "Voice":
    if not numbers:
        return voice
    texts = {name: f"{value:g}" for name, value in numbers.items()}
    if ":" in typed:
        return replace(voice, id=voice.name, options=tuple(texts.items()), rate_wpm=0)
    return replace(voice, options=tuple((dict(voice.options) | texts).items()))


def _engines_voice(engine: str, name: str, cast: "Cast") -> "Voice":
    """As the cast has it, else as the engine lists it, else as it was typed: no engine lists all it can do.

    In eSpeak NG's 'en-us+f2' a variant stands behind its voice 'en-us', which tells the language.
    """
    from briefing.cast import all_voices
    from briefing.model import Voice
    from briefing.settings import settings_from
    from briefing.speak import load_engine

    if not name:
        raise UsageError(f"'{engine}:' names no voice", f"See: briefing voices list --engine {engine}")
    own = [voice for voice in all_voices(cast) if voice.engine == engine]
    listed = load_engine(engine, settings_from(os.environ).models).voices()
    found = next((voice for voice in (*own, *listed) if voice.name == name), None)
    base = next((voice for voice in listed if voice.name == name.partition("+")[0]), cast.narrator)
    return found or Voice(name, engine, name, base.language, "neutral")
