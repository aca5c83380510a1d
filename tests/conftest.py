"""One profile for the property tests: no deadlines, since nothing here is a timed test."""

from hypothesis import HealthCheck, settings

settings.register_profile("briefing", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefing")
