"""The narrator's words inside of speech: in a dialogue of dashes, and in French between the marks.

'—No lo sé —dijo Ana—. Mañana veremos.'; '« Nous sommes prêts, explique Julie. Il manque le vent. »'.
A paragraph that begins with a dash is speech only in a run of such paragraphs of which one has an inset that
begins with a speech verb: lists begin with dashes too.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefing.quote.language.readings import Readings
from briefing.quote.marks.pairs import Marked

_DASH = re.compile(r"\s*[—–―-]\s*(?=\S)")
# What opens an inset: ' —dijo Ana' or ', dit Camille'
_OPENING = re.compile(r"\s(?P<dash>[—–―])\s?(?=[^\W\d_])|[,!?…]\s+(?=[^\W\d_])")
_DASH_CLOSE = re.compile(r"\s?[—–―](?:[.,;:]|\s|$)\s*")
_COMMA_CLOSE = re.compile(r"[.;](?:\s+|$)|,\s+(?P<next>[^\W\d_]+['’]?)")
_WORD = re.compile(r"[^\W\d_]+(?:['’]|(?=\W|$))")
# Who speaks in an inset: -t-il, la ministre, Camille; a mother told of in speech does not ('dit ma mère')
_SPEAKER = re.compile(
    r"(?:-t)?-(?:il|elle)s?\b|\s+(?:l['’]|l[ae]s?\s|une?\s|s(?:on|a)\s|leur\s|M\.|[^\W\d_a-zß-ÿ])"
)


class _Inset(NamedTuple):
    """The narrator's words, `start` to `end`; with the marks on both sides they are `left` to `right`."""

    left: int
    start: int
    end: int
    right: int


def read_dialogue(texts: Sequence[str], readings: Readings) -> tuple[Marked, ...]:
    """The speech of the paragraphs that are dialogue, in order; the narrator's insets lie between."""
    found: list[Marked] = []
    for is_dashed, group in groupby(enumerate(texts), key=lambda block: _DASH.match(block[1]) is not None):
        pieces = [list(_dialogue(number, text, readings)) for number, text in group] if is_dashed else []
        if any(len(piece) > 1 or piece[0].right < len(texts[piece[0].block]) for piece in pieces):
            found += [marked for piece in pieces for marked in piece]
    return tuple(found)


def _dialogue(number: int, text: str, readings: Readings) -> Iterator[Marked]:
    dash = _DASH.match(text)
    start = dash.end() if dash else 0
    whole = Marked(number, 0, start, len(text.rstrip()), len(text), closed=True, reopened=False)
    return without_insets(whole, text, readings)


def without_insets(marked: Marked, text: str, readings: Readings) -> Iterator[Marked]:
    """The pieces of a quotation between the narrator's insets."""
    left, start = marked.left, marked.start
    for inset in _insets(text, marked.start, marked.end, readings):
        end = inset.left + (text[inset.left] in ",!?…")
        if end > start:
            yield marked._replace(left=left, start=start, end=end, right=inset.start)
        marked = marked._replace(reopened=False)
        left, start = inset.end, inset.right
    if marked.end > start:
        yield marked._replace(left=left, start=start)


def _insets(text: str, begin: int, stop: int, readings: Readings) -> Iterator[_Inset]:
    at = begin
    for opening in _OPENING.finditer(text, begin, stop):
        by_dash = opening["dash"] is not None
        if opening.start() < at or not _speaks(text, opening.end(), readings, by_dash=by_dash):
            continue
        end, at = _close(text, opening.end(), stop, readings, by_dash=by_dash)
        yield _Inset(opening.start(), opening.end(), end, at)


def _speaks(text: str, at: int, readings: Readings, *, by_dash: bool) -> bool:
    """Whether the narrator begins with a speech verb, past a word that is dropped ('s’exclame')."""
    for word in _WORD.finditer(text, at, at + 40):
        low = word.group().lower().replace("’", "'")
        if readings.words.get(low) not in ("", "has"):
            spoken = low in readings.verbs or low in readings.participles
            return spoken and (by_dash or _SPEAKER.match(text, word.end()) is not None)
    return False


def _close(text: str, at: int, stop: int, readings: Readings, *, by_dash: bool) -> tuple[int, int]:
    """Where the narrator ends and where speech goes on; a comma ends only what a new clause follows."""
    for close in (_DASH_CLOSE if by_dash else _COMMA_CLOSE).finditer(text, at, stop):
        following = None if by_dash else close["next"]
        if following is None:
            return close.start(), close.end()
        if following.lower().replace("’", "'") in readings.words:
            return close.start(), close.start("next")
    return stop, stop
