"""What lasts: output, clips, casts, memory. The only room that writes."""

from briefing.shelf.casts import cast_names, read_cast, read_pronunciations
from briefing.shelf.clips import ClipFolder
from briefing.shelf.episodes import published_episodes
from briefing.shelf.files import open_atomic, read_whole, write_atomic
from briefing.shelf.output import programme_path, slug_from
from briefing.shelf.remembered import read_remembered_voices, remember_voices

__all__ = [
    "ClipFolder",
    "cast_names",
    "open_atomic",
    "programme_path",
    "published_episodes",
    "read_cast",
    "read_pronunciations",
    "read_remembered_voices",
    "read_whole",
    "remember_voices",
    "slug_from",
    "write_atomic",
]
