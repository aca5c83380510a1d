"""Print results: JSON lines, columns, a briefing, what failed, the log of `--log-format`.

End with the exit code that says so.
"""

import json
import logging
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from textwrap import shorten
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import typer

from briefing.cli import print_error
from briefing.errors import BriefingError, ExitCode, Failure, NothingCameError
from briefing.model import LeftOut

if TYPE_CHECKING:
    from briefing.pipeline import Briefing

T = TypeVar("T")
_NAMED_FAILURES = 6  # of those that failed alike
_NAMED_TITLE = 40  # letters of a title among others


def print_json(value: Any) -> None:
    """Print a value as one line of JSON on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def print_rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    """Print rows with the same keys, as columns or as JSON lines."""
    if as_json:
        for row in rows:
            print_json(row)
        return
    texts = [{key: _cell(value) for key, value in row.items()} for row in rows]
    widths = {key: max(len(key), *(len(row[key]) for row in texts)) for key in texts[0]} if texts else {}
    for row in [{key: key for key in widths}, *texts]:
        sys.stdout.write("  ".join(row[key].ljust(width) for key, width in widths.items()).rstrip() + "\n")


def _cell(value: Any) -> str:
    return ", ".join(value) if isinstance(value, list) else "" if value in (None, 0) else str(value)


def count_of(number: int, noun: str) -> str:
    """Return '1 episode' or '2 episodes'."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def duration_text(milliseconds: int) -> str:
    """Return minutes and seconds: '12:05'."""
    minutes, seconds = divmod(round(milliseconds / 1000), 60)
    return f"{minutes}:{seconds:02d}"


def show_each(
    sources: Sequence[str],
    read: Callable[[str], Iterable[T | Failure]],
    show: Callable[[T], None],
    as_json: Callable[[T], Any] | None,
) -> None:
    """Read and show each source in the given order; a source or story that fails does not stop the others.

    With `as_json`, it prints one object per line, and {"source", "error", "hint"} for what fails.
    The exit code is 3 if some failed, and the code of the first failure if all did.
    """
    failures: list[Failure] = []
    shown = 0
    for one in (one for source in sources for one in read(source)):
        if isinstance(one, Failure):
            failures.append(one)
            if as_json:
                print_failure(one.source, one.error)
            else:
                print_error(one.error, one.source)
            continue
        shown += 1
        if as_json:
            print_json(as_json(one))
        else:
            show(one)
    if failures:
        raise typer.Exit(ExitCode.PARTLY if shown else failures[0].error.exit_code)


@contextmanager
def failures_as_json(as_json: bool) -> Iterator[None]:
    """If every source of a programme failed, print one object for each failure."""
    try:
        yield
    except NothingCameError as error:
        if as_json:
            for source, cause in error.failures:
                print_failure(source, cause)
        raise


def print_failure(source: str, error: BriefingError) -> None:
    """Print the object that `--json` gives for a source that failed; a URL without its password."""
    from briefing.fetch import split_login

    print_json({"source": split_login(source)[0], "error": error.message, "hint": error.hint})


def left_out_fields(missing: LeftOut) -> dict[str, str]:
    """Return the object that `--json` gives for a source or story that was left out."""
    return {
        "source": missing.source,
        "error": missing.error,
        "title": missing.title,
        "feed": missing.feed,
    }


def print_left_out(left_out: Sequence[LeftOut]) -> None:
    """Name the sources and stories that failed on stderr; those that failed alike on a host in one line."""
    alike: dict[tuple[str, str], list[LeftOut]] = defaultdict(list)
    for missing in left_out:
        alike[_host_and_reason(missing)].append(missing)
    for failures in alike.values():
        line = _left_out_line(failures[0]) if len(failures) == 1 else _left_out_together(failures)
        sys.stderr.write(f"briefing: left out: {line}\n")


def _host_and_reason(missing: LeftOut) -> tuple[str, str]:
    """Return what stories that failed alike share; a source that failed for itself shares nothing."""
    host = urlsplit(missing.source).netloc
    if missing.waited_s:
        return host, "no answer"
    return (host, missing.reason) if missing.title and host else (missing.source, missing.error)


def _left_out_line(missing: LeftOut) -> str:
    """Return "Harbour News: 'Bridge opens' (answers 404 Not Found)", with a hint."""
    return f"{missing.named}. {missing.hint}" if missing.hint else missing.named


