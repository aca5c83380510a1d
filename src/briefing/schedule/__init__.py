"""The morning's run by itself: a crontab line or a systemd timer."""

from briefing.schedule.crontab import install_line, read_crontab, remove_line, without_line
from briefing.schedule.systemd import units_of
from briefing.schedule.timing import Job, cron_line, job_from, next_run

__all__ = [
    "Job",
    "cron_line",
    "install_line",
    "job_from",
    "next_run",
    "read_crontab",
    "remove_line",
    "units_of",
    "without_line",
]
