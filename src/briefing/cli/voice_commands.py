"""Subcommands of `briefing voices`: `audition` makes voices heard; `pin`, `unpin` and `pinned` keep them."""

import os
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.cli import print_error
from briefing.cli.flags import CastName, JsonLines, JsonObject, run_context
from briefing.cli.results import print_rows, report_briefing
from briefing.errors import BriefingError, MissingEngineError, UsageError

if TYPE_CHECKING:
    from briefing.model import Cast, Voice

_NUMBERS_ENGINE = "hibari"
_NUMBER_FLAGS = "--pitch, --formant, --tilt, --range and --rate"
_NUMBERS_EXAMPLE = "briefing voices audition hibari:heart --pitch 0.9 --formant 0.85"

Voices = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[VOICE]...",
        help="A voice of the cast (woman-2) or of an engine (pyttsx3:en-us+f2); default: the whole cast.",
    ),
]

_PITCH = typer.Option(help="hibari voices: pitch as a factor of the base voice's.", show_default=False)
_FORMANT = typer.Option(help="hibari voices: formants as a factor; lower sounds larger.", show_default=False)
_TILT = typer.Option(help="hibari voices: spectral tilt in decibels per octave.", show_default=False)
_RANGE = typer.Option(
    "--range", help="hibari voices: range of the intonation; 1 is the base voice's.", show_default=False
)
_RATE = typer.Option(help="hibari voices: pace as a factor of the base voice's.", show_default=False)
Name = Annotated[str, typer.Argument(help="The speaker's full name, as articles write it.")]


def audition(
    voices: Voices = None,
    cast: CastName = "",
    output: Annotated[Path, typer.Option("-o", "--output", help="The MP3 to write.")] = Path("audition.mp3"),
    pitch: Annotated[float | None, _PITCH] = None,
    formant: Annotated[float | None, _FORMANT] = None,
    tilt: Annotated[float | None, _TILT] = None,
    pitch_range: Annotated[float | None, _RANGE] = None,
    rate: Annotated[float | None, _RATE] = None,
    as_json: JsonObject = False,
) -> None:
    """Make an MP3 in which each voice of a cast, or each voice that you name, introduces itself.

    The five numbers change a voice of hibari; voices/README.md explains them, and their form in a cast file.
    """
    from briefing.cast import audition_of_cast, audition_of_voices
    from briefing.pipeline import BriefingOptions, load_cast, speak_casting

    with run_context() as run:
        its_cast = load_cast(cast or run.settings.cast, run.settings)
        numbers = {"pitch": pitch, "formant": formant, "tilt": tilt, "range": pitch_range, "rate": rate}
        named = {name: find_voice(name, its_cast) for name in voices or ()}
        selected = with_numbers(named, {name: value for name, value in numbers.items() if value is not None})
        casting = audition_of_voices(selected) if selected else audition_of_cast(its_cast)
        briefing = speak_casting(casting, BriefingOptions(output), run)
    report_briefing(briefing, as_json)


def engine_voices() -> "Iterator[Voice]":
    """Yield the voices of each installed engine; name an engine that fails on stderr."""
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


def find_voice(typed: str, cast: "Cast") -> "Voice":
    """Return a voice of the cast by id or name, else of an engine.

    Args:
        typed: A voice of the cast ('woman-2') or of an engine ('pyttsx3:en-us+f2').
        cast: The cast.

    Raises:
        UsageError: There is no such voice; the hint names similar ones.
    """
    from briefing.cast import all_voices, voice_named
    from briefing.speak import installed_engines

    engine, colon, name = typed.partition(":")
    if colon and engine in installed_engines():
        return _engine_voice(engine, name, cast)
    found = voice_named(cast, typed)
    others = () if found else tuple(engine_voices())
    found = found or next((voice for voice in others if voice.name == typed), None)
    if found is None:
        known = [voice.id for voice in all_voices(cast)] + [voice.name for voice in others]
        near = ", ".join(get_close_matches(typed, known, n=3, cutoff=0.5))
        hint = f"Did you mean: {near}?" if near else "List all voices: briefing voices list"
        raise UsageError(f"no voice is called {typed!r}", hint)
    return found


