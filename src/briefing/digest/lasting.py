"""What stays after a run and what goes: half episodes, old episodes, pages that were used, old clips."""

from datetime import datetime, timedelta
from pathlib import Path

from briefing.digest.sources import Morning, inbox_stamp
from briefing.settings import DigestSection, Settings
from briefing.shelf import (
    EPISODE_FILE,
    ClipFolder,
    EpisodeRow,
    empty_inbox,
    list_folder,
    move_to_done,
    remove_drafts,
    remove_folder,
)

MEGABYTE = 1_000_000


def settle(morning: Morning, output: Path) -> None:
    """Ends what a killed run began: a whole episode is told; a half one goes, and its stories stay new."""
    for row in morning.library.episodes():
        if row.state == "making" and (output / row.folder / EPISODE_FILE).is_file():
            morning.library.finish_episode(row.folder)
        elif row.state == "making":
            remove_folder(output / row.folder)
            morning.library.forget_episode(row.folder)
    remove_drafts(output)


def retire(morning: Morning, output: Path, wanted: DigestSection) -> None:
    """Takes the episodes that are too many or too old out of the next feed; `sweep` removes their files.

    The newest always stays.
    """
    published = [row for row in morning.library.episodes() if row.state == "published"]
    too_many = published[: -wanted.keep] if wanted.keep else []
    too_old = [row for row in published[:-1] if _is_too_old(row, morning.now, wanted.keep_days)]
    for row in {one.folder: one for one in (*too_many, *too_old)}.values():
        take_out(row.folder, morning, output)


def take_out(folder: str, morning: Morning, output: Path) -> None:
    """The next feed does not name the episode; its stories stay told."""
    morning.library.retire_episode(folder)
    (output / folder / EPISODE_FILE).unlink(missing_ok=True)


def sweep(morning: Morning, settings: Settings) -> None:
    """Removes what the feed that was just written no longer names, and the clips over the limit."""
    for row in morning.library.episodes():
        if row.state == "retired":
            remove_folder(settings.output / row.folder)
    ClipFolder(settings.clips).forget_until(settings.digest.clips_mb * MEGABYTE)


def put_away(morning: Morning) -> None:
    """Pages of folders that were told move to done/; what the phone sent and is settled leaves the inbox."""
    waiting = {one.url: one for one in morning.waiting()}
    for source in morning.library.sources():
        if source.kind != "folder":
            continue
        states = morning.library.item_states(source.address)
        if source.address == str(morning.inbox):
            settled = [
                one
                for one in waiting.values()
                if states.get((one.url, inbox_stamp(one))) in ("told", "dropped")
            ]
            empty_inbox(Path(source.address), tuple(settled))
            continue
        for path, stamp in list_folder(Path(source.address)):
            if states.get((str(path), stamp)) == "told":
                move_to_done(path)


def _is_too_old(row: EpisodeRow, now: datetime, days: int) -> bool:
    return bool(days) and datetime.fromisoformat(row.made) < now - timedelta(days=days)
