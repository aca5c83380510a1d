"""Show notes: chapter times, a link for each source, who is quoted, and which sources were left out."""

import re

from briefing.model import Chapter, Episode
from briefing.publish.formatting import is_web_url, notes_timestamp, render, replace_invalid

SYNTHETIC_VOICES = "The voices in this recording are synthetic. No real person's voice is imitated."
_MIN_CHAPTER_TIMES = 3  # apps read a list of at least three times as chapters
# The start of a tag in a description that is read as HTML: '<b', '</p', '<!--'
_TAG_START = re.compile(r"<(?=[A-Za-z/!?])")
_ALLOWED_TAGS = {"a", "em", "h3", "li", "p", "strong", "ul"}


def synthetic_voices_notice(episode: Episode) -> str:
    """Return the sentence that the voices are synthetic, and the origin of each cast's voices."""
    return " ".join((SYNTHETIC_VOICES, *episode.origins))


def notes_html(episode: Episode) -> bytes:
    """Return the show notes as an HTML fragment that contains only text, lists and links to the web.

    Args:
        episode: The episode.
    """
    import nh3  # noqa: PLC0415  # loaded only to publish

    html = render(
        "notes.html",
        episode=episode,
        sources=linked_chapters(episode),
        timed=_has_chapter_times(episode),
        synthetic=synthetic_voices_notice(episode),
    )
    clean = nh3.clean(html, tags=_ALLOWED_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"})
    return clean.strip().encode() + b"\n"


def notes_text(episode: Episode, max_bytes: int) -> str:
    """Return the show notes as plain text, for apps that show no HTML.

    Notes that are too long lose lines at the end, but never the notice about synthetic voices.
    """
    times = [f"{notes_timestamp(chapter.start_ms)} {chapter.title}" for chapter in episode.chapters]
    sources = [f"{chapter.source or chapter.title}: {chapter.url}" for chapter in linked_chapters(episode)]
    left_out = [f"Left out: {left.named}" for left in episode.left_out]
    lines = [*(times if _has_chapter_times(episode) else ()), *sources, *left_out]
    notice = plain_description(synthetic_voices_notice(episode), max_bytes // 2)
    text = plain_description("\n".join(lines), max_bytes - len(notice.encode()) - 1)
    return f"{text}\n{notice}".strip()


def plain_description(text: str, max_bytes: int) -> str:
    """Return a text that reads the same as plain text and as HTML, cut after a line or else a character."""
    data = _TAG_START.sub("&lt;", replace_invalid(text)).strip().encode()
    if len(data) <= max_bytes:
        return data.decode()
    short = data[:max_bytes].decode(errors="ignore")
    return (short.rsplit("\n", 1)[0] if "\n" in short else short).rstrip()


def linked_chapters(episode: Episode) -> list[Chapter]:
    """Return the chapters, and the stories told in brief, whose source is on the web."""
    listed = (one for chapter in episode.chapters for one in (chapter, *chapter.items))
    return [chapter for chapter in listed if is_web_url(chapter.url)]


def _has_chapter_times(episode: Episode) -> bool:
    return len(episode.chapters) >= _MIN_CHAPTER_TIMES
