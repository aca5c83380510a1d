"""What a user does with episodes that stand: publish them anew, delete them."""

from collections.abc import Sequence

from briefing.digest.lasting import sweep, take_out
from briefing.digest.sources import Morning
from briefing.errors import UsageError
from briefing.model import Feed
from briefing.room_options import site_options
from briefing.settings import Settings
from briefing.shelf import hold_lock, published_episodes, remove_folder
from briefing.site import refresh_site, rewrite_site


def publish_again(morning: Morning, settings: Settings) -> Feed:
    """Every page, sidecar and the feed, from what the episodes say of themselves. Raises LockedError."""
    with hold_lock(settings.digest_lock):
        feed = rewrite_site(settings.output, site_options(settings))
        sweep(morning, settings)
        return feed


def delete_episodes(folders: Sequence[str], morning: Morning, settings: Settings) -> None:
    """Episodes out of the feed and then off the disk. Raises UsageError for a name that is none."""
    with hold_lock(settings.digest_lock):
        standing = {one.folder for one in published_episodes(settings.output)}
        for folder in folders:
            if folder not in standing:
                raise UsageError(f"{folder} is no episode", "See them: briefing episodes list")
        for folder in folders:
            take_out(folder, morning, settings.output)
        refresh_site(settings.output, site_options(settings))
        for folder in folders:
            remove_folder(settings.output / folder)
        sweep(morning, settings)
