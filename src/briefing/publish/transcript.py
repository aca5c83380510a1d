"""Episode -> transcript: Podcasting 2.0 JSON, and WebVTT whose voice tags give Apple the speakers.

WebVTT is written twice: with a time for each cue, which is what podcast apps read, and with a time for each
word inside the cues ('<00:00:01.000>', a 'cue timestamp' of www.w3.org/TR/webvtt1).
"""

import json
from collections.abc import Iterator
from itertools import accumulate, pairwise

from briefing.model import Episode, TranscriptLine
from briefing.publish.wording import clock, seconds

LINE_LENGTH = 65  # Apple's limit; Podcasting 2.0 recommends the same
ROWS_A_CUE = 2
ROOM_BESIDE_NAME = 24  # a row that shares its 65 characters with a long name keeps at least this many
CLOSING_MARKS = "”’\"')]"


def transcript_json(episode: Episode) -> bytes:
    """Version, and a segment for each line that is spoken; times in seconds."""
    segments = [
        {
            "speaker": line.speaker,
            "startTime": seconds(line.start_ms),
            "endTime": seconds(line.end_ms),
            "body": line.text,
        }
        for line in episode.transcript
    ]
    return (
        json.dumps({"version": "1.0.0", "segments": segments}, ensure_ascii=False, indent=1).encode() + b"\n"
    )


def webvtt(episode: Episode) -> bytes:
    """The transcript as `text/vtt`; a long line becomes several cues, its time shared by their lengths."""
    cues = (cue for line in episode.transcript for cue in _cues(line))
    return "\n\n".join(["WEBVTT", *cues]).encode() + b"\n"


def has_word_times(episode: Episode) -> bool:
    """Whether there is a line with a time for each of its words."""
    return any(line.words for line in episode.transcript)


def webvtt_by_word(episode: Episode) -> bytes:
    """The same cues with a timestamp before each word that begins inside its cue.

    The parts of a long line begin with their first word, not by their lengths as in `webvtt`. A line without
    word times has the cues of `webvtt`.
    """
    cues = (cue for line in episode.transcript for cue in (_word_cues if line.words else _cues)(line))
    return "\n\n".join(["WEBVTT", *cues]).encode() + b"\n"


def _word_cues(line: TranscriptLine) -> Iterator[str]:
    """A cue lasts until the first word of the next."""
    voice = _voice(line)
    rows_by_cue = list(_rows(line.text, LINE_LENGTH - len(voice)))
    starts = _piece_starts(line, LINE_LENGTH - len(voice))
    cues = [[[(next(starts), piece) for piece in row.split(" ")] for row in rows] for rows in rows_by_cue]
    borders = [line.start_ms, *(rows[0][0][0] for rows in cues[1:]), line.end_ms]
    for rows, (start, end) in zip(cues, pairwise(borders), strict=True):
        yield f"{clock(start)} --> {clock(end)}\n{voice}{_stamped(rows, start, end)}"


def _piece_starts(line: TranscriptLine, beside_name: int) -> Iterator[int]:
    """When each piece of a row is heard: a word, or a part of one that no row would hold."""
    longest = _longest(beside_name)
    for word in line.words:
        for at in range(0, len(word.text), longest):
            yield word.start_ms + (word.end_ms - word.start_ms) * at // len(word.text)


def _stamped(rows: list[list[tuple[int, str]]], start_ms: int, end_ms: int) -> str:
    """The rows of a cue; a timestamp must lie behind the one before it and inside the cue."""
    latest, lines = start_ms, []
    for row in rows:
        pieces = []
        for at, piece in row:
            has_stamp = latest < at < end_ms
            pieces.append(f"<{clock(at)}>{piece}" if has_stamp else piece)
            latest = at if has_stamp else latest
        lines.append(" ".join(pieces))
    return "\n".join(lines)


def _cues(line: TranscriptLine) -> Iterator[str]:
    voice = _voice(line)
    texts = ["\n".join(rows) for rows in _rows(line.text, LINE_LENGTH - len(voice))]
    span, whole = line.end_ms - line.start_ms, sum(map(len, texts))
    ends = [line.start_ms + span * done // whole for done in accumulate(map(len, texts), initial=0)]
    for text, (start, end) in zip(texts, pairwise(ends), strict=True):
        yield f"{clock(start)} --> {clock(end)}\n{voice}{text}"


def _rows(text: str, beside_name: int) -> Iterator[list[str]]:
    """The rows of each cue. A cue ends where two rows are full, or with a sentence in its second row."""
    widths = (_longest(beside_name), *[LINE_LENGTH] * (ROWS_A_CUE - 1))
    rows: list[str] = []
    for word in _words(text, widths[0]):
        if rows and len(rows[-1]) + 1 + len(word) <= widths[len(rows) - 1]:
            rows[-1] += " " + word
        elif len(rows) < ROWS_A_CUE:
            rows.append(word)
        else:
            yield rows
            rows = [word]
        if len(rows) == ROWS_A_CUE and word.rstrip(CLOSING_MARKS).endswith((".", "!", "?", "…")):
            yield rows
            rows = []
    if rows:
        yield rows


def _longest(beside_name: int) -> int:
    """How many characters the first row holds."""
    return max(beside_name, ROOM_BESIDE_NAME)


def _words(text: str, longest: int) -> Iterator[str]:
    """The words, escaped; one that no row would hold is cut."""
    for word in text.split():
        for at in range(0, len(word), longest):
            yield _escape(word[at : at + longest])


def _voice(line: TranscriptLine) -> str:
    return f"<v {_escape(line.speaker)}>"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
