"""Pages to stories: cleaned, their quotations found. What was understood once is kept with the clips.

A kept story is as good as a new one only while the rules that made it stand: its key names the page, the
user's own rules, the parsers, and every file of the rooms that understand pages.
"""

import os
from functools import cache
from importlib.metadata import version
from pathlib import Path

from briefing.clean import CleanOptions, clean_page
from briefing.model import ClipStore, Page, Story
from briefing.model.codec import from_json, to_json
from briefing.model.digest import digest
from briefing.quote import find_quotations

PACKAGE = Path(__file__).parent
ROOMS = ("clean", "quote", "model", "text")
PARSERS = ("beautifulsoup4", "lxml")


def story_of(page: Page, options: CleanOptions, clips: ClipStore) -> Story:
    """What the page tells. Raises what `clean_page` raises; a page that failed is read again each time."""
    key = _key(page, options)
    return _kept(clips.get(key)) or _understood(page, options, key, clips)


def _kept(data: bytes | None) -> Story | None:
    try:
        return from_json(Story, data.decode("utf-8", "surrogatepass")) if data else None
    except (ValueError, KeyError, TypeError):
        return None


def _understood(page: Page, options: CleanOptions, key: str, clips: ClipStore) -> Story:
    article = clean_page(page, options)
    story = Story(article, find_quotations(article), article.site)
    clips.put(key, to_json(story).encode("utf-8", "surrogatepass"))
    return story


def _key(page: Page, options: CleanOptions) -> str:
    """When the page was fetched does not matter."""
    return digest(rules_stamp(), repr(options), page.address, page.final_address, page.media_type, page.text)


@cache
def rules_stamp() -> str:
    """Changes when a rule, a word list or a parser does: name, size and time of each of the rooms' files."""
    files = ((path.relative_to(PACKAGE), path.stat()) for path in sorted(_files()))
    stamps = ((name, about.st_size, about.st_mtime_ns) for name, about in files)
    return digest(*map(version, PARSERS), *stamps)


def _files() -> list[Path]:
    branches = (branch for room in ROOMS for branch in os.walk(PACKAGE / room))
    return [
        Path(folder, name) for folder, _, names in branches for name in names if not name.endswith(".pyc")
    ]
