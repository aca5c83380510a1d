"""What lasts: output, clips, casts, memory. The only room that writes."""

from briefing.shelf.archives import read_members
from briefing.shelf.casts import cast_names, own_cast_names, read_cast, read_pronunciations
from briefing.shelf.clips import ClipFolder
from briefing.shelf.dropbox import list_folder, move_to_done, remove_folder
from briefing.shelf.episodes import EPISODE_FILE, published_episodes
from briefing.shelf.files import (
    copy_file,
    keep_once,
    open_atomic,
    read_whole,
    remove_drafts,
    remove_file,
    write_atomic,
)
from briefing.shelf.inbox import WaitingArticle, empty_inbox, is_in_inbox, put_in_inbox, read_inbox
from briefing.shelf.library import Library
from briefing.shelf.lock import hold_lock
from briefing.shelf.log import append_log
from briefing.shelf.mirror import begin_mirror, end_mirror
from briefing.shelf.output import numbered_places, programme_path
from briefing.shelf.partial import PartialFile
from briefing.shelf.records import EpisodeRow, Item, Source, SourceKind, ToldArticle
from briefing.shelf.remembered import forget_pin, move_old_voices, read_remembered_voices, remember_voices
from briefing.shelf.token import read_token, renew_token

__all__ = [
    "EPISODE_FILE",
    "ClipFolder",
    "EpisodeRow",
    "Item",
    "Library",
    "PartialFile",
    "Source",
    "SourceKind",
    "ToldArticle",
    "WaitingArticle",
    "append_log",
    "begin_mirror",
    "cast_names",
    "copy_file",
    "empty_inbox",
    "end_mirror",
    "forget_pin",
    "hold_lock",
    "is_in_inbox",
    "keep_once",
    "list_folder",
    "move_old_voices",
    "move_to_done",
    "numbered_places",
    "open_atomic",
    "own_cast_names",
    "programme_path",
    "published_episodes",
    "put_in_inbox",
    "read_cast",
    "read_inbox",
    "read_members",
    "read_pronunciations",
    "read_remembered_voices",
    "read_token",
    "read_whole",
    "remember_voices",
    "remove_drafts",
    "remove_file",
    "remove_folder",
    "renew_token",
    "write_atomic",
]
