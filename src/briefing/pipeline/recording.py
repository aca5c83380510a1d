"""Speak a script into an MP3 with its tag, transcripts and chapters."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from heapq import merge
from itertools import count
from pathlib import Path
from typing import BinaryIO

from briefing.cast import cast_script, foreign_languages, voices_to_remember
from briefing.errors import StorageError
from briefing.mix import Place, RecordingOptions, jingle_options, mix_programme, recording_take
from briefing.model import Casting, Cue, Episode, LeftOut, Master, Script, Take
from briefing.model.codec import to_json
from briefing.pipeline.casts import casts_by_language, load_cast, require_engines
from briefing.pipeline.context import Briefing, BriefingOptions, RunContext, context_from_environment, logged
from briefing.pipeline.stage_options import mix_options, speak_options, tag_options
from briefing.publish import PROGRAMME_SUFFIXES, episode_from, id3_reserved_bytes, id3_tag, programme_files
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
    remove_file,
    write_atomic,
)

_DEFAULTS = BriefingOptions()
_STORIES = ("story", "insert", "brief")


class LateError(Exception):
    """The time of a run is over while a script is spoken; `sections` is how many are spoken to their end."""

    def __init__(self, script: Script, sections: int) -> None:
        super().__init__(f"{sections} of {len(script.sections)} sections were spoken")
        self.script = script
        self.sections = sections


def speak_script(
    script: Script,
    options: BriefingOptions = _DEFAULTS,
    run: RunContext | None = None,
    left_out: tuple[LeftOut, ...] = (),
) -> Briefing:
    """Cast and speak a script.

    Transcripts and chapters are written beside the MP3, which gets its name last.

    Args:
        script: The script, as written or edited.
        options: The file and the cast.
        run: Time and settings; None for now and the user's settings.
        left_out: Sources that failed, for the episode's facts.

    Raises:
        UsageError: The cast is invalid.
        EngineError: A line could not be spoken, not even by the fallback voice.
        StorageError: The files cannot be written.
        LateError: `run.has_time` has become False, at least one story is spoken, and others are not.
    """
    run = run or context_from_environment()
    return speak_casting(_cast_voices(script, options, run), options, run, left_out)


def speak_casting(
    casting: Casting, options: BriefingOptions, run: RunContext, left_out: tuple[LeftOut, ...] = ()
) -> Briefing:
    """Speak a script whose voices are chosen. Raises what `speak_script` raises."""
    mp3 = options.mp3 or _episode_path(casting.script, run)
    with logged("speak", mp3=str(mp3)), open_atomic(mp3) as sink:
        episode, master = _record_into(sink, casting, run, left_out)
        _write_beside(mp3, programme_files(episode))
        if options.mp3 is None:  # a folder of its own is an episode of the feed (see storage/output.py)
            write_atomic(mp3.with_name(EPISODE_FILE), to_json(episode).encode())
    return Briefing(mp3, episode, master.timeline, casting.notes, master.failures, casting.casts)


def _episode_path(script: Script, run: RunContext) -> Path:
    """Return the path of this day's programme of these stories, or the first free path."""
    urls = {section.url for section in script.sections if section.url}
    episodes = {published.folder: published.episode for published in published_episodes(run.settings.output)}
    for path in numbered_places(programme_path(run.settings.output, run.day, script.title)):
        episode = episodes.get(path.parent.name)
        if episode is None or urls == {chapter.url for chapter in episode.chapters if chapter.url}:
            return path
    raise StorageError(f"too many programmes are called {script.title!r} today", "Name one: -o FILE.mp3")


def _cast_voices(script: Script, options: BriefingOptions, run: RunContext) -> Casting:
    """Choose a voice for each line, and remember the speakers' voices."""
    with logged("cast", cast=options.cast or run.settings.cast):
        return _casting(script, options, run)


def _casting(script: Script, options: BriefingOptions, run: RunContext) -> Casting:
    settings = run.settings
    cast = load_cast(options.cast or settings.cast, settings)
    others = casts_by_language(foreign_languages(script, cast), settings)
    if not options.remember_voices:
        casting = cast_script(script, cast, {}, others)
        require_engines(casting, (cast, *others.values()), settings)
        return casting
    with Library(settings.library) as library:
        move_old_voices(settings.old_voices, library)
        casting = cast_script(script, cast, library.voices(), others)
        require_engines(casting, (cast, *others.values()), settings)
        library.remember_voices(voices_to_remember(casting), run.day)
    return casting


def _record_into(
    sink: BinaryIO, casting: Casting, run: RunContext, left_out: tuple[LeftOut, ...]
) -> tuple[Episode, Master]:
    """Write the audio behind the space for its tag, then the tag, when the times are known."""
    tag = tag_options(run.settings, run.now.date())
    tag_bytes = id3_reserved_bytes(casting, run.day, tag)
    sink.seek(tag_bytes)
    clips = ClipFolder(run.settings.clips)
    inserts = _inserts(casting.script)
    with record(casting, clips, speak_options(run.settings)) as takes:
        master = mix_programme(
            merge(takes, inserts, key=lambda take: (take.section, take.segment)),
            sink,
            mix_options(run.settings),
            clips=clips,
            on_cue=_watch(casting.script, run, len(takes) + len(inserts)),
        )
    episode = episode_from(casting, master, run.day, left_out)
    sink.seek(0)
    sink.write(id3_tag(episode, tag, tag_bytes))
    return replace(episode, date=run.now.isoformat(timespec="seconds")), master


def _watch(script: Script, run: RunContext, total: int) -> Callable[[Cue], None]:
    """Return the callback of each line: it reports the progress, and raises LateError without time."""
    spoken = count(1)
    first = next((number for number, one in enumerate(script.sections) if one.role in _STORIES), 0)
    last = max((number for number, one in enumerate(script.sections) if one.role in _STORIES), default=0)

    def on_cue(cue: Cue) -> None:
        run.on_progress("speaking", next(spoken), total)
        section = script.sections[cue.section]
        lines = len(section.segments) + (section.insert is not None)
        whole = cue.section + (cue.segment == lines - 1)
        if first < whole <= last and not run.has_time():
            raise LateError(script, whole)

    return on_cue


def _inserts(script: Script) -> tuple[Take, ...]:
    """Return the takes of the recordings of a script."""
    return tuple(
        recording_take(
            Path(insert.path),
            (jingle_options if section.role == "part" else RecordingOptions)(insert.limit_ms),
            Place(number, len(section.segments), insert.pause_ms),
        )
        for number, section in enumerate(script.sections)
        if (insert := section.insert)
    )


def _write_beside(mp3: Path, files: dict[str, bytes]) -> None:
    """Write the files of a programme, and remove those that an earlier programme of this name had."""
    with ThreadPoolExecutor() as pool:  # each file waits for the disk
        list(pool.map(lambda file: write_atomic(mp3.with_suffix(file[0]), file[1]), files.items()))
    for suffix in PROGRAMME_SUFFIXES:
        if suffix not in files:
            remove_file(mp3.with_suffix(suffix))
