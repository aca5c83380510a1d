"""The HTML pages: the front page, the page of each episode, the form for articles. Usable without scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Episode, Feed, PublishedEpisode, TranscriptLine
from briefing.publish.artwork import MONTHS, WEEKDAYS
from briefing.publish.episode import NARRATOR
from briefing.publish.formatting import page_path, publication_time, render
from briefing.publish.notes import SYNTHETIC_VOICES, linked_chapters, synthetic_voices_notice

_SPEEDS = ("0.8", "1", "1.2", "1.4", "1.5", "1.6", "1.8", "2", "2.5")
_SPEAKER_COLOURS = 8  # in app.css; the ninth speaker has the first colour again

# Content-Security-Policy: a page loads files of its own site only, and has no inline scripts or styles
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The parts of the page that need the server.

    Attributes:
        has_inbox: Show the form that saves articles for the next episode; needs `briefing serve`.
    """

    has_inbox: bool = False


WITHOUT_INBOX = PageOptions()


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """A line of the transcript with the headings above it.

    Attributes:
        line: The line.
        heading: Title of the chapter that starts here, else ''.
        shows_speaker: True if the speaker changes here.
        word_steps_ms: Milliseconds between the starts of the words, separated by spaces: from the start of
            the line to the first word, then to each next word and to the end of the last one. '' if the
            line has no word times.
    """

    line: TranscriptLine
    heading: str
    shows_speaker: bool
    word_steps_ms: str


@dataclass(frozen=True, slots=True)
class EpisodeItem:
    """An episode in the list of older episodes, with the day as a badge."""

    path: str
    title: str
    day: str
    month: str
    details: str


def front_page(feed: Feed, options: PageOptions = WITHOUT_INBOX) -> bytes:
    """Return the page of the newest episode with its player, and the list of older episodes."""
    items = tuple(_episode_item(published) for published in feed.episodes[1:])
    values = _page_values(feed, root="") | {"older": items, "has_inbox": options.has_inbox}
    if feed.episodes:
        newest = feed.episodes[0]
        values |= _episode_values(feed, newest, folder=f"{newest.folder}/")
    return render("page.html", **values).encode()


def episode_page(feed: Feed, published: PublishedEpisode) -> bytes:
    """Return the page in the episode's folder. It links no other episode, so it never changes."""
    values = _page_values(feed, root="../") | _episode_values(feed, published, folder="")
    return render("page.html", **values).encode()


def add_page(feed: Feed) -> bytes:
    """Return the page that saves the URL of its query; a bookmarklet or a phone's share menu opens it."""
    return render("add.html", feed=feed, policy=CONTENT_POLICY).encode()


def _page_values(feed: Feed, root: str) -> dict[str, object]:
    """Return the values of the template for a page without an episode; `root` leads to the front page."""
    return {
        "feed": feed,
        "root": root,
        "older": (),
        "has_inbox": False,
        "policy": CONTENT_POLICY,
        "synthetic": SYNTHETIC_VOICES,
        "title": feed.title,
        "episode": None,
    }


def _episode_values(feed: Feed, published: PublishedEpisode, folder: str) -> dict[str, object]:
    episode, time = published.episode, publication_time(published)
    return {
        "episode": episode,
        "language": episode.language or feed.language,
        "title": f"{episode.title} · {feed.title}",
        "folder": folder,
        "slug": published.slug,
        "day": time.date() if time else None,
        "day_text": _day_text(published),
        "duration": _duration(episode),
        "speeds": _SPEEDS,
        "linked": {chapter.url for chapter in linked_chapters(episode)},
        "chapters": episode.chapters if len(episode.chapters) > 1 else (),
        "synthetic": synthetic_voices_notice(episode),
        "colours": _colours(episode),
        "rows": tuple(_rows(episode)),
    }


def _day_text(published: PublishedEpisode) -> str:
    """Return 'Monday 23 November'; '' without a date."""
    time = publication_time(published)
    if time is None:
        return ""
    return f"{WEEKDAYS[time.weekday()].title()} {time.day} {MONTHS[time.month - 1].title()}"


def _duration(episode: Episode) -> str:
    """Return '9 min' or '40 s'."""
    seconds = episode.duration_ms // 1000
    return f"{round(seconds / 60)} min" if seconds >= 60 else f"{seconds} s"


def _colours(episode: Episode) -> dict[str, int]:
    """Return the number of each speaker's colour: 0 for the narrator, the others in order of appearance."""
    names = dict.fromkeys(line.speaker for line in episode.transcript if line.speaker != NARRATOR)
    names |= dict.fromkeys(speaker.name for speaker in episode.speakers)
    return {NARRATOR: 0} | {name: 1 + at % _SPEAKER_COLOURS for at, name in enumerate(names)}


def _rows(episode: Episode) -> Iterator[TranscriptRow]:
    """Yield the transcript; an episode of one story has no heading below its title."""
    chapters = list(episode.chapters) if len(episode.chapters) > 1 else []
    speaker = NARRATOR
    for line in episode.transcript:
        heading = ""
        while chapters and chapters[0].start_ms <= line.start_ms:
            heading = chapters.pop(0).title
        yield TranscriptRow(line, heading, line.speaker != speaker, _word_steps_ms(line))
        speaker = line.speaker


def _word_steps_ms(line: TranscriptLine) -> str:
    """Return '0 180 240 310' for three words. An unspoken word, such as a dash, starts with the next word."""
    words = line.words
    if not words:
        return ""
    times = [words[-1].end_ms]
    for word in reversed(words):
        times.append(word.start_ms if word.start_ms < word.end_ms else times[-1])
    return " ".join(str(after - before) for before, after in pairwise([line.start_ms, *reversed(times)]))


def _episode_item(published: PublishedEpisode) -> EpisodeItem:
    time = publication_time(published)
    chapters = len(published.episode.chapters)
    stories = "1 story" if chapters == 1 else f"{chapters} chapters"
    return EpisodeItem(
        path=page_path(published),
        title=published.episode.title,
        day=str(time.day) if time else "·",
        month=MONTHS[time.month - 1][:3].title() if time else "",
        details=f"{_duration(published.episode)} · {stories}",
    )
