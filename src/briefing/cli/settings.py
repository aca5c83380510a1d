"""`briefing settings`: write, show and check the settings."""

import os
from pathlib import Path
from typing import Annotated

import typer

from briefing.cli.results import print_json
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
        raise UsageError(f"{path} already exists", "Edit it, or overwrite it: briefing settings init --force")
    write_atomic(path, settings_template().encode())
    typer.echo(path)


@app.command()
def show(
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object for each value.")] = False,
) -> None:
    """Print each value with its source: default, file or environment variable."""
    from pydantic_core import to_jsonable_python

    from briefing.settings import read_settings, toml_value

    for name, value, source in read_settings(os.environ).values():
        if as_json:
            print_json({"name": name, "value": to_jsonable_python(value), "source": source})
        else:
            typer.echo(f"{name} = {toml_value(value)}  ({source})")


@app.command()
def check(
    file: Annotated[Path | None, typer.Argument(help="Settings file to check instead of your own.")] = None,
) -> None:
    """Check the settings, and show the first error with a suggestion."""
    from briefing.pipeline import check_settings
    from briefing.settings import read_settings, settings_file

    check_settings(read_settings(os.environ, file=file).settings)
    path = file or settings_file(os.environ)
    typer.echo(f"{path}: valid" if path.is_file() else f"{path} does not exist; the defaults apply")
