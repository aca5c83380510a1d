"""Consent dialogs by their words: what a saved page keeps of its layer about cookies and personal data."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, groupby

from briefing.clean.container import text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import alternatives
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import fold
from briefing.text import read_table

_MIN_TERMS = 2  # different words about data in a line
_MIN_LINES = 2  # about consent in one dialog
_MIN_CHARS = 50
_MIN_DIALOG_CHARS = 150  # of the lines about consent in one dialog
_MIN_SHARE = 0.6  # of a dialog's text
_MAX_BUTTON_CHARS = 60


def consent_dialogs(context: RuleContext) -> Iterator[Finding]:
    """The parts whose text asks the reader for consent, and runs of such paragraphs beside the story."""
    if context.lines and _count_terms(fold(context.lines[context.headline_at].text)):
        return  # the story is about cookies or personal data
    asks_consent = _which_ask_for_consent(context.lines)
    if not any(asks_consent):
        return
    before = [
        0,
        *accumulate(
            line.chars if asks else 0 for line, asks in zip(context.lines, asks_consent, strict=True)
        ),
    ]
    texts = [0, *accumulate(line.chars if line.chars >= _MIN_CHARS else 0 for line in context.lines)]
    reached = 0
    for element in context.elements:
        own, text = (sums[element.last] - sums[element.first] for sums in (before, texts))
        is_beside = element.first >= reached and not element.first <= context.headline_at < element.last
        count = (
            sum(asks_consent[element.first : element.last]) if is_beside and own >= _MIN_DIALOG_CHARS else 0
        )
        if count >= _MIN_LINES and own >= _MIN_SHARE * text:
            reached = element.last
            yield from context.lines[element.first : element.last]
    yield from _runs_beside_story(context, asks_consent)


def _runs_beside_story(context: RuleContext, asks_consent: Sequence[bool]) -> Iterator[Line]:
    """Paragraphs in a row that ask for consent, with the heading before them."""
    for asks, group in groupby(range(len(asks_consent)), key=asks_consent.__getitem__):
        run = list(group)
        if not asks or len(run) < _MIN_LINES or not _is_outside_text(run, context):
            continue
        before = run[0] - 1
        if before > context.headline_at and _is_title(context.lines[before], context.lines[run[0]].owner):
            yield context.lines[before]
        yield from (context.lines[at] for at in run)


def _is_outside_text(run: Sequence[int], context: RuleContext) -> bool:
    """Return True if a run is before the headline, or no paragraph comes after it."""
    after = context.lines[run[-1] + 1 :]
    return run[-1] < context.headline_at or not any(text_score(line) for line in after)


def _is_title(line: Line, owner: Element) -> bool:
    is_short = line.chars <= _MAX_BUTTON_CHARS and line.owner.parent is owner.parent
    return is_short and (heading_level(line) > 0 or _count_terms(fold(line.text)) > 0)


def _which_ask_for_consent(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it asks for consent; most pages have few of the words at all."""
    folded = [fold(line.text) if line.chars >= _MIN_CHARS and not line.reason else "" for line in lines]
    page = " ".join(folded)
    stems = [stem for stem in _strong_stems() if stem in page]
    return [any(stem in text for stem in stems) and _asks_for_consent(text) for text in folded]


def _asks_for_consent(folded: str) -> bool:
    """Return True if a folded line speaks of data and of the reader, and quotes nobody."""
    if '"' in folded or not _strong_pattern().search(folded) or _count_terms(folded) < _MIN_TERMS:
        return False
    return bool(_person_pattern().search(folded))


def _count_terms(folded: str) -> int:
    return len(set(_term_pattern().findall(folded)))


@cache
def _term_pattern() -> re.Pattern[str]:
    return _pattern("terms")


@cache
def _strong_stems() -> tuple[str, ...]:
    """The beginnings of the words that hardly occur elsewhere, for a quick check."""
    table = read_table("briefing.clean", "words/consent.toml")
    words = (word for language in table.values() for word in language["strong"])
    return tuple(dict.fromkeys(word.partition("*")[0] for word in words))


@cache
def _strong_pattern() -> re.Pattern[str]:
    return _pattern("strong")


@cache
def _person_pattern() -> re.Pattern[str]:
    return _pattern("persons")


def _pattern(key: str) -> re.Pattern[str]:
    table = read_table("briefing.clean", "words/consent.toml")
    words = [word for language in table.values() for word in language[key]]
    return re.compile(rf"(?<!\w)(?:{alternatives(sorted(words, key=len, reverse=True))})(?!\w)")