def with_numbers(voices: "dict[str, Voice]", numbers: dict[str, float]) -> "tuple[Voice, ...]":
    """Return the voices with these numbers; unchanged if there are none.

    Args:
        voices: Voices by what was typed. A voice of a cast ('woman-2') keeps its other numbers, a voice of
            an engine ('hibari:heart') has none.
        numbers: Numbers by their names in a cast file.

    Raises:
        UsageError: No voice is named, or the engine of one does not support the numbers.
    """
    if numbers and not voices:
        raise UsageError(f"{_NUMBER_FLAGS} need a voice", f"Name one: {_NUMBERS_EXAMPLE}")
    other = next((voice for voice in voices.values() if voice.engine != _NUMBERS_ENGINE), None)
    if numbers and other:
        raise UsageError(
            f"the engine {other.engine} does not support {_NUMBER_FLAGS}", f"Use hibari: {_NUMBERS_EXAMPLE}"
        )
    return tuple(_with_numbers(voice, typed, numbers) for typed, voice in voices.items())


def _with_numbers(voice: "Voice", typed: str, numbers: dict[str, float]) -> "Voice":
    if not numbers:
        return voice
    texts = {name: f"{value:g}" for name, value in numbers.items()}
    if ":" in typed:
        return replace(voice, id=voice.name, options=tuple(texts.items()), rate_wpm=0)
    return replace(voice, options=tuple((dict(voice.options) | texts).items()))


def _engine_voice(engine: str, name: str, cast: "Cast") -> "Voice":
    """Return the voice of the cast, else the listed voice of the engine, else a voice of the typed name.

    Engines do not list all combinations: in eSpeak NG's 'en-us+f2' a variant follows the voice 'en-us', which
    gives the language.
    """
    from briefing.cast import all_voices
    from briefing.model import Voice
    from briefing.settings import settings_from
    from briefing.speak import load_engine

    if not name:
        raise UsageError(
            f"no voice is named after '{engine}:'", f"List its voices: briefing voices list --engine {engine}"
        )
    own = [voice for voice in all_voices(cast) if voice.engine == engine]
    listed = load_engine(engine, settings_from(os.environ).models).voices()
    found = next((voice for voice in (*own, *listed) if voice.name == name), None)
    base = next((voice for voice in listed if voice.name == name.partition("+")[0]), cast.narrator)
    return found or Voice(name, engine, name, base.language, "neutral")


def pin(
    name: Name,
    voice: Annotated[str, typer.Argument(help="Id of a voice of the cast, such as woman-2.")],
    cast: CastName = "",
) -> None:
    """Use the same voice for a speaker in every programme."""
    from briefing.cast import all_voices, voice_named
    from briefing.pipeline import load_cast
    from briefing.settings import settings_from
    from briefing.storage import remember_voices

    key = _key_of(name)
    settings = settings_from(os.environ)
    its_cast = load_cast(cast or settings.cast, settings)
    found = voice_named(its_cast, voice)
    if found is None:
        known = ", ".join(each.id for each in all_voices(its_cast))
        raise UsageError(f"the cast {its_cast.name!r} has no voice {voice!r}", f"Choose one of: {known}.")
    remember_voices(settings.pinned_voices, {key: found.id})
    typer.echo(f"{name} is pinned to {found.id}.")


def unpin(name: Name) -> None:
    """Remove a speaker's pinned or remembered voice; the next programme chooses a new one."""
    from briefing.settings import settings_from
    from briefing.storage import Library, forget_pin

    key = _key_of(name)
    settings = settings_from(os.environ)
    was_pinned = forget_pin(settings.pinned_voices, key)
    with Library(settings.library) as library:
        was_remembered = library.forget_voice(key)
    if not (was_pinned or was_remembered):
        raise UsageError(
            f"{name!r} has no pinned or remembered voice", "List the voices: briefing voices pinned"
        )
    typer.echo(f"{name} has no fixed voice; the next programme chooses one.")


def pinned(as_json: JsonLines = False) -> None:
    """List the pinned voices, and those remembered from earlier programmes."""
    from briefing.settings import settings_from
    from briefing.storage import Library, read_remembered_voices

    settings = settings_from(os.environ)
    pins = read_remembered_voices(settings.pinned_voices)
    with Library(settings.library) as library:
        remembered = library.voices()
    voices = {speaker: (voice, "remembered") for speaker, voice in remembered.items()}
    voices |= {speaker: (voice, "pinned") for speaker, voice in pins.items()}
    rows = [{"speaker": name, "voice": voice, "kept": kind} for name, (voice, kind) in sorted(voices.items())]
    print_rows(rows, as_json)


def _key_of(name: str) -> str:
    from briefing.text import name_slug

    key = name_slug(name)
    if not key:
        raise UsageError(f"{name!r} is not a name", "Write the speaker's full name, such as 'Maria Okafor'.")
    return key
