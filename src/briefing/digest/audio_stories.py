"""Recordings that a digest tells as stories: files of the listener's own, and newest episodes of podcasts.

Each is told once. The library keeps what was told beside the stories, in the same transaction, so an
interrupted run neither loses nor repeats it.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from math import ceil
from pathlib import Path

from briefing.digest.choice import Choice
from briefing.digest.sources import TRIED_AT_ONCE, TRY_MS, DigestContext
from briefing.errors import BriefingError, FetchError, confine_bugs
from briefing.fetch import AudioItem, Deadline, fetch_audio, find_audio, is_address
from briefing.mix import RecordingOptions, read_recording
from briefing.model import AudioStory, Insert, LeftOut
from briefing.settings import AudioSetting
from briefing.storage import PublishedArticle, read_whole, remove_file, write_atomic

_STORY = "audio "  # before the key in the library, so that no story of the web has it


@dataclass(frozen=True, slots=True)
class AudioNews:
    """The recordings of a run.

    Attributes:
        stories: What is new, in the order of the settings.
        told: The same, as the library keeps it.
        left_out: Recordings that could not be had or decoded.
        fetched: Files that were fetched for this run.
    """

    stories: tuple[AudioStory, ...] = ()
    told: tuple[PublishedArticle, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    fetched: tuple[Path, ...] = ()

    @property
    def minutes(self) -> int:
        """Return the minutes that the recordings last, rounded up."""
        return ceil(sum(story.insert.duration_ms for story in self.stories) / 60_000)

    def choices(self, told: int) -> tuple[Choice, ...]:
        """Return the decisions: the first ones are told; none without a story of another kind."""
        waits = "waits for a programme with stories" if not told else "no time left; it comes next"
        return tuple(
            Choice(
                story.title,
                story.url,
                number < told,
                f"a recording of {story.insert.duration_ms // 1000} s" if number < told else waits,
                0.0,
                (one.source,),
            )
            for number, (story, one) in enumerate(zip(self.stories, self.told, strict=True))
        )

    def clear(self) -> None:
        """Remove the files that were fetched for this run."""
        for path in self.fetched:
            remove_file(path)


def read_audio(wanted: Sequence[AudioSetting], folder: Path, context: DigestContext) -> AudioNews:
    """Read the recordings that are new.

    Args:
        wanted: The recordings of the settings.
        folder: Where files that are fetched stand until the programme is made.
        context: The library, and the limits of fetches.

    Returns:
        What is new and what failed. A failure costs no other recording and no story.
    """
    known = {one.story for one in context.library.published_articles()} if wanted else set()
    context = replace(context, deadline=context.half_of_time())
    news = AudioNews()
    for one in wanted:
        try:
            with confine_bugs(one.source):
                found = _audio_of(one, context)
                if _story_key(found) not in known:
                    known.add(_story_key(found))
                    news = _with_story(news, one, found, _file_of(one, found, folder, context))
        except BriefingError as failure:
            left = LeftOut(one.source, failure.message, one.title, hint=failure.hint)
            news = AudioNews(news.stories, news.told, (*news.left_out, left), news.fetched)
    return news


def try_audio(
    wanted: Sequence[AudioSetting], context: DigestContext
) -> tuple[tuple[AudioSetting, BriefingError | None], ...]:
    """Visit each recording of the settings as a digest does, side by side, and keep nothing.

    Args:
        wanted: The recordings of the settings.
        context: The limits of fetches.

    Returns:
        Each setting with its failure, None if it leads to audio. What takes longer than 10 s fails.
    """
    limited = replace(context, deadline=Deadline(TRY_MS / 1000))
    with ThreadPoolExecutor(TRIED_AT_ONCE, "try") as threads:
        return tuple(zip(wanted, threads.map(lambda one: _try(one, limited), wanted), strict=True))


def _try(one: AudioSetting, context: DigestContext) -> BriefingError | None:
    try:
        with confine_bugs(one.source):
            found = _audio_of(one, context)
            if not found.audio:
                read_recording(Path(one.source), RecordingOptions(one.minutes * 60_000))
    except BriefingError as failure:
        return failure
    return None


def _with_story(news: AudioNews, one: AudioSetting, found: AudioItem, path: Path) -> AudioNews:
    limit_ms = one.minutes * 60_000
    fetched = (*news.fetched, path) if found.audio else news.fetched
    try:
        clip = read_recording(path, RecordingOptions(limit_ms)).clip
    except BriefingError:
        if found.audio:
            remove_file(path)
        raise
    insert = Insert(str(path), limit_ms, clip.samples * 1000 // clip.rate_hz)
    title, key = one.title or found.title, _story_key(found)
    story = AudioStory(title, one.by or found.source, insert, found.url)
    shingle = int.from_bytes(sha256(key.encode()).digest()[:4])  # no two recordings are near-duplicates
    told = PublishedArticle(key, found.url, title, (shingle,), one.source)
    return AudioNews((*news.stories, story), (*news.told, told), news.left_out, fetched)


def _audio_of(one: AudioSetting, context: DigestContext) -> AudioItem:
    """Return the audio of a setting; that of a file on this machine has no URL."""
    if is_address(one.source):
        return find_audio(one.source, context.fetch, context.deadline)
    path = Path(one.source)
    if not path.is_file():
        raise FetchError(f"{one.source} does not exist", "Check `source` of [[digest.audio]].")
    return AudioItem(sha256(read_whole(path)).hexdigest(), path.stem.replace("_", " "), "", "", "")


def _file_of(one: AudioSetting, found: AudioItem, folder: Path, context: DigestContext) -> Path:
    """Return the file to decode; what an address leads to is written to the folder."""
    if not found.audio:
        return Path(one.source)
    path = folder / sha256(found.audio.encode("utf-8", "replace")).hexdigest()[:20]
    write_atomic(path, fetch_audio(found, context.fetch, context.deadline))
    return path


def _story_key(found: AudioItem) -> str:
    return f"{_STORY}{found.source} {found.key}"
