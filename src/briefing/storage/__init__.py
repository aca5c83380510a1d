"""Everything that is kept on disk: output, clips, casts, the library, downloads.

No other package writes files.
"""

from briefing.storage.casts import (
    cast_names,
    forget_pin,
    move_old_voices,
    own_cast_names,
    read_cast,
    read_pronunciations,
    read_remembered_voices,
    remember_voices,
)
from briefing.storage.clips import ClipFolder
from briefing.storage.database import EpisodeRow, Item, PublishedArticle, Source
from briefing.storage.downloads import PartialFile, read_members
from briefing.storage.files import (
    append_log,
    copy_file,
    hold_lock,
    open_atomic,
    read_or_write_line,
    read_whole,
    remove_drafts,
    remove_file,
    write_atomic,
)
from briefing.storage.inbox import (
    InboxArticle,
    empty_inbox,
    is_in_inbox,
    list_folder,
    move_to_done,
    put_in_inbox,
    read_inbox,
    remove_folder,
    remove_from_inbox,
)
from briefing.storage.library import Library
from briefing.storage.logins import Login, read_logins, remember_login
from briefing.storage.output import (
    EPISODE_FILE,
    begin_mirror,
    end_mirror,
    foreign_files,
    numbered_places,
    programme_path,
    published_episodes,
    read_token,
    renew_token,
)

__all__ = [
    "EPISODE_FILE",
    "ClipFolder",
    "EpisodeRow",
    "InboxArticle",
    "Item",
    "Library",
    "Login",
    "PartialFile",
    "PublishedArticle",
    "Source",
    "append_log",
    "begin_mirror",
    "cast_names",
    "copy_file",
    "empty_inbox",
    "end_mirror",
    "foreign_files",
    "forget_pin",
    "hold_lock",
    "is_in_inbox",
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
    "read_logins",
    "read_members",
    "read_or_write_line",
    "read_pronunciations",
    "read_remembered_voices",
    "read_token",
    "read_whole",
    "remember_login",
    "remember_voices",
    "remove_drafts",
    "remove_file",
    "remove_folder",
    "remove_from_inbox",
    "renew_token",
    "write_atomic",
]
