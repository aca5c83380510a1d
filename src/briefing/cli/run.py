"""The world that a command's run sees: looked at once, here."""

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefing.cli.startup import settle
from briefing.errors import UsageError

if TYPE_CHECKING:
    from briefing.pipeline import Run, Watch


@contextmanager
def run_here(flags: Mapping[str, Any] | None = None) -> Iterator["Run"]:
    """The time, the settings (`flags` by their names win), and a progress bar while the block lasts."""
    from briefing.pipeline import Run
    from briefing.room_options import check_settings
    from briefing.settings import settings_from

    settings = settings_from(os.environ, flags or {})
    check_settings(settings)
    settle()
    with _progress() as watch:
        yield Run(time_of_run(), settings, watch)


def time_of_run() -> datetime:
    """Now, with the machine's zone; or what SOURCE_DATE_EPOCH says (reproducible-builds.org), in UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as cause:
        raise UsageError(f"SOURCE_DATE_EPOCH is no time: {fixed!r}", "Give seconds since 1970.") from cause


@contextmanager
def _progress() -> Iterator["Watch"]:
    """A progress bar on stderr when that is a terminal, else silence."""
    from briefing.pipeline import no_watch

    if not sys.stderr.isatty():
        yield no_watch
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def watch(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield watch
