"""The episode of a programme: id, chapters, transcript and speakers, with times from one timeline.

Each written word gets the time of the spoken words: the article has '$1.2 million' and the engine speaks 'one
point two million dollars'. The longest common subsequence is aligned first; the words between two common
words are aligned as a run, and share its time.
"""

import hashlib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate, groupby, pairwise

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
    SpokenWord,
    Timeline,
    TranscriptLine,
)
from briefing.publish.formatting import one_line

NARRATOR = "Narrator"
UNNAMED = "Unnamed speaker"  # of a quotation without attribution

_STORIES = ("story", "insert", "brief")
_BRIEFS = ("brief", "brief")  # the roles of a brief and the section before it: one chapter
SHORTEST_CHAPTER_MS = 10_000  # a shorter opening or closing belongs to the chapter beside it
_SPOKEN_SIGNS = "&%@#*/"  # punctuation in Unicode, but spoken if it is a word of its own
_LETTERS_PER_DIGIT = 5  # 'seventy-one' for '71'
_LETTERS_PER_SIGN = 7  # 'dollars', 'percent', 'degrees'
_STOPS = ",;:.!?"
_SEARCH_RADIUS = 4  # spoken words around the expected border

Span = tuple[int, int]
Run = tuple[Sequence[str], Sequence[SpokenWord]]  # written words, and the words spoken for them


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


def word_times(text: str, spoken: Sequence[SpokenWord], start: int, end: int) -> tuple[Span, ...]:
    """Return start and end of each word of `text`.

    Args:
        text: The written line; its words are separated by spaces.
        spoken: The spoken words with their times, in any unit.
        start: Start of the line, in the same unit.
        end: End of the line.

    Returns:
        The spans in order, without overlaps, from `start` to `end`. A word without sound (a dash, an omitted
        word) has no duration. Empty if `spoken` has no audible word.
    """
    audible = [word for word in spoken if _is_audible(word.text)]
    if not audible:
        return ()
    written = text.split()
    found = _spans([word for word in written if _is_audible(word)], audible)
    spans = [next(found) if _is_audible(word) else None for word in written]
    return tuple(_in_order(spans, start, end))


def _is_audible(word: str) -> bool:
    """Return True unless the word consists of dashes, dots and quotation marks."""
    if any(map(str.isalnum, word)):
        return True
    return any(sign in _SPOKEN_SIGNS or not unicodedata.category(sign).startswith("P") for sign in word)


def _spans(written: Sequence[str], spoken: Sequence[SpokenWord]) -> Iterator[Span | None]:
    """Yield the span of each written word; None if nothing was spoken for it."""
    for words, heard in _aligned_runs(written, spoken):
        if len(words) == 1 and heard:
            yield heard[0].start, heard[-1].end
        else:
            yield from _share_time(words, heard) if heard else [None] * len(words)


def _aligned_runs(written: Sequence[str], spoken: Sequence[SpokenWord]) -> list[Run]:
    """Return the common words as runs of one word, and the differing words between them as runs.

    Spoken words without a written one belong to the word before them, or at the start to the word after
    them: 'dollars' of '$2 million', 'on' of 'Monday'.
    """
    ours, theirs = [*map(_fold, written)], [_fold(word.text) for word in spoken]
    if ours == theirs:  # most lines; the matcher would take a millisecond
        return [([word], [sound]) for word, sound in zip(written, spoken, strict=True)]
    runs: list[Run] = []
    early: Sequence[SpokenWord] = ()
    for kind, a, b, c, d in SequenceMatcher(None, ours, theirs).get_opcodes():
        words, heard = written[a:b], spoken[c:d]
        if kind == "equal":
            runs += [([word], [sound]) for word, sound in zip(words, heard, strict=True)]
        elif words:
            runs.append((words, heard))
        elif runs:
            runs[-1] = (runs[-1][0], [*runs[-1][1], *heard])
        else:
            early = heard
    return [(runs[0][0], [*early, *runs[0][1]]), *runs[1:]] if runs else []


def _fold(word: str) -> str:
    """Return letters and digits in lower case: '“Don’t,' and "don't" give the same."""
    return "".join(filter(str.isalnum, word.casefold())) or word


def _share_time(words: Sequence[str], heard: Sequence[SpokenWord]) -> Iterator[Span]:
    """Return the spans of a run's words by their estimated lengths, with borders between spoken words."""
    first, last = heard[0].start, heard[-1].end
    done = list(accumulate(map(_letters, words), initial=0))
    goals = [first + (last - first) * letters // done[-1] for letters in done]
    if len(words) > len(heard):
        return pairwise(goals)
    borders = [0]
    for place, (word, goal) in enumerate(zip(words[:-1], goals[1:], strict=False), 1):
        choices = range(borders[-1] + 1, len(heard) - len(words) + place + 1)
        borders.append(_border(heard, choices, word, goal))
    return ((heard[a].start, heard[b - 1].end) for a, b in pairwise([*borders, len(heard)]))


def _border(heard: Sequence[SpokenWord], choices: range, word: str, goal: int) -> int:
    """Return the first spoken word of the next written one: by punctuation, else by distance to `goal`."""
    nearest = bisect_left(heard, goal, choices.start, choices.stop - 1, key=lambda spoken: spoken.start)
    near = choices[
        max(0, nearest - choices.start - _SEARCH_RADIUS) : nearest - choices.start + _SEARCH_RADIUS + 1
    ]
    stops = [number for number in near if word[-1] in _STOPS and heard[number - 1].text.endswith(word[-1])]
    return min(stops or near, key=lambda number: abs(heard[number].start - goal))


def _letters(word: str) -> int:
    """Return about how many letters the spoken form of the word has."""
    return max(1, sum(map(_letters_of_sign, word)))


def _letters_of_sign(sign: str) -> int:
    if sign.isdigit():
        return _LETTERS_PER_DIGIT
    if sign.isalpha():
        return 1
    return _LETTERS_PER_SIGN if sign in _SPOKEN_SIGNS or unicodedata.category(sign).startswith("S") else 0


def _in_order(spans: Iterable[Span | None], start: int, end: int) -> Iterator[Span]:
    """Yield each span inside the line and not before the end of the span before it."""
    earliest = start
    for span in spans:
        begins, ends = span or (earliest, earliest)
        begins = min(max(begins, earliest), end)
        earliest = min(max(ends, begins), end)
        yield begins, earliest
