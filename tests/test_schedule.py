"""The line says exactly when and what, and touches nothing else."""

import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.schedule import (
    Job,
    cron_line,
    install_line,
    job_from,
    next_run,
    remove_line,
    systemd_units,
    unit_name,
    without_line,
)

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
    job = job_at("06:30")
    assert without_line(others + cron_line(job) + "\n", job) == others
    assert without_line(others, job) == others
    assert without_line("1 2 * * * x", job) == "1 2 * * * x\n"


def test_the_line_of_other_folders_stays() -> None:
    other = job_from("05:00", "", COMMAND, (("BRIEFING_DATA", "/home/bob"),))
    text = cron_line(other) + "\n"
    assert without_line(text + cron_line(job_at("06:30")) + "\n", job_at("07:15")) == text


def test_a_crontab_comes_back_byte_for_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = b"# caf\xe9\r\n1 2 * * * x\x0c\r\n"
    stored = tmp_path / "crontab.txt"
    stored.write_bytes(before)
    program = tmp_path / "crontab"
    program.write_text(f'#!/bin/sh\n[ "$1" = -l ] && exec cat "{stored}"\nexec cat > "{stored}"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    job = job_at("06:30")
    install_line(job)
    assert stored.read_bytes() == before + cron_line(job).encode() + b"\n"
    assert remove_line(job)
    assert stored.read_bytes() == before
    program.write_text("#!/bin/sh\nexit 3\n")
    with pytest.raises(UsageError, match="crontab -l ended with 3"):
        remove_line(job)


def test_the_units_of_two_folders_stand_side_by_side() -> None:
    mine = job_at("06:30")
    other = job_from("05:00", "", COMMAND, (("BRIEFING_DATA", "/home/bob"),))
    first = systemd_units(mine)["briefing.service"]
    names = [unit_name(mine, ""), unit_name(mine, first), unit_name(other, first)]
    assert names[:2] == ["briefing", "briefing"]
    assert names[2].startswith("briefing-")
    assert sorted(systemd_units(other, names[2])) == [f"{names[2]}.service", f"{names[2]}.timer"]


def test_a_dollar_means_nothing_in_the_environment_of_a_unit() -> None:
    job = job_from("06:30", "", COMMAND, (("BRIEFING_DATA", "/home/ann/$HOME"),))
    assert 'Environment="BRIEFING_DATA=/home/ann/$HOME"' in systemd_units(job)["briefing.service"]


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
