"""Add our line to the user's crontab and remove it; every other byte stays."""

import os
import re
import subprocess
from shutil import which

from briefing.errors import UsageError
from briefing.schedule.jobs import MARK

# 'no crontab for ann' (Debian, cronie), "crontab: can't open 'ann': No such file or directory" (BusyBox)
_NO_CRONTAB = re.compile(r"no crontab|no such file", re.IGNORECASE)


def read_crontab() -> str:
    """Return the crontab's text, '' if there is none. Raises UsageError if cron is missing or refuses."""
    run = _crontab("-l")
    if run.returncode and not _NO_CRONTAB.search(run.stderr):
        raise UsageError(f"crontab cannot be read: {run.stderr.strip()}", "See whether you may: crontab -l")
    return run.stdout if run.returncode == 0 else ""


def install_line(line: str) -> None:
    """Add our line; it replaces an earlier one."""
    _write(without_line(read_crontab()) + line + "\n")


def remove_line() -> bool:
    """Remove our line; return False if there was none."""
    before = read_crontab()
    after = without_line(before)
    if after != before:
        _write(after)
    return after != before


def without_line(text: str) -> str:
    """Return the crontab without our line; unless empty it ends with a line break, which cron requires."""
    kept = "".join(line for line in text.splitlines(keepends=True) if not line.rstrip().endswith(MARK))
    return kept + "\n" if kept and not kept.endswith("\n") else kept


def _write(text: str) -> None:
    run = _crontab("-", text)
    if run.returncode:
        raise UsageError(f"crontab refuses: {run.stderr.strip()}", "Put the line in yourself: crontab -e")


def _crontab(argument: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    program = which("crontab")
    if program is None:
        raise UsageError("there is no cron here", "Install cron, or use --systemd.")
    return subprocess.run(
        [program, argument],
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=30,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
