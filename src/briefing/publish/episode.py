"""The episode of a programme: id, chapters, transcript and speakers, with times from one timeline."""

import hashlib
from collections.abc import Iterator
from itertools import groupby, pairwise

from briefing.model import (
    Casting,
    Chapter,
    Cue,
    Episode,
    EpisodeSpeaker,
    LeftOut,
    Master,
    Narration,
    Script,
    Section,
    Segment,
    Speaker,
    Timeline,
    TranscriptLine,
)
from briefing.publish.formatting import one_line
from briefing.publish.word_times import word_times

NARRATOR = "Narrator"
UNNAMED = "Unnamed speaker"  # of a quotation without attribution

_STORIES = ("story", "insert")
_BRIEFS = ("brief", "brief")  # the roles of a brief and the section before it: one chapter
SHORTEST_CHAPTER_MS = 10_000  # a shorter opening or closing belongs to the chapter beside it


def episode_from(
    casting: Casting, master: Master, date: str = "", left_out: tuple[LeftOut, ...] = ()
) -> Episode:
    """Return the episode of a programme.

    Args:
        casting: The script and the voice of each segment.
        master: The timeline of the audio.
        date: ISO 8601; its day is part of the id, so the programmes of two days have different guids.
        left_out: Sources that failed.
    """
    script, timeline = casting.script, master.timeline
    return Episode(
        id=_id_from(script, date),
        title=one_line(script.title),
        date=date,
        language=script.language,
        duration_ms=_milliseconds(timeline.samples, timeline.rate_hz),
        chapters=tuple(_chapters(script, timeline)),
        transcript=tuple(_lines(script, timeline)),
        speakers=tuple(_speakers(casting)),
        left_out=tuple(
            LeftOut(*map(one_line, (left.source, left.error, left.title, left.feed))) for left in left_out
        ),
        origins=tuple(one_line(origin) for origin in casting.origins),
    )


def _id_from(script: Script, date: str) -> str:
    """Return 32 hex digits of the words, their speakers and the day. Times and voices do not change it."""
    parts = [script.title, script.language, date[:10]]
    for section in script.sections:
        parts += [section.title, section.url]
        parts += [f"{_speaker_name(segment)}\t{segment.text}" for segment in section.segments]
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]


def _milliseconds(samples: int, rate_hz: int) -> int:
    """Return the nearest millisecond, in integers so that every machine gets the same."""
    return (samples * 2000 + rate_hz) // (rate_hz * 2)


def _speaker_name(segment: Segment) -> str:
    if isinstance(segment, Narration):
        return NARRATOR
    return one_line(segment.speaker.name) or UNNAMED if segment.speaker else UNNAMED


def _lines(script: Script, timeline: Timeline) -> Iterator[TranscriptLine]:
    """Yield a line for each cue with text."""
    for cue in timeline.cues:
        segments = script.sections[cue.section].segments
        if cue.segment == len(segments):  # a recording
            continue
        segment = segments[cue.segment]
        if text := one_line(segment.text):
            start, end = (_milliseconds(at, timeline.rate_hz) for at in (cue.start, cue.end))
            spans = word_times(text, cue.words, cue.start, cue.end)
            starts, ends = (
                tuple(_milliseconds(span[edge], timeline.rate_hz) for span in spans) for edge in (0, 1)
            )
            yield TranscriptLine(_speaker_name(segment), start, end, text, starts, ends)


def _chapters(script: Script, timeline: Timeline) -> Iterator[Chapter]:
    """Yield chapters from 0 to the end without gaps: each ends at the first word of the next."""
    starts = _chapter_starts(script, timeline)
    borders = [0, *(start for _, start in starts[1:]), timeline.samples]
    times = pairwise(_milliseconds(border, timeline.rate_hz) for border in borders)
    for (section, _), (start, end) in zip(starts, times, strict=False):
        title = one_line(section.title) or one_line(script.title)
        items = tuple(_briefs(script, timeline)) if section.role == "brief" else ()
        yield Chapter(title, start, end, section.url, one_line(section.source), items)


def _briefs(script: Script, timeline: Timeline) -> Iterator[Chapter]:
    """Yield the stories that are told in brief, each from its first word to its last."""
    cues = groupby(timeline.cues, key=lambda cue: cue.section)
    for number, heard in cues:
        section = script.sections[number]
        if section.role == "brief" and section.url:
            edges = [edge for cue in heard for edge in (cue.start, cue.end)]
            start, end = (_milliseconds(at, timeline.rate_hz) for at in (edges[0], edges[-1]))
            yield Chapter(one_line(section.title), start, end, section.url, one_line(section.source))


def _chapter_starts(script: Script, timeline: Timeline) -> list[tuple[Section, int]]:
    """Return the sections that are chapters, each with its first sample."""
    first: dict[int, Cue] = {}
    for cue in timeline.cues:
        first.setdefault(cue.section, cue)
    starts = [
        (script.sections[number], cue.start)
        for number, cue in first.items()
        if number == 0 or (script.sections[number].role, script.sections[number - 1].role) != _BRIEFS
    ]
    stories = sum(section.role in _STORIES for section, _ in starts)
    ends = [*(start for _, start in starts), timeline.samples][1:]
    shortest = SHORTEST_CHAPTER_MS * timeline.rate_hz // 1000
    kept = [
        (section, start)
        for (section, start), end in zip(starts, ends, strict=True)
        if section.role in _STORIES or (stories != 1 and end - start >= shortest)
    ]
    return kept or starts[:1]


def _speakers(casting: Casting) -> Iterator[EpisodeSpeaker]:
    """Yield the quoted speakers in order of their first word, with the id of their voice in the cast.

    Unnamed speakers are listed once for each voice: each story has its own.
    """
    seen = set()
    for role in casting.roles:
        segment = casting.script.sections[role.section].segments[role.segment]
        if isinstance(segment, Narration):
            continue
        speaker = segment.speaker or Speaker(f"unnamed\n{role.voice.id}", UNNAMED)
        if speaker.id not in seen:
            seen.add(speaker.id)
            yield EpisodeSpeaker(
                _speaker_name(segment), one_line(speaker.role), speaker.gender, role.voice.id
            )
