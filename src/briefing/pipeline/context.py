"""What a run works with, what the caller wants, what comes out of it, and its log events.

The log has an event for each stage, on the logger `briefing.stages` of Python's `logging`;
docs/reference/logs.md describes them. Nothing is logged unless a handler is added (`--log-format`).
"""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from briefing.errors import BriefingError, UsageError
from briefing.model import AudioStory, Episode, LeftOut, OwnPart, Script, Story, Timeline
from briefing.settings import Settings, settings_from

_LOGGER = logging.getLogger("briefing.stages")
_LOGGER.addHandler(logging.NullHandler())

Fact = str | int
ProgressCallback = Callable[[str, int, int], None]
"""Called with the stage ('reading', 'speaking'), the number of steps done, and their total."""


def ignore_progress(stage: str, done: int, total: int) -> None:
    """Do nothing: the progress callback of a run that nobody watches."""


def has_time() -> bool:
    """Return True if lines may still be spoken: always, in a run without a time limit."""
    return True


@dataclass(frozen=True, slots=True)
class RunContext:
    """The surroundings of a run.

    Attributes:
        now: The time of the run, with its zone.
        settings: All settings, from the file, the environment and flags.
        on_progress: Called after each step.
        has_time: Returns False when the time for speaking is over: what was spoken is the programme then.
    """

    now: datetime
    settings: Settings
    on_progress: ProgressCallback = ignore_progress
    has_time: Callable[[], bool] = has_time

    @property
    def day(self) -> str:
        """The ISO date. The MP3 holds no time, so the same articles give the same bytes all day."""
        return self.now.date().isoformat()


@dataclass(frozen=True, slots=True)
class BriefingOptions:
    """What a briefing should be.

    Attributes:
        mp3: The file to write; None for a folder of its own below output/, which makes it an episode.
        title: Title of the programme; '' for one made from the stories and the date.
        minutes: Target length; whole paragraphs are dropped to reach it. None for everything.
        cast: Name or path of a cast; '' for the settings' cast.
        remember_voices: Use and store the voices of earlier programmes. Without it, pages that are made in
            parallel come out alike in any order.
        audio: Recordings that are told as stories, after the others.
        missing_sources: Number of failed sources that the programme mentions at its end; 0 mentions none.
        waiting_stories: Number of stories that wait for the next programme; 0 mentions none.
        waiting_first: The first of their headlines, which the programme names.
        own_parts: Texts and recordings of the user's own.
        briefs: Stories that are told in brief, after the others.
        episode_title: Template of the title under which the programme is listed, with the fields {title},
            {weekday}, {date} and {headlines}; '' for the title of the programme.
    """

    mp3: Path | None = None
    title: str = ""
    minutes: int | None = None
    cast: str = ""
    remember_voices: bool = True
    audio: tuple[AudioStory, ...] = ()
    missing_sources: int = 0
    waiting_stories: int = 0
    waiting_first: tuple[str, ...] = ()
    own_parts: tuple[OwnPart, ...] = ()
    briefs: tuple[Story, ...] = ()
    episode_title: str = ""


@dataclass(frozen=True, slots=True)
class CollectedStories:
    """The stories of the sources that could be read, and the sources that failed."""

    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class Briefing:
    """A briefing on disk.

    Attributes:
        mp3: The audio file; transcripts and chapters are beside it.
        episode: Title, chapters, transcript and speakers.
        timeline: When each segment of the script is heard, in samples.
        notes: Sentences about the result: a shared voice, a length that could not be reached.
        failures: Sentences about lines that the fallback voice spoke, or a length for which no time was left.
        casts: Names of the casts that speak, in the order in which they are heard.
        shortened: The script without the stories for which no time was left; None if all are told.
    """

    mp3: Path
    episode: Episode
    timeline: Timeline
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    casts: tuple[str, ...] = ()
    shortened: Script | None = None


def context_from_environment(
    flags: Mapping[str, Any] | None = None, on_progress: ProgressCallback = ignore_progress
) -> RunContext:
    """Return the context of a run that starts now.

    Args:
        flags: Values by setting name ('sound.bitrate_kbps') that win over the environment and the file.
        on_progress: Called after each step.

    Raises:
        UsageError: A setting, or SOURCE_DATE_EPOCH, is invalid.
    """
    return RunContext(time_of_run(), settings_from(os.environ, flags or {}), on_progress)


def time_of_run() -> datetime:
    """Return the time with the machine's zone, or SOURCE_DATE_EPOCH (reproducible-builds.org) in UTC."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if not fixed:
        return datetime.now().astimezone()
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError, OSError) as cause:
        raise UsageError(f"SOURCE_DATE_EPOCH is not a time: {fixed!r}", "Give seconds since 1970.") from cause


@contextmanager
def logged(stage: str, **facts: Fact) -> Iterator[None]:
    """Log an event when the block ends: the stage, its seconds, its facts, and the error that ended it.

    The record has the attributes `stage`, `seconds`, `facts`; its level is INFO, or WARNING after an error.

    Args:
        stage: 'fetch', 'clean', 'quote', 'write', 'cast', 'speak', 'publish', 'visit' or 'choose'.
        facts: What the stage works on, by name. No secret may be among them.
    """
    if not _LOGGER.isEnabledFor(logging.INFO):
        yield
        return
    started = perf_counter()
    try:
        yield
    except BaseException as error:
        reason = error.message if isinstance(error, BriefingError) else type(error).__name__
        _log(logging.WARNING, stage, started, {**facts, "error": reason})
        raise
    _log(logging.INFO, stage, started, facts)


def _log(level: int, stage: str, started: float, facts: dict[str, Fact]) -> None:
    seconds = round(perf_counter() - started, 3)
    _LOGGER.log(level, "%s", stage, extra={"stage": stage, "seconds": seconds, "facts": facts})
