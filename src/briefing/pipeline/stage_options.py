"""Turn settings into the options of each stage. Only this module and `stories` know both."""

import os
import sys
from datetime import date
from functools import lru_cache

from briefing.fetch import FetchOptions
from briefing.mix import MixOptions
from briefing.pipeline.site import SiteOptions
from briefing.publish import FEED_PATH, TagOptions, episode_cover, podcast_guid
from briefing.settings import Settings
from briefing.speak import SpeakOptions
from briefing.storage import read_or_write_line
from briefing.write import Parts, check_title_template

_TAG_COVER_PIXELS = 600  # the size on a lock screen; 44 kB


def mix_options(settings: Settings) -> MixOptions:
    """Return the form of the MP3. Raises UsageError for a value that MP3 does not have."""
    sound = settings.sound
    return MixOptions(
        bitrate_kbps=sound.bitrate_kbps,
        sample_rate_hz=sound.sample_rate_hz,
        quality=sound.quality,
        workers=sound.workers or _own_cores(),
    )


def speak_options(settings: Settings) -> SpeakOptions:
    """Return the time limit of an engine and the folder of its models."""
    return SpeakOptions(patience_s=settings.sound.patience_s, models=settings.models)


def _own_cores() -> int:
    """Return the number of cores that this process may use; all cores where the system does not tell."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def script_parts(settings: Settings) -> Parts:
    """Return the parts of a programme that are switched on."""
    script = settings.script
    return Parts(
        sign_on=script.sign_on,
        headlines=script.headlines,
        headline=script.headline,
        source=script.source,
        headings=script.headings,
        sign_off=script.sign_off,
        chime=script.chime,
        waiting=script.waiting,
    )


def tag_options(settings: Settings, day: date) -> TagOptions:
    """Return artist, album and cover of the MP3's tag."""
    feed = settings.feed
    return TagOptions(artist=feed.author, album=feed.title, cover=_tag_cover(feed.title, day))


@lru_cache(maxsize=2)
def _tag_cover(title: str, day: date) -> bytes:
    """Draw the cover once a day, however many programmes are made."""
    return episode_cover(title, day, _TAG_COVER_PIXELS)


def site_options(settings: Settings) -> SiteOptions:
    """Return what the feed says about itself; without a base URL its links are file URLs.

    The podcast's guid is made from its first address and kept: a new token does not make a new podcast.
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
    """Check the settings against the limits of each stage. Raises UsageError."""
    FetchOptions(allow_networks=settings.fetch.allow_networks)
    mix_options(settings)
    script_parts(settings)
    check_title_template(settings.digest.episode_title)
