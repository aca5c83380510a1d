"""The run context of a command, with its progress bar."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.cli import end_startup

if TYPE_CHECKING:
    from briefing.pipeline import ProgressCallback, RunContext


@contextmanager
def run_context(flags: Mapping[str, Any] | None = None) -> Iterator["RunContext"]:
    """Open the context of a command's run, with a progress bar on a terminal while the block lasts.

    Args:
        flags: Values by setting name that win over the environment and the file.

    Raises:
        UsageError: A setting is invalid.
    """
    from briefing.pipeline import check_settings, context_from_environment

    run = context_from_environment(flags)
    check_settings(run.settings)
    end_startup()
    with _progress_bar() as on_progress:
        yield replace(run, on_progress=on_progress)


@contextmanager
def _progress_bar() -> Iterator["ProgressCallback"]:
    """Show a progress bar on stderr if that is a terminal."""
    from briefing.pipeline import ignore_progress

    if not sys.stderr.isatty():
        yield ignore_progress
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, Any] = {}

        def on_progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield on_progress
