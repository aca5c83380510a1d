"""The line says exactly when and what, and touches nothing else."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.schedule import Job, cron_line, job_from, next_run, systemd_units, without_line

COMMAND = ("/opt/my tools/python", "-m", "briefing", "digest")
PLACES = (("BRIEFING_DATA", "/home/ann/it's"), ("BRIEFING_OUTPUT", "/home/ann/100% mine"))


def job_at(at: str, days: str = "") -> Job:
    return job_from(at, days, COMMAND, PLACES)


def test_a_cron_line_quotes_paths_and_escapes_per_cent() -> None:
    assert cron_line(job_at("06:30", "mon-fri")) == (
        "30 6 * * mon,tue,wed,thu,fri BRIEFING_DATA='/home/ann/it'\"'\"'s' "
        "BRIEFING_OUTPUT='/home/ann/100\\% mine' '/opt/my tools/python' -m briefing digest # briefing digest"
    )


@pytest.mark.parametrize(
    ("days", "numbers"),
    [("", (0, 1, 2, 3, 4, 5, 6)), ("mon-fri", (0, 1, 2, 3, 4)), ("sat-mon", (0, 5, 6)), ("Wed, sun", (2, 6))],
)
def test_days(days: str, numbers: tuple[int, ...]) -> None:
    assert job_at("6:05", days).days == numbers


@pytest.mark.parametrize(
    ("at", "days"), [("25:00", ""), ("6", ""), ("06:60", ""), ("06:30", "mo"), ("06:30", "-")]
)
def test_what_is_no_time_is_wrong_usage(at: str, days: str) -> None:
    with pytest.raises(UsageError):
        job_at(at, days)


def test_the_next_run_is_after_now_on_a_day_that_was_asked_for() -> None:
    friday = datetime(2026, 11, 27, 6, 30, tzinfo=UTC)
    assert next_run(job_at("06:30", "mon-fri"), friday) == datetime(2026, 11, 30, 6, 30, tzinfo=UTC)
    assert next_run(job_at("06:31"), friday) == datetime(2026, 11, 27, 6, 31, tzinfo=UTC)


def test_taking_the_line_out_leaves_the_rest_as_it_was() -> None:
    others = "# mine\nMAILTO=ann\n\n5 4 * * * /bin/true # briefing digests are nice\n"
    assert without_line(others + cron_line(job_at("06:30")) + "\n") == others
    assert without_line(others) == others
    assert without_line("1 2 * * * x") == "1 2 * * * x\n"


def test_a_unit_quotes_words_and_escapes_what_systemd_would_expand() -> None:
    job = job_from("06:30", "mon-fri", ("/opt/my tools/python", '100% "$HOME"'), (("A", "50%"),))
    units = systemd_units(job)
    service = units["briefing.service"].splitlines()
    assert 'ExecStart="/opt/my tools/python" "100%% \\"$$HOME\\""' in service
    assert 'Environment="A=50%%"' in service
    timer = units["briefing.timer"].splitlines()
    assert "OnCalendar=Mon,Tue,Wed,Thu,Fri *-*-* 06:30:00" in timer
    assert {"Persistent=true", "RandomizedDelaySec=5min"} <= set(timer)


def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("no systemd here")
    job = job_from("06:30", "mon-fri", ("/bin/true", "100% $HOME"), PLACES)
    for name, text in systemd_units(job).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(path) for path in sorted(tmp_path.iterdir())]
    run = subprocess.run([program, "verify", "--man=no", *paths], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr) == (0, "")
