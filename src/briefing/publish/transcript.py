"""Episode -> transcript: Podcasting 2.0 JSON, and WebVTT whose voice tags give Apple the speakers."""

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


def _cues(line: TranscriptLine) -> Iterator[str]:
    voice = f"<v {_escape(line.speaker)}>"
    texts = ["\n".join(rows) for rows in _rows(line.text, LINE_LENGTH - len(voice))]
    span, whole = line.end_ms - line.start_ms, sum(map(len, texts))
    ends = [line.start_ms + span * done // whole for done in accumulate(map(len, texts), initial=0)]
    for text, (start, end) in zip(texts, pairwise(ends), strict=True):
        yield f"{clock(start)} --> {clock(end)}\n{voice}{text}"


def _rows(text: str, beside_name: int) -> Iterator[list[str]]:
    """The rows of each cue. A cue ends where two rows are full, or with a sentence in its second row."""
    widths = (max(beside_name, ROOM_BESIDE_NAME), *[LINE_LENGTH] * (ROWS_A_CUE - 1))
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


def _words(text: str, longest: int) -> Iterator[str]:
    """The words, escaped; one that no row would hold is cut."""
    for word in text.split():
        for at in range(0, len(word), longest):
            yield _escape(word[at : at + longest])


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
