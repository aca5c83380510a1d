"""The page that plays an episode: made without a build step, and readable before any script has run."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Episode, Feed, PublishedEpisode, TranscriptLine
from briefing.publish.addresses import moment_of, page_path
from briefing.publish.artwork import MONTHS, WEEKDAYS
from briefing.publish.episode import NARRATOR
from briefing.publish.notes import sources_of
from briefing.publish.tag import SYNTHETIC, voices_line
from briefing.publish.templates import render

SPEEDS = ("0.8", "1", "1.2", "1.4", "1.5", "1.6", "1.8", "2", "2.5")
VOICE_COLOURS = 8  # what app.css knows; more speakers begin again with the first

# What a page may load: its own files and nothing else, no script or style inside the page
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class PageOptions:
    """`has_inbox` shows the form for articles of the next episode, which needs `briefing serve`."""

    has_inbox: bool = False


PLAYING_ONLY = PageOptions()


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the transcript with what stands above it: a chapter's title, the speaker's name.

    `word_steps_ms` has a number for each word: how long after the word before it, or after the start of
    the line, it begins; the last number leads to the end of the last word. '' where word times are not known.
    """

    line: TranscriptLine
    heading: str
    names: bool
    word_steps_ms: str


@dataclass(frozen=True, slots=True)
class Older:
    """An episode in the list: its day as a badge, its title, and how long it is."""

    path: str
    title: str
    number: str
    month: str
    facts: str


def front_page(feed: Feed, options: PageOptions = PLAYING_ONLY) -> bytes:
    """The newest episode with its player, and the list of the older ones."""
    newest = feed.episodes[0] if feed.episodes else None
    older = tuple(_older(published) for published in feed.episodes[1:])
    return _page(feed, newest, older, options, root="")


def episode_page(feed: Feed, published: PublishedEpisode) -> bytes:
    """An episode's own page, in its folder. It names no other episode, so it never has to be made again."""
    return _page(feed, published, (), PLAYING_ONLY, root="../")


def add_page(feed: Feed) -> bytes:
    """Where a bookmarklet or another app's share menu leads: it saves the address that it is given."""
    return render("add.html", feed=feed, policy=CONTENT_POLICY).encode()


def _page(
    feed: Feed,
    published: PublishedEpisode | None,
    older: tuple[Older, ...],
    options: PageOptions,
    root: str,
) -> bytes:
    values: dict[str, object] = {
        "feed": feed,
        "root": root,
        "older": older,
        "has_inbox": options.has_inbox,
        "policy": CONTENT_POLICY,
        "synthetic": SYNTHETIC,
        "title": feed.title,
        "episode": None,
    }
    if published is not None:
        values |= _episode_values(feed, published, "" if root else f"{published.folder}/")
    return render("page.html", **values).encode()


def _episode_values(feed: Feed, published: PublishedEpisode, folder: str) -> dict[str, object]:
    episode, moment = published.episode, moment_of(published)
    return {
        "episode": episode,
        "language": episode.language or feed.language,
        "title": f"{episode.title} · {feed.title}",
        "folder": folder,
        "slug": published.slug,
        "day": moment.date() if moment else None,
        "day_text": _day_text(published),
        "minutes": _minutes(episode),
        "speeds": SPEEDS,
        "linked": {chapter.url for chapter in sources_of(episode)},
        "chapters": episode.chapters if len(episode.chapters) > 1 else (),
        "synthetic": voices_line(episode),
        "colours": _colours(episode),
        "rows": tuple(_rows(episode)),
    }


def _day_text(published: PublishedEpisode) -> str:
    """'Monday 23 November'."""
    moment = moment_of(published)
    if moment is None:
        return ""
    return f"{WEEKDAYS[moment.weekday()].title()} {moment.day} {MONTHS[moment.month - 1].title()}"


def _minutes(episode: Episode) -> str:
    """'9 min', '40 s'."""
    seconds = episode.duration_ms // 1000
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"


def _colours(episode: Episode) -> dict[str, int]:
    """The number of each name's colour: 0 is the narrator's, the others come in order of the first word."""
    names = dict.fromkeys(line.speaker for line in episode.transcript if line.speaker != NARRATOR)
    names |= dict.fromkeys(speaker.name for speaker in episode.speakers)
    return {NARRATOR: 0} | {name: 1 + at % VOICE_COLOURS for at, name in enumerate(names)}


def _rows(episode: Episode) -> Iterator[Row]:
    """The transcript; a programme of one story needs no headline below its own title."""
    chapters = list(episode.chapters) if len(episode.chapters) > 1 else []
    speaker = NARRATOR
    for line in episode.transcript:
        heading = ""
        while chapters and chapters[0].start_ms <= line.start_ms:
            heading = chapters.pop(0).title
        yield Row(line, heading, line.speaker != speaker, _word_steps_ms(line))
        speaker = line.speaker


def _word_steps_ms(line: TranscriptLine) -> str:
    """'0 180 240 310' for three words. What is not spoken, such as a dash, begins with the next word."""
    words = line.words
    if not words:
        return ""
    times = [words[-1].end_ms]
    for word in reversed(words):
        times.append(word.start_ms if word.start_ms < word.end_ms else times[-1])
    return " ".join(str(after - before) for before, after in pairwise([line.start_ms, *reversed(times)]))


def _older(published: PublishedEpisode) -> Older:
    moment = moment_of(published)
    chapters = len(published.episode.chapters)
    stories = "1 story" if chapters == 1 else f"{chapters} chapters"
    return Older(
        path=page_path(published),
        title=published.episode.title,
        number=str(moment.day) if moment else "·",
        month=MONTHS[moment.month - 1][:3].title() if moment else "",
        facts=f"{_minutes(published.episode)} · {stories}",
    )
