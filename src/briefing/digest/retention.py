"""Keep and remove what digests leave: interrupted episodes, old episodes, told pages and stories, clips,
copies of the library; and republish by hand.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.digest.near_duplicates import shingles_of_text
from briefing.digest.sources import DigestContext, inbox_version
from briefing.errors import StorageError, UsageError
from briefing.fetch import address_key, is_waiting_kind
from briefing.model import Chapter, Episode, Feed, PublishedEpisode
from briefing.pipeline import refresh_site, rewrite_site, site_options
from briefing.settings import DigestSection, Settings
from briefing.storage import (
    EPISODE_FILE,
    ClipFolder,
    EpisodeRow,
    Library,
    PublishedArticle,
    copy_path,
    empty_inbox,
    hold_lock,
    list_folder,
    move_to_done,
    published_episodes,
    remove_drafts,
    remove_folder,
    remove_old_copies,
)

_MEGABYTE = 1_000_000
_PAGES_MB = 50


def recover_interrupted(context: DigestContext, output: Path) -> None:
    """Finish what an interrupted run began.

    A complete episode counts as published. An incomplete one is removed, and its stories stay new.
    """
    for row in context.library.episodes():
        if row.state == "making" and (output / row.folder / EPISODE_FILE).is_file():
            context.library.finish_episode(row.folder)
        elif row.state == "making":
            remove_folder(output / row.folder)
            context.library.forget_episode(row.folder)
    remove_drafts(output)


def retire_old_episodes(context: DigestContext, output: Path, wanted: DigestSection) -> None:
    """Take episodes over the limits out of the next feed; `remove_retired` then removes their files.

    The newest episode always stays.
    """
    published = [row for row in context.library.episodes() if row.state == "published"]
    too_many = published[: -wanted.keep] if wanted.keep else []
    too_old = [row for row in published[:-1] if _is_too_old(row, context.now, wanted.keep_days)]
    for row in {one.folder: one for one in (*too_many, *too_old)}.values():
        retire_episode(row.folder, context, output)


def retire_episode(folder: str, context: DigestContext, output: Path) -> None:
    """Take one episode out of the next feed; its stories still count as told."""
    context.library.retire_episode(folder)
    (output / folder / EPISODE_FILE).unlink(missing_ok=True)


def remove_retired(context: DigestContext, settings: Settings) -> None:
    """Remove the files of retired episodes, and clips and pages over their size limits."""
    for row in context.library.episodes():
        if row.state == "retired":
            remove_folder(settings.output / row.folder)
    ClipFolder(settings.clips).evict_until(settings.digest.clips_mb * _MEGABYTE)
    ClipFolder(settings.pages).evict_until(_PAGES_MB * _MEGABYTE)


def copy_library(context: DigestContext, settings: Settings) -> tuple[str, ...]:
    """Copy the library once a day and remove old copies; return a sentence for a failure.

    A damaged library replaces no copy.
    """
    keep, copy = settings.digest.library_copies, copy_path(settings.copies, context.now.date().isoformat())
    try:
        if keep and not copy.exists():
            context.library.copy_to(copy)
        remove_old_copies(settings.copies, keep, settings.digest.library_copies_mb * _MEGABYTE)
    except StorageError as failure:
        return (f"The library was not copied: {failure.message}. {failure.hint}",)
    return ()


def forget_old_stories(context: DigestContext, wanted: DigestSection) -> None:
    """Forget what was told longer ago than `remember_days`, unless `max_age_days` lets it be told again.

    Told items of sources whose items wait, such as a read-later list, are remembered: they may still wait.
    """
    if not wanted.remember_days:
        return
    days = max(wanted.remember_days, wanted.max_age_days)
    first_day = (context.now.astimezone(UTC) - timedelta(days=days)).date().isoformat()
    sources = [one.address for one in context.library.sources() if not is_waiting_kind(one.kind)]
    context.library.forget_before(first_day, sources)


def clear_told_pages(context: DigestContext) -> None:
    """Move told pages of folders to done/, and remove told and dropped articles from the inbox."""
    waiting = {one.url: one for one in context.waiting()}
    for source in context.library.sources():
        if source.kind != "folder":
            continue
        states = context.library.item_states(source.address)
        if source.address == str(context.inbox):
            settled = [
                one
                for one in waiting.values()
                if states.get((one.url, inbox_version(one))) in ("told", "dropped")
            ]
            empty_inbox(Path(source.address), tuple(settled))
            continue
        for path, stamp in list_folder(Path(source.address)):
            if states.get((str(path), stamp)) == "told":
                move_to_done(path)


def _is_too_old(row: EpisodeRow, now: datetime, days: int) -> bool:
    return bool(days) and datetime.fromisoformat(row.made) < now - timedelta(days=days)


def republish(context: DigestContext, settings: Settings) -> Feed:
    """Write every page, transcript and the feed again from the episodes.

    Args:
        context: The library and the folders.
        settings: The settings; those of the feed.

    Returns:
        The feed as it was written.

    Raises:
        LockedError: Another run holds the lock.
    """
    with hold_lock(settings.digest_lock):
        feed = rewrite_site(settings.output, site_options(settings))
        remove_retired(context, settings)
        return feed


def delete_episodes(folders: Sequence[str], context: DigestContext, settings: Settings) -> None:
    """Remove episodes from the feed, then from the disk.

    Args:
        folders: Names of the folders of episodes, below the output folder.
        context: The library and the folders.
        settings: The settings; those of the feed.

    Raises:
        UsageError: A name is unknown.
    """
    with hold_lock(settings.digest_lock):
        _check_names(folders, {one.folder for one in published_episodes(settings.output)})
        for folder in folders:
            retire_episode(folder, context, settings.output)
        refresh_site(settings.output, site_options(settings))
        for folder in folders:
            remove_folder(settings.output / folder)
        remove_retired(context, settings)


def episodes_after_copy(library: Library, output: Path) -> tuple[str, ...]:
    """Return the episodes on the disk that a restored library does not know, since they are newer.

    Args:
        library: The library that was a copy.
        output: The output folder.
    """
    rows = library.episodes()
    known = {row.folder for row in rows}
    newest = max((datetime.fromisoformat(row.made) for row in rows), default=None)
    return tuple(
        one.folder
        for one in published_episodes(output)
        if one.folder not in known and (newest is None or _is_later(one.episode, newest))
    )


def _is_later(episode: Episode, time: datetime) -> bool:
    return bool(episode.date) and datetime.fromisoformat(episode.date) > time


def adopt_episodes(folders: Collection[str], context: DigestContext, settings: Settings) -> tuple[str, ...]:
    """Record episodes in the library that it does not know: their stories are not told again.

    From then on, `keep` and `keep_days` of the settings count and remove them like the other episodes.

    Args:
        folders: Names of the folders of episodes, below the output folder.
        context: The library and the folders.
        settings: The settings.

    Returns:
        The folders that were recorded, the oldest episode first.

    Raises:
        UsageError: A name is unknown.
        LockedError: Another run holds the lock.
    """
    with hold_lock(settings.digest_lock):
        standing = {one.folder: one for one in published_episodes(settings.output)}
        _check_names(folders, standing)
        known = {row.folder for row in context.library.episodes()}
        chosen = [standing[folder] for folder in folders if folder not in known]
        for one in sorted(chosen, key=lambda one: one.episode.date):
            _adopt(one, context)
        return tuple(one.folder for one in sorted(chosen, key=lambda one: one.episode.date))


def _check_names(folders: Collection[str], standing: Collection[str]) -> None:
    for folder in folders:
        if folder not in standing:
            raise UsageError(f"{folder} is not an episode", "List the episodes: briefing episodes list")


def _adopt(one: PublishedEpisode, context: DigestContext) -> None:
    episode = one.episode
    told = [_told_story(chapter, episode, False) for chapter in episode.chapters if chapter.url]
    briefs = [brief for chapter in episode.chapters for brief in chapter.items if brief.url]
    told += [_told_story(brief, episode, True) for brief in briefs]
    stories = {story.story for story in told}
    items = [item for item in context.library.new_items() if item.story in stories]
    made = episode.date or context.now.isoformat()
    context.library.begin_episode(EpisodeRow(one.folder, made, episode.title, "making"), told, items)
    context.library.finish_episode(one.folder)


def _told_story(chapter: Chapter, episode: Episode, is_brief: bool) -> PublishedArticle:
    """Return a story as the library keeps it, by the lines of its chapter in the transcript."""
    lines = (line for line in episode.transcript if chapter.start_ms <= line.start_ms < chapter.end_ms)
    shingles = shingles_of_text(" ".join(line.text for line in lines))
    return PublishedArticle(address_key(chapter.url), chapter.url, chapter.title, shingles, is_brief=is_brief)
