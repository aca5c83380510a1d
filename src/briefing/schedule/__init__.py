"""Schedule the digest with cron, systemd, launchd or the Windows Task Scheduler."""

from briefing.schedule.crontab import cron_line, install_line, read_crontab, remove_line, without_line
from briefing.schedule.job import Clock, Job, job_from, next_run, run_daily, run_once
from briefing.schedule.service_managers import (
    ServiceFiles,
    launch_agent,
    scheduled_task,
    systemd_timer,
    systemd_units,
    unit_name,
)

__all__ = [
    "Clock",
    "Job",
    "ServiceFiles",
    "cron_line",
    "install_line",
    "job_from",
    "launch_agent",
    "next_run",
    "read_crontab",
    "remove_line",
    "run_daily",
    "run_once",
    "scheduled_task",
    "systemd_timer",
    "systemd_units",
    "unit_name",
    "without_line",
]
