"""Clock times at the head of a line: '9:40', '2.15 p.m. GMT', '14.35 Uhr', '12h05'."""

import re
from typing import NamedTuple

from briefing.clean.line_patterns import is_date_word

_CLOCK = re.compile(
    r"(?<![\w:.,])(?P<hour>[01]?\d|2[0-4])"
    r"(?:(?:[:.]|\s?h\s?)(?P<minute>[0-5]\d)(?:[:.][0-5]\d)?(?![\d.,]\d))?"
    r"(?P<unit>\s?(?:Uhr|hs?|hrs)(?!\w))?(?P<half>\s?[ap]\.?\s?m\b\.?)?(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w.]*")
_SEPARATOR = re.compile(r"^[\s:|–—·•,/>-]+")
_MAX_STAMP_CHARS = 60
_NOON = 12


class Stamp(NamedTuple):
    """The time at an end of a line.

    Attributes:
        clock: 'HH:MM', of 24 hours.
        words: The characters of the stamp, as they are in the line.
        rest: The text of the line without the stamp; '' if the line is a stamp and nothing else.
        is_apart: A mark stands between the stamp and the rest, or one of them is missing.
    """

    clock: str
    words: str
    rest: str
    is_apart: bool


def stamp_before(text: str) -> Stamp | None:
    """Return the stamp at the beginning of a line, behind a date if there is one."""
    for found in _CLOCK.finditer(text[:_MAX_STAMP_CHARS]):
        clock = _clock_of(found)
        if clock and _has_only_date_words(text[: found.start()]):
            end = _past_zone(text, found.end())
            rest = _SEPARATOR.sub("", text[end:])
            is_apart = not rest or bool(text[end : len(text) - len(rest)].strip())
            return Stamp(clock, text[: len(text) - len(rest)].strip(), rest, is_apart)
    return None


def stamp_behind(text: str) -> Stamp | None:
    """Return the stamp at the end of a line: 'Polls close 9:40 a.m.'"""
    tail = max(0, len(text) - _MAX_STAMP_CHARS)
    for found in _CLOCK.finditer(text, tail):
        clock = _clock_of(found)
        if clock and _has_only_date_words(text[found.end() :]):
            rest = text[: found.start()].rstrip(" :|–—·•,/-([")
            return Stamp(clock, text[len(rest) :].strip(), rest, is_apart=True)
    return None


def _clock_of(found: re.Match[str]) -> str:
    """Return 'HH:MM'; '' for a number without minutes, unit or half of the day."""
    half = (found["half"] or "").strip().lower()
    if not (found["minute"] or found["unit"] or half):
        return ""
    hour = int(found["hour"])
    if half:
        if hour > _NOON:
            return ""
        hour = hour % _NOON + (_NOON if half.startswith("p") else 0)
    return f"{hour % 24:02}:{found['minute'] or '00'}"


def _has_only_date_words(text: str) -> bool:
    return all(is_date_word(word) for word in _WORD.findall(text))


def _past_zone(text: str, at: int) -> int:
    """Return the end of the words of a time zone: '9:40 a.m. ET', '9:40 (GMT)'."""
    while found := re.compile(r"\s?[(\[]?([A-Z]{2,4})[)\]]?(?!\w)").match(text, at):
        if not is_date_word(found[1]):
            break
        at = found.end()
    return at
