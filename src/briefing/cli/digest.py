"""`briefing digest`: this morning's programme."""

import re
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefing.cli.feeds import digest_context
from briefing.cli.make import made_fields, show_made
from briefing.cli.run import run_context
from briefing.cli.sound import Bitrate, Quality, SampleRate, sound_flags
from briefing.cli.sources import end_with_left_out, name_left_out, print_json
from briefing.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from briefing.digest import Digest

AGE = re.compile(r"^(\d+)\s*(d|h)$")  # '2d', '36h'


def digest(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show the chosen stories and the reasons; make nothing.")
    ] = False,
    since: Annotated[
        str, typer.Option(help="Only items newer than a date or an age, such as 2d or 36h.")
    ] = "",
    minutes: Annotated[
        int | None,
        typer.Option(min=1, max=600, help="Target length in minutes; drops whole paragraphs to reach it."),
    ] = None,
    title: Annotated[str | None, typer.Option(help="The programme's title.")] = None,
    cast: Annotated[
        str | None, typer.Option("--cast", help="Name of a cast, or path of a cast file.")
    ] = None,
    bitrate: Bitrate = None,
    quality: Quality = None,
    sample_rate: SampleRate = None,
    keep: Annotated[int | None, typer.Option(min=0, help="Number of digests to keep; 0 keeps all.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Allow addresses on private networks.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as one JSON object.")] = False,
) -> None:
    """Make a programme of what is new in your sources."""
    from briefing.digest import plan_digest, run_digest

    wanted = {"digest.title": title, "digest.minutes": minutes, "digest.keep": keep, "cast": cast}
    flags = {**wanted, **sound_flags(bitrate, quality, sample_rate)}
    with run_context(flags) as run:
        start = moment_from(since, run.now)
        if dry_run:
            with digest_context(run, allow_private) as context:
                done = plan_digest(context, run, start)
        else:
            done = run_digest(lambda: digest_context(run, allow_private), run, start)
    if as_json:
        print_json(digest_fields(done))
    elif dry_run or sys.stderr.isatty():
        show_digest(done)
    end_digest(done, dry_run)


def end_digest(done: "Digest", dry_run: bool) -> None:
    """What went wrong on stderr, and the exit code. That nothing is new is told to people, not to cron."""
    for note in (*done.notes, *(done.made.failures if done.made is not None else ())):
        sys.stderr.write(f"briefing: {note}\n")
    nothing_told = not any(choice.told for choice in done.choices)
    if nothing_told and not dry_run:
        name_left_out(done.left_out)
        if sys.stderr.isatty():
            sys.stderr.write("briefing: nothing new to tell\n")
        raise typer.Exit(ExitCode.NOTHING_NEW)
    end_with_left_out(done.left_out)
    if done.made is not None and done.made.failures:
        raise typer.Exit(ExitCode.PARTLY)


def moment_from(text: str, now: datetime) -> datetime | None:
    """A date, a time, or an age before now. Raises UsageError."""
    if not text:
        return None
    age = AGE.match(text)
    if age:
        return now - timedelta(**{"days" if age[2] == "d" else "hours": int(age[1])})
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as cause:
        raise UsageError(f"--since: {text!r} is no time", "Write 2026-11-23, 2d or 36h.") from cause
    return moment if moment.tzinfo else moment.replace(tzinfo=now.tzinfo)


def digest_fields(done: "Digest") -> dict[str, Any]:
    """Everything: what was made, each story with its reason, what is missing."""
    stories = [
        {
            "title": choice.candidate.article.title,
            "url": choice.candidate.article.url,
            "told": choice.told,
            "why": choice.why,
            "update": choice.candidate.update,
            "score": round(choice.candidate.score, 3),
            "sources": sorted({item.source for item in choice.candidate.items}),
        }
        for choice in done.choices
    ]
    missing = [{"source": one.source, "error": one.error} for one in done.left_out]
    made = made_fields(done.made) if done.made is not None else {}
    return {**made, "stories": stories, "left_out": missing}


def show_digest(done: "Digest") -> None:
    """What was made, or would be, and why."""
    if done.made is not None:
        show_made(done.made)
    for choice in done.choices:
        typer.echo(f"{'+' if choice.told else '-'} {choice.candidate.article.title}  ({choice.why})")
