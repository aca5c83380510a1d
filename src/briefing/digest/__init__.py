"""What is new becomes this morning's programme: sources, stories, choice, episode, feed."""

from briefing.digest.choice import Choice, Considered
from briefing.digest.finding import find_source
from briefing.digest.opml import opml_from_sources, sources_from_opml
from briefing.digest.programme import Digest, make_digest, plan_digest
from briefing.digest.shelving import delete_episodes, publish_again
from briefing.digest.sources import Morning
from briefing.digest.unattended import run_digest

__all__ = [
    "Choice",
    "Considered",
    "Digest",
    "Morning",
    "delete_episodes",
    "find_source",
    "make_digest",
    "opml_from_sources",
    "plan_digest",
    "publish_again",
    "run_digest",
    "sources_from_opml",
]
