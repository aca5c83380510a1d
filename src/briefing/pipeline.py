"""The order of the rooms: sources to stories, stories to a script, a script to a programme."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from briefing.cast import cast_script, foreign_languages, voices_to_remember
from briefing.casts import casts_by_language, load_cast, require_engines
from briefing.errors import BriefingError, NothingCameError, StorageError, confine_bugs
from briefing.fetch import fetch_page
from briefing.mix import mix_programme
from briefing.model import Casting, Episode, LeftOut, Master, Script, Story, Timeline
from briefing.model.codec import to_json
from briefing.publish import (
    chapters_json,
    episode_from,
    has_word_times,
    id3_room,
    id3_tag,
    transcript_json,
    webvtt,
    webvtt_by_word,
)
from briefing.reading import story_of
from briefing.room_options import fetch_options, mix_options, script_parts, speak_options, tag_options
from briefing.settings import Settings
from briefing.site_rules import clean_options
from briefing.speak import record
from briefing.storage import (
    EPISODE_FILE,
    ClipFolder,
    Library,
    move_old_voices,
    numbered_places,
    open_atomic,
    programme_path,
    published_episodes,
    read_pronunciations,
    remove_file,
    write_atomic,
)
from briefing.write import Length, WriteOptions, pronunciations_from_toml, script_ms, write_script

FITTING_ROUNDS = 4
NEAR_MS_PER_S = 20  # two per cent off is near enough
WORDS_SUFFIX = ".words.vtt"

Watch = Callable[[str, int, int], None]  # stage, how many are done, how many there are


def no_watch(stage: str, done: int, total: int) -> None:
    """Nobody looks on."""


@dataclass(frozen=True, slots=True)
class Run:
    """The world that a run sees: the time with its zone, where things stand, and who looks on."""

    now: datetime
    settings: Settings
    watch: Watch = no_watch

    @property
    def day(self) -> str:
        """The date and no more: the same articles give the same bytes all day."""
        return self.now.date().isoformat()


@dataclass(frozen=True, slots=True)
class Wish:
    """What the listener asked for.

    `mp3` is None for a place of our own choosing under output/, `minutes` is None for everything there is.
    Without `remember` the voices of earlier programmes are neither asked nor kept: pages made side by side
    come out alike in any order. `missing` sources are told of in a line at the end; 0 says nothing.
    """

    mp3: Path | None = None
    title: str = ""
    minutes: int | None = None
    cast: str = ""
    remember: bool = True
    missing: int = 0


@dataclass(frozen=True, slots=True)
class Gathered:
    """The stories of the sources that came, and the sources that did not."""

    stories: tuple[Story, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A programme on disk. `notes` and `failures` are sentences: a voice shared, a line that failed.

    `casts` are the names of the casts that speak, in the order in which they are heard.
    """

    mp3: Path
    episode: Episode
    timeline: Timeline
    notes: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()
    casts: tuple[str, ...] = ()


def make(sources: Sequence[str], wish: Wish, run: Run) -> Made:
    """Sources to one programme on disk. A source that fails is left out; raises when none came."""
    return tell(gather(sources, run), wish, run)


def tell(gathered: Gathered, wish: Wish, run: Run) -> Made:
    """Stories to one programme on disk, as long as the wish says."""
    if wish.minutes:
        made = _make_to_length(gathered, wish, run, Length(wish.minutes * 60))
    else:
        made = produce(write(gathered.stories, wish, run), wish, run, gathered.left_out)
    return replace(made, notes=(*made.notes, *_cut_notes(gathered.stories)))


def _cut_notes(stories: Sequence[Story]) -> tuple[str, ...]:
    """Which stories are told only in part, since their pages show no more."""
    cut = [story.article.title for story in stories if story.article.cut]
    return tuple(
        f"Only the beginning of '{title}' is on its page: it is told as far as it goes." for title in cut
    )


def _make_to_length(gathered: Gathered, wish: Wish, run: Run, length: Length) -> Made:
    """Speak, measure, and choose the paragraphs again by what was measured; no clip is spoken twice."""
    script = write(gathered.stories, wish, run, length)
    made = produce(script, wish, run, gathered.left_out)
    for _ in range(FITTING_ROUNDS):
        if abs(made.episode.duration_ms - length.seconds * 1000) <= length.seconds * NEAR_MS_PER_S:
            break
        length = _measured(script, made.timeline, length)
        fitted = write(gathered.stories, wish, run, length)
        if fitted == script:
            break
        script, made = fitted, produce(fitted, wish, run, gathered.left_out)
    return replace(made, notes=(*made.notes, *_length_notes(made, length)))


def _length_notes(made: Made, length: Length) -> tuple[str, ...]:
    """What to tell a listener whose wish could not be met."""
    wanted_ms = length.seconds * 1000
    if made.episode.duration_ms * 20 > wanted_ms * 21:
        return ("The headlines and first paragraphs alone last longer than you wished.",)
    if made.episode.duration_ms * 20 < wanted_ms * 19:
        return ("This is all there is to read: it is shorter than you wished.",)
    return ()


