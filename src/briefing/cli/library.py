"""`briefing library`: back up and restore the library."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.flags import run_context
from briefing.cli.results import count_of, print_json
from briefing.errors import StorageError, UsageError

if TYPE_CHECKING:
    from briefing.settings import Settings
    from briefing.storage import LibraryCopy

app = typer.Typer(
    help="Back up and restore the library: sources, told stories, episodes and voices.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def backup(
    file: Annotated[
        Path | None, typer.Argument(help="The file to write; without it, the daily copy is renewed.")
    ] = None,
) -> None:
    """Copy the library now. A digest copies it every day."""
    from briefing.storage import Library, copy_path

    with run_context() as run:
        library = run.settings.library
        if not library.exists():
            raise StorageError(f"there is no library at {library}", "Add a source: briefing feeds add URL")
        copy = file or copy_path(run.settings.copies, run.now.date().isoformat())
        with Library(library) as opened:
            opened.copy_to(copy)
    typer.echo(str(copy))


@app.command()
def restore(
    copy: Annotated[
        str,
        typer.Argument(help="Name of a copy, such as 2026-11-23, or a file; without it, list the copies."),
    ] = "",
    as_json: Annotated[
        bool, typer.Option("--json", help="List the copies as JSON, one object each.")
    ] = False,
) -> None:
    """Replace the library with a copy, and keep the replaced one; without COPY, list the copies."""
    from briefing.digest import episodes_after_copy
    from briefing.storage import Library, copy_path, hold_lock, restore_copy

    with run_context() as run:
        settings = run.settings
        if not copy:
            _list_copies(settings, as_json)
            return
        chosen = _copy_named(copy, settings)
        aside = copy_path(settings.copies, run.now.strftime("%Y-%m-%d-%H%M%S"), is_replaced=True)
        with hold_lock(settings.digest_lock):
            was_there = settings.library.exists()
            restore_copy(chosen, settings.library, aside)
            with Library(settings.library) as library:
                later = episodes_after_copy(library, settings.output)
                library.record_later_episodes(later)
    typer.echo(f"restored {settings.library} from {chosen}")
    if was_there:
        sys.stderr.write(f"briefing: the replaced library is kept in {aside}\n")
    if later:
        sys.stderr.write(
            f"briefing: not in the restored library: {', '.join(later)}\n"
            "briefing: so that their stories are not told again: briefing episodes adopt\n"
        )


def _list_copies(settings: "Settings", as_json: bool) -> None:
    from briefing.storage import describe_copy, library_copies

    copies = [describe_copy(path) for path in library_copies(settings.copies)]
    if not copies:
        raise StorageError(f"there is no copy in {settings.copies}", "Make one: briefing library backup")
    for one in copies:
        if as_json:
            print_json(copy_fields(one))
        else:
            typer.echo(_line_of(one))


def copy_fields(copy: "LibraryCopy") -> dict[str, Any]:
    """Return the object that `briefing library restore --json` prints for a copy."""
    return {
        "copy": copy.path.stem,
        "file": str(copy.path),
        "bytes": copy.size_bytes,
        "sources": copy.sources,
        "episodes": copy.episodes,
        "damage": copy.damage,
    }


def _line_of(copy: "LibraryCopy") -> str:
    size = f"{copy.size_bytes / 1e6:.1f} MB"
    counts = f"{count_of(copy.sources, 'source')}, {count_of(copy.episodes, 'episode')}"
    return f"{copy.path.stem}  {size}  {f'damaged: {copy.damage}' if copy.damage else counts}"


def _copy_named(name: str, settings: "Settings") -> Path:
    """Return the file of a copy. Raises UsageError for a name that is neither a copy nor a file."""
    from briefing.storage import copy_path

    for path in (copy_path(settings.copies, name), Path(name)):
        if path.is_file():
            return path
    raise UsageError(f"there is no copy {name!r}", "List the copies: briefing library restore")
