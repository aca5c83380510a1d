"""The files by which systemd, launchd and the Windows Task Scheduler run a daily job.

systemd.service(5), systemd.timer(5) and launchd.plist(5) define the first two; the XML of a task is that of
learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema. All three make up for a run that was missed
while the machine was asleep; systemd and Windows also for one that was missed while it was off.
"""

import plistlib
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

from briefing.schedule.job import DAYS, PLACES, Job

_TASK_NAMESPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_TASK_VERSION = "1.2"  # Windows Vista and later
_TASK_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_TASK_SETTINGS = {
    "MultipleInstancesPolicy": "IgnoreNew",
    "DisallowStartIfOnBatteries": "false",
    "StopIfGoingOnBatteries": "false",
    "StartWhenAvailable": "true",
    "ExecutionTimeLimit": "PT4H",  # the digest has a limit of its own (limit_minutes)
    "Priority": "7",  # below normal
}
_LABEL = "audio.briefing.digest"
_NICE = 10
# Task Scheduler has no variables for a task; Python sets them before it starts the program
_WITH_VARIABLES = (
    "import os, runpy; os.environ.update({}); runpy.run_module({!r}, run_name='__main__', alter_sys=True)"
)


@dataclass(frozen=True, slots=True)
class ServiceFiles:
    """The files of a scheduled job, and the commands of the service manager that reads them.

    Attributes:
        files: Content by path.
        start: Shell command that starts the schedule once the files are written.
        stop: Shell command that ends it.
        listing: Shell command that shows all schedules.
    """

    files: Mapping[Path, bytes]
    start: str
    stop: str
    listing: str


def systemd_timer(job: Job, folder: Path) -> ServiceFiles:
    """Return the service and the timer of systemd's user manager.

    Args:
        job: The daily job.
        folder: Folder of the user's units; another job's `briefing.service` there keeps its name.
    """
    first = folder / "briefing.service"
    name = unit_name(job, first.read_text("utf-8", "replace") if first.is_file() else "")
    return ServiceFiles(
        files={folder / file: text.encode() for file, text in systemd_units(job, name).items()},
        start=f"systemctl --user daemon-reload && systemctl --user enable --now {name}.timer",
        stop=f"systemctl --user stop {name}.timer; systemctl --user daemon-reload",
        listing="systemctl --user list-timers",
    )


