"""Episode -> what of it other people may see: no path of this machine, no password in an address."""

import re
from dataclasses import replace

from briefing.model import Chapter, Episode, LeftOut
from briefing.publish.chapters import is_address

# The name and password in 'https://reader:secret@news.example/a'
_LOGIN = re.compile(r"(?<=://)[^/?#@\s]*@")
_FOLDERS = re.compile(r".*[/\\](?=.)")  # '/home/reader/saved/' of '/home/reader/saved/a.html'


def public_episode(episode: Episode) -> Episode:
    """The same episode; what was read from a file is called by the file's name."""
    return replace(
        episode,
        chapters=tuple(map(_public_chapter, episode.chapters)),
        left_out=tuple(map(_public_left_out, episode.left_out)),
    )


def _public_chapter(chapter: Chapter) -> Chapter:
    return replace(chapter, url=_LOGIN.sub("", chapter.url) if is_address(chapter.url) else "")


def _public_left_out(left: LeftOut) -> LeftOut:
    """The source's name, also where the reason names the source."""
    shown = _LOGIN.sub("", left.source) if is_address(left.source) else _FOLDERS.sub("", left.source)
    return LeftOut(shown, _LOGIN.sub("", left.error.replace(left.source, shown) if shown else left.error))
