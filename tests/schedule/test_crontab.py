"""The line says exactly when and what, and touches nothing else."""

from pathlib import Path

import pytest
from tests.schedule.jobs import COMMAND, job_at

from briefing.errors import UsageError
from briefing.schedule import cron_line, install_line, job_from, remove_line, without_line


def test_a_cron_line_quotes_paths_and_escapes_per_cent() -> None:
    assert cron_line(job_at("06:30", "mon-fri")) == (
        "30 6 * * mon,tue,wed,thu,fri BRIEFING_DATA='/home/ann/it'\"'\"'s' "
        "BRIEFING_OUTPUT='/home/ann/100\\% mine' '/opt/my tools/python' -m briefing digest # briefing digest"
    )


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
