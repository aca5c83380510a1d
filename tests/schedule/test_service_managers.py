"""The files of systemd, launchd and Task Scheduler say exactly when and what."""

import os
import plistlib
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree  # type: ignore[import-untyped]
from tests.schedule.jobs import COMMAND, PLACES, job_at

from briefing.schedule import (
    Job,
    job_from,
    launch_agent,
    scheduled_task,
    systemd_timer,
    systemd_units,
    unit_name,
)


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


MONDAY = date(2026, 11, 30)
TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
TASK_SCHEMA = etree.RelaxNG(file=str(Path(__file__).with_name("task.rng")))


def test_systemd_gets_a_service_and_a_timer_of_one_name(tmp_path: Path) -> None:
    files = systemd_timer(job_at("06:30"), tmp_path)
    assert sorted(path.name for path in files.files) == ["briefing.service", "briefing.timer"]
    assert files.start.endswith("systemctl --user enable --now briefing.timer")


def agent_of(job: Job) -> dict[str, object]:
    files = launch_agent(job, Path("/agents"), Path("/logs")).files
    ((path, content),) = files.items()
    agent: dict[str, object] = plistlib.loads(content)
    assert path == Path("/agents") / f"{agent['Label']}.plist"
    return agent


def test_an_agent_of_launchd_names_command_variables_times_and_log() -> None:
    job = job_at("06:30", "sat,sun,mon")
    label = f"audio.briefing.digest.{job.key}"
    assert agent_of(job) == {
        "Label": label,
        "ProgramArguments": list(COMMAND),
        "EnvironmentVariables": dict(PLACES),
        "StartCalendarInterval": [
            {"Hour": 6, "Minute": 30, "Weekday": 1},
            {"Hour": 6, "Minute": 30, "Weekday": 6},
            {"Hour": 6, "Minute": 30, "Weekday": 0},
        ],
        "Nice": 10,
        "StandardOutPath": f"/logs/{label}.log",
        "StandardErrorPath": f"/logs/{label}.log",
    }
    assert agent_of(job_at("06:30"))["StartCalendarInterval"] == [{"Hour": 6, "Minute": 30}]


def test_the_agents_of_two_folders_stand_side_by_side() -> None:
    other = job_from("06:30", "", COMMAND, (("BRIEFING_DATA", "/home/bob"),))
    assert agent_of(other)["Label"] != agent_of(job_at("06:30"))["Label"]
    assert agent_of(job_at("07:00", "mon"))["Label"] == agent_of(job_at("06:30"))["Label"]


def task_of(job: Job) -> ET.Element:
    """The task's XML, which keeps to the schema of Task Scheduler."""
    ((_, content),) = scheduled_task(job, Path("folder"), MONDAY).files.items()
    assert content.startswith((b"\xff\xfe", b"\xfe\xff"))  # UTF-16 with a byte order mark
    TASK_SCHEMA.assertValid(etree.fromstring(content))
    return ET.fromstring(content)  # noqa: S314 - our own XML


@pytest.mark.parametrize(
    ("days", "schedule"),
    [("", ["DaysInterval"]), ("mon,fri", ["WeeksInterval", "DaysOfWeek", "Monday", "Friday"])],
)
def test_a_task_of_windows_has_its_time_and_days(days: str, schedule: list[str]) -> None:
    trigger = task_of(job_at("6:05", days)).find(f".//{TASK}CalendarTrigger")
    assert trigger is not None
    assert trigger.findtext(f"{TASK}StartBoundary") == "2026-11-30T06:05:00"
    assert [str(one.tag).removeprefix(TASK) for one in list(trigger[1].iter())[1:]] == schedule


def test_the_schema_of_tasks_refuses_a_day_that_is_none() -> None:
    task = task_of(job_at("06:30", "mon"))
    day = task.find(f".//{TASK}Monday")
    assert day is not None
    day.tag = f"{TASK}Moonday"
    assert not TASK_SCHEMA.validate(etree.fromstring(ET.tostring(task)))


def words_of(arguments: str) -> list[str]:
    """Split a command line of Windows programs, for arguments whose backslashes stand only before quotes."""
    words, word, is_quoted, is_open = [], "", False, False
    for before, letter in zip(" " + arguments, arguments, strict=False):
        if letter == '"' and before == "\\":
            word = word[:-1] + '"'
        elif letter == '"':
            is_quoted, is_open = not is_quoted, True
        elif letter == " " and not is_quoted:
            words += [word] if word or is_open else []
            word, is_open = "", False
        else:
            word += letter
    return [*words, word] if word or is_open else words


def test_the_command_of_a_task_sets_its_variables_and_runs_the_module(tmp_path: Path) -> None:
    (tmp_path / "shows.py").write_text(
        "import os, sys\nprint([os.environ['A'], os.environ['B'], *sys.argv[1:]], __name__)\n",
        encoding="utf-8",
    )
    variables = (("A", '50% "of" it\'s & more'), ("B", "Zürich"))
    job = job_from("06:30", "", (sys.executable, "-m", "shows", "digest", "--title", "My news"), variables)
    task = task_of(job)
    run = subprocess.run(
        [task.findtext(f".//{TASK}Command") or "", *words_of(task.findtext(f".//{TASK}Arguments") or "")],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONUTF8": "1"},
        encoding="utf-8",
    )
    expected = ['50% "of" it\'s & more', "Zürich", "digest", "--title", "My news"]
    assert run.stdout == f"{expected} __main__\n"
