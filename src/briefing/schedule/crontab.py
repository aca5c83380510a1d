"""The user's crontab, whose form crontab(5) defines. Only our own line changes; every other byte stays."""

import os
import re
import shlex
import subprocess
from shutil import which

from briefing.errors import UsageError
from briefing.schedule.job import DAYS, PLACES, Job

_MARK = "# briefing digest"
# one line of a crontab with its line feed; a carriage return belongs to the line
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# 'no crontab for ann' (Debian, cronie), "crontab: can't open 'ann': No such file or directory" (BusyBox)
_NO_CRONTAB = re.compile(r"no crontab|no such file", re.IGNORECASE)


def cron_line(job: Job) -> str:
    """Return the crontab line. `%` ends a command in crontab(5), so it is escaped.

    Args:
        job: The daily job.

    Returns:
        The line without a line break, with a mark of ours at its end.

    Raises:
        UsageError: The command or a variable cannot stand in a crontab.
    """
    days = "*" if job.is_daily else ",".join(DAYS[day] for day in job.days)
    variables = [f"{name}={shlex.quote(value)}" for name, value in job.environment]
    words = [*variables, *(shlex.quote(word) for word in job.command)]
    command = " ".join(words).replace("%", r"\%")
    if "\n" in command:
        raise UsageError(
            "a path with a line break cannot stand in a crontab", "Use --scheduler systemd, or other folders."
        )
    return f"{job.minute} {job.hour} * * {days} {command} {_MARK}"


def read_crontab() -> str:
    """Return the crontab's text, '' if there is none.

    Bytes that are not UTF-8 become surrogates, which are written back as they were.

    Raises:
        UsageError: cron is missing or refuses.
    """
    run = _crontab("-l")
    said = _decoded(run.stderr).strip()
    if run.returncode and not _NO_CRONTAB.search(said):
        reason = said or f"crontab -l ended with {run.returncode}"
        raise UsageError(f"the crontab cannot be read: {reason}", "See whether you may: crontab -l")
    return _decoded(run.stdout) if run.returncode == 0 else ""


def install_line(job: Job) -> None:
    """Add the job's line; it replaces an earlier line for the same folders.

    Args:
        job: The daily job.

    Raises:
        UsageError: cron is missing or refuses.
    """
    _write(without_line(read_crontab(), job) + cron_line(job) + "\n")


def remove_line(job: Job) -> bool:
    """Remove the line for the job's folders.

    Args:
        job: A job with the same folders.

    Returns:
        False if there was none.

    Raises:
        UsageError: cron is missing or refuses.
    """
    before = read_crontab()
    after = without_line(before, job)
    if after != before:
        _write(after)
    return after != before


def without_line(text: str, job: Job) -> str:
    """Return the crontab without the line for the job's folders.

    Unless it is empty it ends with a line break, which cron requires.

    Args:
        text: A crontab.
        job: A job with the same folders.
    """
    kept = "".join(line for line in _LINE.findall(text) if not _is_line_of(line, job))
    return kept + "\n" if kept and not kept.endswith("\n") else kept


def _is_line_of(line: str, job: Job) -> bool:
    """Return True if the line is one of ours and names the folders of the job."""
    if not line.rstrip().endswith(_MARK):
        return False
    try:
        words = shlex.split(line.replace(r"\%", "%"), comments=False)
    except ValueError:
        return False
    variables = dict(word.partition("=")[::2] for word in words if "=" in word)
    return {name: variables[name] for name in PLACES if name in variables} == job.places


def _write(text: str) -> None:
    run = _crontab("-", text)
    if run.returncode:
        reason = _decoded(run.stderr).strip() or f"crontab ended with {run.returncode}"
        raise UsageError(f"crontab refuses: {reason}", "Put the line in yourself: crontab -e")


def _decoded(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _crontab(argument: str, text: str = "") -> subprocess.CompletedProcess[bytes]:
    program = which("crontab")
    if program is None:
        raise UsageError("there is no cron here", "Install cron, or use --scheduler systemd.")
    return subprocess.run(
        [program, argument],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        timeout=30,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
