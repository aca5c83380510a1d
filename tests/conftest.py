"""Property tests have no deadlines; eSpeak NG speaks where a test names no cast, since it is quicker."""

import os

from hypothesis import HealthCheck, settings

settings.register_profile("briefing", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("briefing")
os.environ["BRIEFING_CAST"] = "espeak"
