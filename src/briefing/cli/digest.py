"""`briefing digest`: make a programme of what is new in the sources."""

import re
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli import ended_soon_after_signals
from briefing.cli.feeds import digest_context, rehearsal_context
from briefing.cli.flags import (
    AllowPrivate,
    Bitrate,
    DigestCast,
    DigestTitle,
    JsonObject,
    Keep,
    Minutes,
    Quality,
    SampleRate,
    run_context,
    sound_settings,
)
from briefing.cli.results import (
    briefing_fields,
    end_with_left_out,
    left_out_fields,
    print_json,
    print_left_out,
    show_briefing,
)
from briefing.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from briefing.digest import Digest

_AGE = re.compile(r"^(\d+)\s*(d|h)$")  # '2d', '36h'


def digest(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the chosen stories and the reasons; make nothing.")
    ] = False,
    since: Annotated[
        str, typer.Option(help="Only items newer than a date or an age, such as 2d or 36h.")
    ] = "",
    minutes: Minutes = None,
    title: DigestTitle = None,
    cast: DigestCast = None,
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    keep: Keep = None,
    allow_private: AllowPrivate = False,
    as_json: JsonObject = False,
) -> None:
    """Make a programme of what is new in your sources."""
    from briefing.digest import plan_digest, run_digest

    flags = {"digest.title": title, "digest.minutes": minutes, "digest.keep": keep, "cast": cast}
    flags |= sound_settings(bitrate, quality, sample_rate)
    with ended_soon_after_signals(), run_context(flags) as run:
        start = moment_from(since, run.now)
        if dry_run:
            with rehearsal_context(run, allow_private) as context:
                done = plan_digest(context, run, start)
        else:
            done = run_digest(lambda: digest_context(run, allow_private), run, start)
    if as_json:
        print_json(digest_fields(done))
    elif dry_run or sys.stderr.isatty():
        show_digest(done)
    end_digest(done, dry_run)


def end_digest(done: "Digest", dry_run: bool) -> None:
    """Print failures on stderr and set the exit code.

    'No new stories' is printed on a terminal and after a dry run: a scheduled run is silent about it.
    """
    from briefing.digest import CUT_SHORT, SHORTENED

    for note in (*done.notes, *(done.made.failures if done.made is not None else ())):
        sys.stderr.write(f"briefing: {note}\n")
    if done.is_cut_short:
        sys.stderr.write(f"briefing: {CUT_SHORT}\n")
    if done.is_shortened:
        sys.stderr.write(f"briefing: {SHORTENED}\n")
    is_empty = not any(choice.told for choice in done.choices)
    if is_empty and (dry_run or sys.stderr.isatty()):
        sys.stderr.write("briefing: no new stories\n")
    if is_empty and not dry_run:
        print_left_out(done.left_out)
        raise typer.Exit(ExitCode.NOTHING_NEW)
    end_with_left_out(done.left_out)
    if done.is_cut_short or done.is_shortened or (done.made is not None and done.made.failures):
        raise typer.Exit(ExitCode.PARTLY)


def moment_from(text: str, now: datetime) -> datetime | None:
    """Return the time of a date, a time of day or an age; None for ''. Raises UsageError."""
    if not text:
        return None
    age = _AGE.match(text)
    if age:
        return now - timedelta(**{"days" if age[2] == "d" else "hours": int(age[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as cause:
        raise UsageError(
            f"--since: {text!r} is not a date or an age", "Write it like 2026-11-23, 2d or 36h."
        ) from cause
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def digest_fields(done: "Digest") -> dict[str, Any]:
    """Return the object that `briefing digest --json` prints: the briefing, each story with its reason."""
    stories = [
        {
            "title": choice.title,
            "url": choice.url,
            "told": choice.told,
            "why": choice.why,
            "brief": choice.brief,
            "update": choice.update,
            "text": choice.text,
            "score": round(choice.score, 3),
            "sources": list(choice.sources),
        }
        for choice in done.choices
    ]
    left_out = [left_out_fields(one) for one in done.left_out]
    briefing = briefing_fields(done.made) if done.made is not None else {}
    return {**briefing, "stories": stories, "left_out": left_out}


def show_digest(done: "Digest") -> None:
    """Print the briefing, and each story with the reason why it was chosen or not."""
    if done.made is not None:
        show_briefing(done.made)
    for choice in done.choices:
        typer.echo(f"{'+' if choice.told else '-'} {choice.title}  ({choice.why})")
