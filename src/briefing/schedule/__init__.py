"""Schedule the digest: a crontab line or a systemd timer."""

from briefing.schedule.crontab import install_line, read_crontab, remove_line, without_line
from briefing.schedule.jobs import Job, cron_line, job_from, next_run, systemd_units

__all__ = [
    "Job",
    "cron_line",
    "install_line",
    "job_from",
    "next_run",
    "read_crontab",
    "remove_line",
    "systemd_units",
    "without_line",
]
