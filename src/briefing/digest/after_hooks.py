"""Run the user's commands after a digest was published ([[after]] of the settings).

A command learns about the episode from its environment. One that fails costs nothing else, and a sentence
says so. Each runs at most once for an episode: a run that is killed after publishing leaves them out.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Event
from time import monotonic

from briefing.errors import BriefingError, confine_bugs
from briefing.pipeline import Briefing
from briefing.processes import Program, command_words, run_program
from briefing.settings import AfterHook

_MOST_BYTES = 1_000_000  # of its output, which is read only for its last line
_HINT = "Run it yourself to see why."


def run_hooks(hooks: Sequence[AfterHook], made: Briefing) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Run each command, one after the other.

    Args:
        hooks: The commands of the settings.
        made: The episode that was published.

    Returns:
        A line of the log for each command that succeeded, and a sentence for each that failed.
    """
    variables = episode_variables(made)
    done, failures = [], []
    for hook in hooks:
        started = monotonic()
        try:
            with confine_bugs("a command after the digest"):
                name, last_line = _run(hook, variables)
        except BriefingError as failure:
            failures.append(f"a command after the digest failed: {failure.message}")
        else:
            done.append(f"after: {name}, {monotonic() - started:.0f} s{last_line and f': {last_line}'}")
    return tuple(done), tuple(failures)


def episode_variables(made: Briefing) -> dict[str, str]:
    """Return what a command learns about an episode, by the name of the variable.

    Args:
        made: The episode.
    """
    episode = made.episode
    headlines = [chapter.title for chapter in episode.chapters if chapter.url]
    return {
        "EPISODE_MP3": str(made.mp3.absolute()),
        "EPISODE_FOLDER": str(made.mp3.absolute().parent),
        "EPISODE_TITLE": _without_nul(episode.title),
        "EPISODE_DATE": episode.date,
        "EPISODE_LANGUAGE": episode.language,
        "EPISODE_SECONDS": str(round(episode.duration_ms / 1000)),
        "EPISODE_HEADLINES": _without_nul("\n".join(headlines)),
    }


def _run(hook: AfterHook, variables: Mapping[str, str]) -> tuple[str, str]:
    """Return the program's name and the last line of its output. Raises BriefingError."""
    words = command_words(hook.command)
    program = Program(
        words,
        _HINT,
        folder=Path(hook.folder) if hook.folder else None,
        environ={**os.environ, **variables},
        seconds=hook.timeout_s,
        most_bytes=_MOST_BYTES,
    )
    output = run_program(program, "", Event()).decode("utf-8", "replace")
    return Path(words[0]).name, next(_lines_from_the_end(output), "")


def _lines_from_the_end(text: str) -> Iterator[str]:
    return (line.strip() for line in reversed(text.splitlines()) if line.strip())


def _without_nul(text: str) -> str:
    """Return the text without the character that no environment can hold."""
    return text.replace("\x00", "")
