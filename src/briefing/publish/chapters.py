"""Episode -> chapters, as Podcasting 2.0 writes them: JSON chapters 1.2.0.

The form: github.com/Podcastindex-org/podcast-namespace, chapters/jsonChapters.md.
"""

import json

from briefing.model import Chapter, Episode
from briefing.publish.wording import seconds


def chapters_json(episode: Episode) -> bytes:
    """The chapters as `application/json+chapters`."""
    whole = {
        "version": "1.2.0",
        "title": episode.title,
        "chapters": [_chapter(chapter) for chapter in episode.chapters],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode() + b"\n"


def _chapter(chapter: Chapter) -> dict[str, object]:
    entry: dict[str, object] = {
        "startTime": seconds(chapter.start_ms),
        "endTime": seconds(chapter.end_ms),
        "title": chapter.title,
    }
    return {**entry, "url": chapter.url} if is_address(chapter.url) else entry


def is_address(url: str) -> bool:
    """Whether a listener can open it: a story read from a file or from '-' has no address."""
    return url.startswith(("https://", "http://"))
