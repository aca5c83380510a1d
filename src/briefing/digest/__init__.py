"""Make a programme of what is new: sources, stories, choice, episode, feed, retention."""

from briefing.digest.audio_stories import try_audio
from briefing.digest.choice import Choice
from briefing.digest.programme import Digest, make_digest, plan_digest
from briefing.digest.retention import adopt_episodes, delete_episodes, episodes_after_copy, republish
from briefing.digest.scheduled_run import CUT_SHORT, SHORTENED, run_digest
from briefing.digest.sources import DigestContext, try_sources
from briefing.digest.subscriptions import (
    SourceChoices,
    find_source,
    opml_from_sources,
    source_from_text,
    sources_from_opml,
    web_addresses_of,
)

__all__ = [
    "CUT_SHORT",
    "SHORTENED",
    "Choice",
    "Digest",
    "DigestContext",
    "SourceChoices",
    "adopt_episodes",
    "delete_episodes",
    "episodes_after_copy",
    "find_source",
    "make_digest",
    "opml_from_sources",
    "plan_digest",
    "republish",
    "run_digest",
    "source_from_text",
    "sources_from_opml",
    "try_audio",
    "try_sources",
    "web_addresses_of",
]
