"""A systemd service and its timer (systemd.service(5), systemd.timer(5))."""

from briefing.schedule.timing import DAYS, Job


def units_of(job: Job) -> dict[str, str]:
    """File name to text. A missed morning is made up for at the next start; the minute is not everybody's."""
    days = "" if len(job.days) == 7 else ",".join(DAYS[day].capitalize() for day in job.days) + " "
    variables = "".join(f"Environment={_quoted(f'{name}={value}')}\n" for name, value in job.environment)
    service = (
        "[Unit]\nDescription=The morning's briefing\n"
        "Wants=network-online.target\nAfter=network-online.target\n\n"
        f"[Service]\nType=oneshot\nNice=10\n{variables}"
        f"ExecStart={' '.join(_quoted(word) for word in job.command)}\n"
        "SuccessExitStatus=3 4\n"
    )
    timer = (
        "[Unit]\nDescription=The morning's briefing, every day\n\n"
        f"[Timer]\nOnCalendar={days}*-*-* {job.hour:02}:{job.minute:02}:00\n"
        "Persistent=true\nRandomizedDelaySec=5min\n\n[Install]\nWantedBy=timers.target\n"
    )
    return {"briefing.service": service, "briefing.timer": timer}


def _quoted(word: str) -> str:
    """A word in systemd's quotes; `%` begins a specifier there, and `$` a variable."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{escaped}"'
