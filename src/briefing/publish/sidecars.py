"""The files beside the MP3: chapters and transcript as Podcasting 2.0 JSON, and the transcript as WebVTT.

Podcasting 2.0: github.com/Podcastindex-org/podcast-namespace, chapters/jsonChapters.md. Apple Podcasts reads
the speakers from the voice tags of WebVTT. WebVTT is written twice: with a time for each cue, which podcast
apps read, and with a time for each word ('<00:00:01.000>', a 'cue timestamp' of www.w3.org/TR/webvtt1).
"""

import json
from collections.abc import Iterator
from itertools import accumulate, pairwise

from briefing.model import Chapter, Episode, TranscriptLine
from briefing.publish.formatting import is_web_url, seconds, webvtt_timestamp

_MAX_ROW_CHARACTERS = 65  # Apple's limit; Podcasting 2.0 recommends the same
_ROWS_PER_CUE = 2
_MIN_ROW_CHARACTERS = 24  # of a row that also contains the voice tag of a long name
_CLOSING_MARKS = "”’\"')]"


def chapters_json(episode: Episode) -> bytes:
    """Return the chapters as `application/json+chapters`, version 1.2.0.

    Args:
        episode: The episode; times in milliseconds.
    """
    value = {
        "version": "1.2.0",
        "title": episode.title,
        "chapters": [_chapter(chapter) for chapter in episode.chapters],
    }
    return _json_bytes(value)


def _chapter(chapter: Chapter) -> dict[str, object]:
    entry: dict[str, object] = {
        "startTime": seconds(chapter.start_ms),
        "endTime": seconds(chapter.end_ms),
        "title": chapter.title,
    }
    return {**entry, "url": chapter.url} if is_web_url(chapter.url) else entry


def _json_bytes(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode() + b"\n"


def transcript_json(episode: Episode) -> bytes:
    """Return the transcript as `application/json`: a segment for each spoken line, with times in seconds.

    Args:
        episode: The episode; times in milliseconds.
    """
    segments = [
        {
            "speaker": line.speaker,
            "startTime": seconds(line.start_ms),
            "endTime": seconds(line.end_ms),
            "body": line.text,
        }
        for line in episode.transcript
    ]
    return _json_bytes({"version": "1.0.0", "segments": segments})


def webvtt(episode: Episode) -> bytes:
    """Return the transcript as `text/vtt`.

    A long line becomes several cues; they share its time by their numbers of characters.

    Args:
        episode: The episode; times in milliseconds.
    """
    cues = (cue for line in episode.transcript for cue in _cues(line))
    return "\n\n".join(["WEBVTT", *cues]).encode() + b"\n"


def has_word_times(episode: Episode) -> bool:
    """Return True if a line has a time for each of its words.

    Args:
        episode: The episode; times in milliseconds.
    """
    return any(line.words for line in episode.transcript)


def webvtt_by_word(episode: Episode) -> bytes:
    """Return the transcript as `text/vtt` with a timestamp before each word that starts inside its cue.

    The cues of a long line start with their first word, instead of sharing its time as in `webvtt`. A line
    without word times has the cues of `webvtt`.

    Args:
        episode: The episode; times in milliseconds.
    """
    cues = (cue for line in episode.transcript for cue in (_word_cues if line.words else _cues)(line))
    return "\n\n".join(["WEBVTT", *cues]).encode() + b"\n"


def _word_cues(line: TranscriptLine) -> Iterator[str]:
    """Yield the cues of a line; each ends where the first word of the next one starts."""
    voice = _voice_tag(line)
    rows_by_cue = list(_rows(line.text, _MAX_ROW_CHARACTERS - len(voice)))
    starts = _piece_starts(line, _MAX_ROW_CHARACTERS - len(voice))
    cues = [[[(next(starts), piece) for piece in row.split(" ")] for row in rows] for rows in rows_by_cue]
    borders = [line.start_ms, *(rows[0][0][0] for rows in cues[1:]), line.end_ms]
    for rows, (start, end) in zip(cues, pairwise(borders), strict=True):
        yield _cue(start, end, f"{voice}{_with_timestamps(rows, start, end)}")


def _piece_starts(line: TranscriptLine, remaining: int) -> Iterator[int]:
    """Yield the start of each piece of the rows: a word, or a part of a word that is longer than a row."""
    longest = _first_row_characters(remaining)
    for word in line.words:
        for at in range(0, len(word.text), longest):
            yield word.start_ms + (word.end_ms - word.start_ms) * at // len(word.text)


def _with_timestamps(rows: list[list[tuple[int, str]]], start_ms: int, end_ms: int) -> str:
    """Return the text of a cue. Its timestamps must increase and lie inside the cue."""
    latest, lines = start_ms, []
    for row in rows:
        pieces = []
        for at, piece in row:
            has_timestamp = latest < at < end_ms
            pieces.append(f"<{webvtt_timestamp(at)}>{piece}" if has_timestamp else piece)
            latest = at if has_timestamp else latest
        lines.append(" ".join(pieces))
    return "\n".join(lines)


def _cues(line: TranscriptLine) -> Iterator[str]:
    voice = _voice_tag(line)
    texts = ["\n".join(rows) for rows in _rows(line.text, _MAX_ROW_CHARACTERS - len(voice))]
    span, whole = line.end_ms - line.start_ms, sum(map(len, texts))
    ends = [line.start_ms + span * done // whole for done in accumulate(map(len, texts), initial=0)]
    for text, (start, end) in zip(texts, pairwise(ends), strict=True):
        yield _cue(start, end, f"{voice}{text}")


def _cue(start_ms: int, end_ms: int, text: str) -> str:
    return f"{webvtt_timestamp(start_ms)} --> {webvtt_timestamp(end_ms)}\n{text}"


def _rows(text: str, remaining: int) -> Iterator[list[str]]:
    """Yield the rows of each cue; a cue ends when two rows are full, or with a sentence in its second row."""
    widths = (_first_row_characters(remaining), *[_MAX_ROW_CHARACTERS] * (_ROWS_PER_CUE - 1))
    rows: list[str] = []
    for word in _row_words(text, widths[0]):
        if rows and len(rows[-1]) + 1 + len(word) <= widths[len(rows) - 1]:
            rows[-1] += " " + word
        elif len(rows) < _ROWS_PER_CUE:
            rows.append(word)
        else:
            yield rows
            rows = [word]
        if len(rows) == _ROWS_PER_CUE and word.rstrip(_CLOSING_MARKS).endswith((".", "!", "?", "…")):
            yield rows
            rows = []
    if rows:
        yield rows


def _first_row_characters(remaining: int) -> int:
    """Return the maximum number of characters of the row with the voice tag."""
    return max(remaining, _MIN_ROW_CHARACTERS)


def _row_words(text: str, longest: int) -> Iterator[str]:
    """Yield the words, escaped; a word that is longer than a row is split."""
    for word in text.split():
        for at in range(0, len(word), longest):
            yield _escape(word[at : at + longest])


def _voice_tag(line: TranscriptLine) -> str:
    return f"<v {_escape(line.speaker)}>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
