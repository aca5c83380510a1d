"""The HTML pages: the front page, the page of each episode, the form for articles. Usable without scripts."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from briefing.model import Chapter, Episode, Feed, PublishedEpisode, TranscriptLine
from briefing.publish.artwork import MONTHS, WEEKDAYS
from briefing.publish.episode import NARRATOR
from briefing.publish.formatting import audio_path, duration_text, page_path, publication_time, render
from briefing.publish.notes import SYNTHETIC_VOICES, linked_chapters, synthetic_voices_notice

_SPEEDS = ("0.8", "1", "1.2", "1.4", "1.5", "1.6", "1.8", "2", "2.5")
_LISTED_HEADLINES = 3
_NAMED_LETTERS = 24  # at the start of a headline, by which the title names it
_NO_BREAK = "\u00a0"  # between a number and its unit
_SPEAKER_COLOURS = 8  # in app.css; the ninth speaker has the first colour again

# Content-Security-Policy: a page loads files of its own site only, and has no inline scripts or styles
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'"
)


@dataclass(frozen=True, slots=True)
class WaitingArticle:
    """An article that was saved for the next episode.

    Attributes:
        url: Its URL.
        name: Its title, else its host and path.
    """

    url: str
    name: str


@dataclass(frozen=True, slots=True)
class PageOptions:
    """The parts of the page that need the server.

    Attributes:
        has_inbox: Show the form that saves articles for the next episode; needs `briefing serve`.
        has_positions: Keep what was played on the server as well; needs `briefing serve`.
        is_private: The address of the page contains a secret; what is shared says so.
        waiting: The articles that were saved for the next episode, the oldest first.
    """

    has_inbox: bool = False
    has_positions: bool = False
    is_private: bool = False
    waiting: tuple[WaitingArticle, ...] = ()


WITHOUT_INBOX = PageOptions()


@dataclass(frozen=True, slots=True)
class TranscriptRow:
    """A line of the transcript with the heading above it.

    Attributes:
        line: The line.
        heading: Title of the chapter that starts here, else ''. Also '' if the line speaks that title.
        is_headline: True if the line speaks the title of the chapter that starts here; it is shown as the
            heading, so that no headline stands there twice.
        shows_speaker: True if the speaker changes here.
        word_steps_ms: Milliseconds between the starts of the words, separated by spaces: from the start of
            the line to the first word, then to each next word and to the end of the last one. '' if the
            line has no word times.
    """

    line: TranscriptLine
    heading: str
    is_headline: bool
    shows_speaker: bool
    word_steps_ms: str


@dataclass(frozen=True, slots=True)
class EpisodeItem:
    """An episode in the list of older episodes, with the day as a badge.

    Attributes:
        id: The episode's id, under which the page stores what was played.
        path: Path of its page.
        title: Its title.
        day: Day of the month, for the badge.
        month: Month in three letters, for the badge.
        details: 'Monday 23 November · 9 min · 4 stories'.
        headlines: The first headlines that the title does not name already; '' if it names all.
        seconds: Its length.
        audio: Path of its MP3.
    """

    id: str
    path: str
    title: str
    day: str
    month: str
    details: str
    headlines: str
    seconds: float
    audio: str


def front_page(feed: Feed, options: PageOptions = WITHOUT_INBOX) -> bytes:
    """Return the page of the newest episode with its player, and the list of older episodes.

    Args:
        feed: The feed with its episodes, the newest first.
        options: The parts of the page that need the server.
    """
    items = tuple(_episode_item(published) for published in feed.episodes[1:])
    values = _page_values(feed, root="") | {"older": items, "options": options}
    if feed.episodes:
        newest = feed.episodes[0]
        values |= _episode_values(feed, newest, folder=f"{newest.folder}/")
    return render("page.html", **values).encode()


def episode_page(feed: Feed, published: PublishedEpisode, options: PageOptions = WITHOUT_INBOX) -> bytes:
    """Return the page in the episode's folder. It links no other episode, so it never changes."""
    shown = PageOptions(has_positions=options.has_positions, is_private=options.is_private)
    values = _page_values(feed, root="../") | _episode_values(feed, published, folder="")
    values["options"] = shown
    return render("page.html", **values).encode()


