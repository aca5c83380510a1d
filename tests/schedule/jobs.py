"""Jobs of the tests."""

from briefing.schedule import Job, job_from

COMMAND = ("/opt/my tools/python", "-m", "briefing", "digest")
PLACES = (("BRIEFING_DATA", "/home/ann/it's"), ("BRIEFING_OUTPUT", "/home/ann/100% mine"))


def job_at(at: str, days: str = "") -> Job:
    return job_from(at, days, COMMAND, PLACES)
