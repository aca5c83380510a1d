"""`briefing voices pin`, `unpin`, `pinned`: voices that speakers keep."""

import os
from typing import Annotated

import typer

from briefing.cli.flags import CastName, JsonLines
from briefing.cli.results import print_rows
from briefing.errors import UsageError

Name = Annotated[str, typer.Argument(help="The speaker's full name, as articles write it.")]


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