def _left_out_together(failures: Sequence[LeftOut]) -> str:
    """Return "3 stories of harbour.example (answers 403 Forbidden): Harbour News: 'Bridge', 'Ferry sails'".

    For a host that hangs, the line says what to do.
    """
    first, names = failures[0], _names_by_feed(failures)
    host = urlsplit(first.source).netloc
    if not first.waited_s:
        return f"{len(failures)} stories of {host} ({first.reason}): {names}"
    return (
        f"{host} did not answer in {first.waited_s} s; its {len(failures)} pages wait for the next run: "
        f"{names}. If it never answers, find its source with `briefing feeds list` and remove it"
    )


def _names_by_feed(failures: Sequence[LeftOut]) -> str:
    """Return "Harbour News: 'Bridge opens', 'Ferry sails'; Town Paper" of the first failures."""
    titles: dict[str, list[str]] = defaultdict(list)
    for one in failures[:_NAMED_FAILURES]:
        title = shorten(one.title, _NAMED_TITLE, placeholder="…")
        titles[one.feed or one.source].extend([f"'{title}'"] if title else [])
    named = "; ".join(f"{feed}: {', '.join(told)}" if told else feed for feed, told in titles.items())
    more = len(failures) - _NAMED_FAILURES
    return f"{named} and {more} more, which the log names" if more > 0 else named


def end_with_left_out(left_out: Sequence[LeftOut]) -> None:
    """Name the sources that failed on stderr; exit with 3 if there are any."""
    print_left_out(left_out)
    if left_out:
        raise typer.Exit(ExitCode.PARTLY)


def report_briefing(briefing: "Briefing", as_json: bool) -> None:
    """Show a briefing and what failed; exit with 3 if a source or a line failed."""
    if as_json:
        print_json(briefing_fields(briefing))
    else:
        show_briefing(briefing)
    for failure in briefing.failures:
        sys.stderr.write(f"briefing: {failure}\n")
    end_with_left_out(briefing.episode.left_out)
    if briefing.failures:
        raise typer.Exit(ExitCode.PARTLY)


def briefing_fields(briefing: "Briefing") -> dict[str, Any]:
    """Return the object that `briefing make --json` prints; times in seconds with three decimals."""
    episode = briefing.episode
    return {
        "mp3": str(briefing.mp3),
        "seconds": episode.duration_ms / 1000,
        "title": episode.title,
        "casts": list(briefing.casts),
        "chapters": [
            {
                "title": chapter.title,
                "startTime": chapter.start_ms / 1000,
                "endTime": chapter.end_ms / 1000,
                "url": chapter.url,
            }
            for chapter in episode.chapters
        ],
        "speakers": [
            {"name": speaker.name, "voice": speaker.voice, "gender": speaker.gender}
            for speaker in episode.speakers
        ],
        "left_out": [left_out_fields(missing) for missing in episode.left_out],
        "notes": [*briefing.notes, *briefing.failures],
    }


def show_briefing(briefing: "Briefing") -> None:
    """Print path, duration and title, each speaker with the voice, and the notes."""
    episode = briefing.episode
    typer.echo(f"{briefing.mp3}  {duration_text(episode.duration_ms)}  {episode.title}")
    for speaker in episode.speakers:
        role = f", {speaker.role}" if speaker.role else ""
        typer.echo(f"  {speaker.name}{role}: {speaker.voice}")
    for note in briefing.notes:
        typer.echo(f"  {note}")


class TextFormatter(logging.Formatter):
    """Writes '2026-11-30 06:30:01 clean 0.012 s url=https://example.org/a'."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        time = datetime.fromtimestamp(record.created).astimezone().isoformat(" ", "seconds")
        facts = " ".join(f"{name}={_one_line(value)}" for name, value in record.__dict__["facts"].items())
        return f"{time} {record.__dict__['stage']} {record.__dict__['seconds']:.3f} s {facts}".rstrip()


class JsonFormatter(logging.Formatter):
    """Writes a JSON object with the keys `time`, `level`, `stage`, `seconds`, and the event's facts."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line of an event."""
        event = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "stage": record.__dict__["stage"],
            "seconds": record.__dict__["seconds"],
            **record.__dict__["facts"],
        }
        return json.dumps(event, ensure_ascii=False)


_FORMATTERS = {"text": TextFormatter, "json": JsonFormatter}


def start_log(log_format: str) -> None:
    """Write each event of the log to stderr.

    Args:
        log_format: The form of the lines: 'text' or 'json'.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_FORMATTERS[log_format]())
    logger = logging.getLogger("briefing.stages")
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def _one_line(value: str | int) -> str:
    text = " ".join(str(value).split())
    return f'"{text}"' if " " in text else text
