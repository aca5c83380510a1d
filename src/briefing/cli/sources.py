"""What every command that takes sources does: one after the other, and one bad source costs no other."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any, TypeVar

import typer

from briefing.cli import print_error
from briefing.errors import BriefingError, ExitCode, NothingCameError, confine_bugs
from briefing.model import LeftOut

T = TypeVar("T")

Sources = Annotated[
    list[str], typer.Argument(help="A URL, an HTML file, a text file, or - for standard input.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for each source, one per line.")]


def show_each(
    sources: Sequence[str],
    read: Callable[[str], T],
    show: Callable[[T], None],
    as_json: Callable[[T], Any] | None,
) -> None:
    """Read and show each source in the order given.

    With `as_json`, one object a line on stdout, a failed source as {"source", "error", "hint"} in its place.
    Ends with exit 3 when some failed, with the failure's own code when all did.
    """
    failures: list[BriefingError] = []
    for source in sources:
        try:
            with confine_bugs(source):
                found = read(source)
        except BriefingError as error:
            failures.append(error)
            if as_json:
                print_failure(source, error)
            else:
                print_error(error, source)
            continue
        if as_json:
            print_json(as_json(found))
        else:
            show(found)
    end(failures, len(sources))


@contextmanager
def failures_as_json(as_json: bool) -> Iterator[None]:
    """For a command that makes one thing of all sources: when none came, each is told as an object."""
    try:
        yield
    except NothingCameError as error:
        if as_json:
            for source, cause in error.failures:
                print_failure(source, cause)
        raise


def end(failures: Sequence[BriefingError], tried: int) -> None:
    """Leave with the right code: 0 when nothing failed, 3 when something came, 1 or the failure's own."""
    if failures:
        raise typer.Exit(failures[0].exit_code if len(failures) == tried else ExitCode.PARTLY)


def name_left_out(left_out: Sequence[LeftOut]) -> None:
    """Name what is missing on stderr."""
    for missing in left_out:
        named = "" if missing.source in missing.error else f"{missing.source}: "
        sys.stderr.write(f"briefing: left out: {named}{missing.error}\n")


def end_with_left_out(left_out: Sequence[LeftOut]) -> None:
    """Name what is missing on stderr; exit 3 when something is."""
    name_left_out(left_out)
    if left_out:
        raise typer.Exit(ExitCode.PARTLY)


def print_failure(source: str, error: BriefingError) -> None:
    """The object that `--json` prints in place of a source that failed."""
    print_json({"source": source, "error": error.message, "hint": error.hint})


def print_json(value: Any) -> None:
    """One object on one line of stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False))
