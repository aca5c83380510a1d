"""Episode -> show notes: every source with its link, who speaks, chapter times, and what was left out."""

import re

from briefing.model import Chapter, Episode
from briefing.publish.chapters import is_address
from briefing.publish.tag import voices_line
from briefing.publish.templates import render
from briefing.publish.wording import full_clock, writable

FEWEST_TIMES = 3  # apps read a list of times as chapters from three entries on

# What opens a tag where a description is read as HTML: '<b', '</p', '<!--'
_TAG = re.compile(r"<(?=[A-Za-z/!?])")

TAGS = {"a", "em", "h3", "li", "p", "strong", "ul"}


def notes_html(episode: Episode) -> bytes:
    """The notes as a piece of HTML with nothing in it but text, lists and links to the web."""
    import nh3  # noqa: PLC0415  # only who publishes pays for it

    html = render(
        "notes.html",
        episode=episode,
        sources=sources_of(episode),
        timed=_is_timed(episode),
        synthetic=voices_line(episode),
    )
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"})
    return clean.strip().encode() + b"\n"


def notes_text(episode: Episode, longest_bytes: int) -> str:
    """The same as plain text, for apps that show no HTML. What is too long loses its last lines but one."""
    times = [f"{full_clock(chapter.start_ms)} {chapter.title}" for chapter in episode.chapters]
    sources = [f"{chapter.source or chapter.title}: {chapter.url}" for chapter in sources_of(episode)]
    gone = [f"Left out: {left.source} ({left.error})" for left in episode.left_out]
    lines = [*(times if _is_timed(episode) else ()), *sources, *gone]
    voices = described(voices_line(episode), longest_bytes // 2)
    told = described("\n".join(lines), longest_bytes - len(voices.encode()) - 1)
    return f"{told}\n{voices}".strip()


def described(text: str, longest_bytes: int) -> str:
    """A text that says the same to apps that read a description as text and to those that read it as HTML.

    It is cut to whole lines where it can be and to whole characters always.
    """
    data = _TAG.sub("&lt;", writable(text)).strip().encode()
    if len(data) <= longest_bytes:
        return data.decode()
    short = data[:longest_bytes].decode(errors="ignore")
    return (short.rsplit("\n", 1)[0] if "\n" in short else short).rstrip()


def sources_of(episode: Episode) -> list[Chapter]:
    """The chapters that can be read on the web."""
    return [chapter for chapter in episode.chapters if is_address(chapter.url)]


def _is_timed(episode: Episode) -> bool:
    return len(episode.chapters) >= FEWEST_TIMES