def _measured(script: Script, timeline: Timeline, length: Length) -> Length:
    """The length with what was heard in place of the estimates."""
    heard = {
        script.sections[cue.section].segments[cue.segment].say: (cue.end - cue.start)
        * 1000
        // timeline.rate_hz
        for cue in timeline.cues
    }
    letters = sum(map(len, heard))
    known = replace(
        length,
        measured_ms={**length.measured_ms, **heard},
        letters_per_minute=letters * 60_000 // max(1, sum(heard.values())),
        overhead_ms=0,
    )
    return replace(known, overhead_ms=timeline.samples * 1000 // timeline.rate_hz - script_ms(script, known))


def gather(sources: Sequence[str], run: Run) -> Gathered:
    """Read, clean and annotate each source. Raises NothingCameError when none came."""
    stories: list[Story] = []
    failures: list[tuple[str, BriefingError]] = []
    for number, source in enumerate(sources, 1):
        try:
            with confine_bugs(source):
                stories.append(read_story(source, run))
        except BriefingError as error:
            failures.append((source, error))
        run.watch("reading", number, len(sources))
    if failures and not stories:
        raise NothingCameError(tuple(failures))
    return Gathered(tuple(stories), tuple(LeftOut(source, error.message) for source, error in failures))


def read_story(source: str, run: Run) -> Story:
    """One source, understood."""
    page = fetch_page(source, fetch_options(run.settings, run.now))
    return story_of(page, clean_options(run.settings), ClipFolder(run.settings.clips))


def write(stories: Sequence[Story], wish: Wish, run: Run, length: Length | None = None) -> Script:
    """The script of the stories, as long as `length` says; else as long as the wish, by estimate."""
    language = stories[0].article.language
    said: dict[str, str] = {}
    for text in read_pronunciations(run.settings.voices):
        said |= pronunciations_from_toml(text, language)
    wanted = length or (Length(wish.minutes * 60) if wish.minutes else None)
    options = WriteOptions(
        title=wish.title,
        date=run.day,
        length=wanted,
        parts=script_parts(run.settings),
        missing=wish.missing,
        pronunciations=said,
    )
    return write_script(stories, options)


def produce(script: Script, wish: Wish, run: Run, left_out: tuple[LeftOut, ...] = ()) -> Made:
    """Speak a script into an MP3 with transcript and chapters beside it; the MP3 takes its name last."""
    return perform(cast_voices(script, wish, run.settings), wish, run, left_out)


def perform(casting: Casting, wish: Wish, run: Run, left_out: tuple[LeftOut, ...] = ()) -> Made:
    """The same for a script whose voices are chosen."""
    mp3 = wish.mp3 or _place_of_its_own(casting.script, run)
    with open_atomic(mp3) as sink:
        episode, master = _record_into(sink, casting, run, left_out)
        with ThreadPoolExecutor() as pool:  # each file waits for the disk
            files = _sidecars(episode)
            list(pool.map(lambda file: write_atomic(mp3.with_suffix(file[0]), file[1]), files.items()))
        if WORDS_SUFFIX not in files:  # an earlier programme of this name may have had it
            remove_file(mp3.with_suffix(WORDS_SUFFIX))
        if wish.mp3 is None:  # a folder of its own is an episode of the feed (see storage/output.py)
            write_atomic(mp3.with_name(EPISODE_FILE), to_json(episode).encode())
    return Made(mp3, episode, master.timeline, casting.notes, master.failures, casting.casts)


def _place_of_its_own(script: Script, run: Run) -> Path:
    """Where the programme of these stories stands on this day, or the first place that no other one has."""
    told = {section.url for section in script.sections if section.url}
    standing = {published.folder: published.episode for published in published_episodes(run.settings.output)}
    for place in numbered_places(programme_path(run.settings.output, run.day, script.title)):
        episode = standing.get(place.parent.name)
        if episode is None or told == {chapter.url for chapter in episode.chapters if chapter.url}:
            return place
    raise StorageError(f"too many programmes are called {script.title!r} today", "Name one: -o FILE.mp3")


def cast_voices(script: Script, wish: Wish, settings: Settings) -> Casting:
    """A voice for each line; who had which voice is remembered for tomorrow."""
    cast = load_cast(wish.cast or settings.cast, settings)
    others = casts_by_language(foreign_languages(script, cast), settings)
    if not wish.remember:
        casting = cast_script(script, cast, {}, others)
        require_engines(casting, (cast, *others.values()), settings)
        return casting
    with Library(settings.library) as library:
        move_old_voices(settings.old_voices, library)
        casting = cast_script(script, cast, library.voices(), others)
        require_engines(casting, (cast, *others.values()), settings)
        library.remember_voices(voices_to_remember(casting))
    return casting


def _record_into(
    sink: BinaryIO, casting: Casting, run: Run, left_out: tuple[LeftOut, ...]
) -> tuple[Episode, Master]:
    """Audio first, behind the room that its tag will need; the tag when the times are known."""
    tag = tag_options(run.settings, run.now.date())
    room = id3_room(casting, run.day, tag)
    sink.seek(room)
    clips = ClipFolder(run.settings.clips)
    spoken = count(1)
    with record(casting, clips, speak_options(run.settings)) as takes:
        master = mix_programme(
            takes,
            sink,
            mix_options(run.settings),
            clips=clips,
            on_cue=lambda cue: run.watch("speaking", next(spoken), len(takes)),
        )
    episode = episode_from(casting, master, run.day, left_out)
    sink.seek(0)
    sink.write(id3_tag(episode, tag, room))
    return replace(episode, date=run.now.isoformat(timespec="seconds")), master


def _sidecars(episode: Episode) -> dict[str, bytes]:
    words = {WORDS_SUFFIX: webvtt_by_word(episode)} if has_word_times(episode) else {}
    return {
        ".vtt": webvtt(episode),
        ".transcript.json": transcript_json(episode),
        ".chapters.json": chapters_json(episode),
        **words,
    }