def systemd_units(job: Job, name: str = "briefing") -> dict[str, str]:
    """Return the units, text by file name. The timer catches up on missed runs.

    Args:
        job: The daily job.
        name: Name of the units without suffix.
    """
    days = "" if job.is_daily else ",".join(DAYS[day].capitalize() for day in job.days) + " "
    variables = "".join(map(_environment_line, job.environment))
    service = (
        "[Unit]\nDescription=The morning's briefing\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n"
        f"[Service]\nType=oneshot\nNice=10\n{variables}"
        f"ExecStart={' '.join(_quoted(word).replace('$', '$$') for word in job.command)}\n"
        "SuccessExitStatus=3 4\n"
    )
    timer = (
        "[Unit]\nDescription=The morning's briefing, every day\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {job.hour:02}:{job.minute:02}:00\n"
        "Persistent=true\nRandomizedDelaySec=5min\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {f"{name}.service": service, f"{name}.timer": timer}


def unit_name(job: Job, first_service: str) -> str:
    """Return the name of the job's units, so that the schedules of several folders stand side by side.

    Args:
        job: The job.
        first_service: Text of `briefing.service`, '' if there is none.
    """
    own = {_environment_line(variable) for variable in job.places.items()}
    lines = first_service.splitlines(keepends=True)
    theirs = {line for line in lines if line.startswith(tuple(f'Environment="{name}=' for name in PLACES))}
    if not first_service or own == theirs:
        return "briefing"
    return f"briefing-{job.key}"


def _environment_line(variable: tuple[str, str]) -> str:
    return f"Environment={_quoted('='.join(variable))}\n"


def _quoted(word: str) -> str:
    """Return a word in systemd's quotes; `%` starts a specifier. In a command, `$` also starts a variable."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%")
    return f'"{escaped}"'


def launch_agent(job: Job, agents: Path, logs: Path) -> ServiceFiles:
    """Return the property list of a launchd agent. A log file takes what the run prints; cron would mail it.

    Args:
        job: The daily job.
        agents: Folder of the user's agents (`~/Library/LaunchAgents`).
        logs: Folder of the log file.
    """
    label = f"{_LABEL}.{job.key}"
    log = str(logs / f"{label}.log")
    times: list[dict[str, int]] = [
        {"Hour": job.hour, "Minute": job.minute} | ({} if day is None else {"Weekday": day})
        for day in ([None] if job.is_daily else [(day + 1) % len(DAYS) for day in job.days])  # 0 is Sunday
    ]
    content = {
        "Label": label,
        "ProgramArguments": list(job.command),
        "EnvironmentVariables": dict(job.environment),
        "StartCalendarInterval": times,
        "Nice": _NICE,
        "StandardOutPath": log,
        "StandardErrorPath": log,
    }
    path = agents / f"{label}.plist"
    return ServiceFiles(
        files={path: plistlib.dumps(content, sort_keys=False)},
        start=f"launchctl bootstrap gui/$(id -u) '{path}'",
        stop=f"launchctl bootout gui/$(id -u)/{label}",
        listing=f"launchctl list | grep {_LABEL}",
    )


def scheduled_task(job: Job, folder: Path, first_day: date) -> ServiceFiles:
    """Return the XML of a task for the Windows Task Scheduler, in UTF-16 as `schtasks` expects it.

    Args:
        job: The daily job; its command is a Python, `-m`, a module and the module's arguments.
        folder: Folder of the XML file.
        first_day: The first day on which the task may run.
    """
    name = f"briefing-{job.key}"
    path = folder / f"{name}.xml"
    return ServiceFiles(
        files={path: _task_xml(job, first_day)},
        start=f'schtasks /Create /TN {name} /XML "{path}" /F',
        stop=f"schtasks /Delete /TN {name} /F",
        listing="schtasks /Query",
    )


def _task_xml(job: Job, first_day: date) -> bytes:
    task = ET.Element("Task", {"version": _TASK_VERSION, "xmlns": _TASK_NAMESPACE})
    _add(task, "RegistrationInfo", {"Description": "Makes the morning's briefing"})
    trigger = ET.SubElement(ET.SubElement(task, "Triggers"), "CalendarTrigger")
    ET.SubElement(trigger, "StartBoundary").text = f"{first_day}T{job.hour:02}:{job.minute:02}:00"
    if job.is_daily:
        _add(trigger, "ScheduleByDay", {"DaysInterval": "1"})
    else:
        week = _add(trigger, "ScheduleByWeek", {"WeeksInterval": "1"})
        _add(week, "DaysOfWeek", {_TASK_DAYS[day]: "" for day in job.days})
    _add(task, "Settings", _TASK_SETTINGS)
    program, arguments = _windows_command(job)
    _add(ET.SubElement(task, "Actions"), "Exec", {"Command": program, "Arguments": arguments})
    ET.indent(task)
    content: bytes = ET.tostring(task, encoding="utf-16", xml_declaration=True)
    return content


def _windows_command(job: Job) -> tuple[str, str]:
    """Return the program and its arguments as one string, quoted as Windows programs read them."""
    program, _, module, *arguments = job.command
    code = _WITH_VARIABLES.format(repr(dict(job.environment)), module)
    return program, subprocess.list2cmdline(["-c", code, *arguments])


def _add(parent: ET.Element, name: str, texts: Mapping[str, str]) -> ET.Element:
    """Append an element with one child for each text, and return it."""
    element = ET.SubElement(parent, name)
    for child, text in texts.items():
        ET.SubElement(element, child).text = text or None
    return element
