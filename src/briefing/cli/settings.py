"""`briefing settings`: the file, what holds and why, and whether it is right."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from briefing.cli.sources import print_json
from briefing.errors import UsageError

app = typer.Typer(
    help="Write, show and check the settings.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def init(
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Write a commented briefing.toml with every value at its default."""
    from briefing.settings import settings_file, settings_template
    from briefing.storage import write_atomic

    path = settings_file(os.environ)
    if path.exists() and not force:
        raise UsageError(f"{path} is there already", "Edit it, or: briefing settings init --force")
    write_atomic(path, settings_template().encode())
    typer.echo(path)


@app.command()
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each value.")] = False,
) -> None:
    """Print each value with its source: the default, the file, a variable."""
    from briefing.settings import read_settings, toml_value

    for name, value, source in read_settings(os.environ).values():
        if as_json:
            print_json({"name": name, "value": _plain(value), "source": source})
        else:
            typer.echo(f"{name} = {toml_value(value)}  ({source})")


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="Settings file to check instead of your own.")] = None,
) -> None:
    """Say whether the settings are right; what is wrong is named, with what was probably meant."""
    from briefing.pipeline import check_settings
    from briefing.settings import read_settings, settings_file

    check_settings(read_settings(os.environ, file=file).settings)
    typer.echo(f"{file or settings_file(os.environ)}: all right")


def _plain(value: Any) -> Any:
    """A value as JSON's own types."""
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, tuple):
        return [one if isinstance(one, str) else one.model_dump() for one in value]
    return value