def add_page(feed: Feed) -> bytes:
    """Return the page that saves the URL of its query; a bookmarklet or a phone's share menu opens it."""
    return render("add.html", feed=feed, policy=CONTENT_POLICY).encode()


def missing_page(title: str, root: str) -> bytes:
    """Return the page for a path that does not exist.

    Args:
        title: Title of the podcast.
        root: Path of the front page, with a slash at the end.
    """
    return _without_page(title, root)


def removed_page(title: str) -> bytes:
    """Return the page in the folder of an episode that was removed from a published site.

    Args:
        title: Title of the podcast.
    """
    return _without_page(title, "../", is_removed=True)


def _without_page(title: str, root: str, *, is_removed: bool = False) -> bytes:
    values = {"title": title, "root": root, "policy": CONTENT_POLICY, "is_removed": is_removed}
    return render("missing.html", **values).encode()


def _page_values(feed: Feed, root: str) -> dict[str, object]:
    """Return the values of the template for a page without an episode; `root` leads to the front page."""
    return {
        "feed": feed,
        "root": root,
        "older": (),
        "options": WITHOUT_INBOX,
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
        "duration": duration_text(episode.duration_ms),
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


def _colours(episode: Episode) -> dict[str, int]:
    """Return the number of each speaker's colour: 0 for the narrator, the others in order of appearance."""
    names = dict.fromkeys(line.speaker for line in episode.transcript if line.speaker != NARRATOR)
    names |= dict.fromkeys(speaker.name for speaker in episode.speakers)
    return {NARRATOR: 0} | {name: 1 + at % _SPEAKER_COLOURS for at, name in enumerate(names)}


def _rows(episode: Episode) -> Iterator[TranscriptRow]:
    """Yield the transcript; an episode of one story has no heading below its title."""
    several = episode.chapters if len(episode.chapters) > 1 else ()
    chapters = [one for chapter in several for one in (chapter, *chapter.items)]
    speaker = NARRATOR
    for line in episode.transcript:
        heading = ""
        while chapters and chapters[0].start_ms <= line.start_ms:
            heading = chapters.pop(0).title
        is_headline = bool(heading) and _folded(line.text) == _folded(heading)
        shows_speaker = line.speaker != speaker and not is_headline
        yield TranscriptRow(
            line, "" if is_headline else heading, is_headline, shows_speaker, _word_steps_ms(line)
        )
        speaker = line.speaker


def _folded(text: str) -> str:
    """Return the letters and digits in lower case: a spoken headline has a full stop, its title has none."""
    return "".join(filter(str.isalnum, text.casefold())) or text


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
    episode, time = published.episode, publication_time(published)
    stories = _stories(episode)
    briefs = sum(len(chapter.items) for chapter in episode.chapters)
    count = "1 story" if len(stories) == 1 else f"{len(stories)} stories"
    counts = (duration_text(episode.duration_ms), count, f"{briefs} in brief" if briefs else "")
    details = (_day_text(published), *(one.replace(" ", _NO_BREAK) for one in counts))
    return EpisodeItem(
        id=episode.id,
        path=page_path(published),
        title=episode.title,
        day=str(time.day) if time else "·",
        month=MONTHS[time.month - 1][:3].title() if time else "",
        details=" · ".join(filter(None, details)),
        headlines=_headlines(episode.title, stories),
        seconds=episode.duration_ms / 1000,
        audio=audio_path(published),
    )


def _stories(episode: Episode) -> tuple[Chapter, ...]:
    """Return the chapters that are stories: opening and closing have no source."""
    return tuple(one for one in episode.chapters if one.url or one.source) or episode.chapters


def _headlines(title: str, stories: tuple[Chapter, ...]) -> str:
    """Return 'Ten trees were planted · The ferry is late · 2 more'; without those that the title names.

    The title may name only the beginning of a long headline.
    """
    named = _folded(title)
    others = [one.title for one in stories if _folded(one.title)[:_NAMED_LETTERS] not in named]
    more = len(others) - _LISTED_HEADLINES
    return " · ".join([*others[:_LISTED_HEADLINES], *([f"{more} more"] if more > 0 else [])])
