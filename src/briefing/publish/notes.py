"""Episode -> show notes: every source with its link, who speaks, chapter times, and what was left out."""

from briefing.model import Chapter, Episode
from briefing.publish.chapters import is_address
from briefing.publish.tag import SYNTHETIC
from briefing.publish.templates import render
from briefing.publish.wording import full_clock

FEWEST_TIMES = 3  # apps read a list of times as chapters from three entries on

TAGS = {"a", "em", "h3", "li", "p", "strong", "ul"}


def notes_html(episode: Episode) -> bytes:
    """The notes as a piece of HTML with nothing in it but text, lists and links to the web."""
    import nh3  # noqa: PLC0415  # only who publishes pays for it

    html = render(
        "notes.html",
        episode=episode,
        sources=sources_of(episode),
        timed=_is_timed(episode),
        synthetic=SYNTHETIC,
    )
    clean = nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"})
    return clean.strip().encode() + b"\n"


def notes_text(episode: Episode) -> str:
    """The same as plain text, for apps that show no HTML."""
    times = [f"{full_clock(chapter.start_ms)} {chapter.title}" for chapter in episode.chapters]
    sources = [f"{chapter.source or chapter.title}: {chapter.url}" for chapter in sources_of(episode)]
    gone = [f"Left out: {left.source} ({left.error})" for left in episode.left_out]
    return "\n".join([*(times if _is_timed(episode) else ()), *sources, *gone, SYNTHETIC])


def sources_of(episode: Episode) -> list[Chapter]:
    """The chapters that can be read on the web."""
    return [chapter for chapter in episode.chapters if is_address(chapter.url)]


def _is_timed(episode: Episode) -> bool:
    return len(episode.chapters) >= FEWEST_TIMES
