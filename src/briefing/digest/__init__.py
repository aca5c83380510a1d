"""What is new becomes this morning's programme: sources, stories, choice, episode, feed."""

from briefing.digest.choice import Choice, Considered
from briefing.digest.opml import opml_from_sources, sources_from_opml
from briefing.digest.programme import Digest, DigestWish, make_digest, plan_digest
from briefing.digest.sources import Morning, find_source

__all__ = [
    "Choice",
    "Considered",
    "Digest",
    "DigestWish",
    "Morning",
    "find_source",
    "make_digest",
    "opml_from_sources",
    "plan_digest",
    "sources_from_opml",
]
