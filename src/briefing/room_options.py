"""What a room is told of the settings: its own frozen options, made here and nowhere else."""

import os
import sys
from datetime import date, datetime
from functools import lru_cache

from briefing.fetch import FetchOptions
from briefing.mix import MixOptions
from briefing.publish import FEED_PATH, TagOptions, episode_cover, podcast_guid
from briefing.settings import Settings
from briefing.site import SiteOptions
from briefing.speak import SpeakOptions
from briefing.storage import read_or_write_line
from briefing.write import Parts

TAG_COVER_PIXELS = 600  # what a lock screen shows; 44 kB


def fetch_options(settings: Settings, now: datetime, allow_private: bool = False) -> FetchOptions:
    """What may be fetched, and the time that stands on the page."""
    return FetchOptions(
        fetched=now.isoformat(), allow_private=allow_private, allow_networks=settings.fetch.allow_networks
    )


def mix_options(settings: Settings) -> MixOptions:
    """The MP3's form. Raises UsageError for what MP3 cannot do."""
    sound = settings.sound
    return MixOptions(
        bitrate_kbps=sound.bitrate_kbps,
        sample_rate_hz=sound.sample_rate_hz,
        quality=sound.quality,
        lanes=sound.lanes or _own_cores(),
    )


def speak_options(settings: Settings) -> SpeakOptions:
    """How long an engine is waited for, and where its models stand."""
    return SpeakOptions(patience_s=settings.sound.patience_s, models=settings.models)


def _own_cores() -> int:
    """The cores that this process may use; where a system cannot tell, all there are."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def script_parts(settings: Settings) -> Parts:
    """The parts of a programme that the listener wants."""
    script = settings.script
    return Parts(
        sign_on=script.sign_on,
        headlines=script.headlines,
        headline=script.headline,
        source=script.source,
        headings=script.headings,
        sign_off=script.sign_off,
        chime=script.chime,
    )


def tag_options(settings: Settings, day: date) -> TagOptions:
    """What the MP3's own tag says beside the programme, with the day's cover."""
    feed = settings.feed
    return TagOptions(artist=feed.author, album=feed.title, cover=_tag_cover(feed.title, day))


@lru_cache(maxsize=2)
def _tag_cover(title: str, day: date) -> bytes:
    """One picture a day, however many programmes are made."""
    return episode_cover(title, day, TAG_COVER_PIXELS)


def site_options(settings: Settings) -> SiteOptions:
    """What the feed says about itself. Without an address of its own it is one of files on this machine.

    The podcast's id is made of its first address and kept: a new secret in the address makes no new podcast.
    """
    feed = settings.feed
    base = feed.base or settings.output.absolute().as_uri()
    return SiteOptions(
        base=base,
        guid=read_or_write_line(settings.data / "podcast-guid", podcast_guid(f"{base}/{FEED_PATH}")),
        title=feed.title,
        description=feed.description,
        language=feed.language,
        author=feed.author,
        email=feed.email,
    )


def check_settings(settings: Settings) -> None:
    """Whether each room takes what is set. Raises UsageError."""
    FetchOptions(allow_networks=settings.fetch.allow_networks)
    mix_options(settings)
    script_parts(settings)
