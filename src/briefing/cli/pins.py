"""`briefing voices pin`, `unpin`, `pinned`: who always has which voice."""

import os
from typing import Annotated

import typer

from briefing.cli.rows import show_rows
from briefing.errors import UsageError

AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object per line.")]
CastName = Annotated[str, typer.Option("--cast", help="Name of a cast, or path of a cast file.")]
Name = Annotated[str, typer.Argument(help="The speaker's full name, as articles write it.")]


def pin(
    name: Name,
    voice: Annotated[str, typer.Argument(help="Id of a voice of the cast, such as woman-2.")],
    cast: CastName = "",
) -> None:
    """Give a speaker a voice for good."""
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
    typer.echo(f"{name} speaks with {found.id} from now on.")


def unpin(name: Name) -> None:
    """Forget a speaker's voice, pinned or remembered: it is chosen anew."""
    from briefing.settings import settings_from
    from briefing.storage import Library, forget_pin

    key = _key_of(name)
    settings = settings_from(os.environ)
    was_pinned = forget_pin(settings.pinned_voices, key)
    with Library(settings.library) as library:
        was_remembered = library.forget_voice(key)
    if not (was_pinned or was_remembered):
        raise UsageError(f"no voice is kept for {name!r}", "See whose is: briefing voices pinned")
    typer.echo(f"{name} has no voice of their own any more; the next programme chooses one.")


def pinned(as_json: AsJson = False) -> None:
    """List whose voice you pinned, and whose is remembered from earlier programmes."""
    from briefing.settings import settings_from
    from briefing.storage import Library, read_remembered_voices

    settings = settings_from(os.environ)
    pins = read_remembered_voices(settings.pinned_voices)
    with Library(settings.library) as library:
        memory = library.voices()
    kept = {speaker: (voice, "remembered") for speaker, voice in memory.items()}
    kept |= {speaker: (voice, "pinned") for speaker, voice in pins.items()}
    rows = [{"speaker": who, "voice": voice, "kept": how} for who, (voice, how) in sorted(kept.items())]
    show_rows(rows, as_json)


def _key_of(name: str) -> str:
    from briefing.text import name_slug

    key = name_slug(name)
    if not key:
        raise UsageError(f"{name!r} is no name", "Give the speaker's full name.")
    return key
