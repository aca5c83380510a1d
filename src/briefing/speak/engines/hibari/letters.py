"""What is spelled letter by letter: 'F.B.I', "A-C-L-U's", 'NHS', 'N A T O', the A of 'John A-Smith'."""

import re
from collections.abc import Sequence

from briefing.speak.engines.hibari.line import LineWord

# 'D.A', 'A-C-L-U's', 'a.m', 'P.H.Ds': letters with stops or hyphens between them
_PARTED = re.compile(r"(?P<letters>[A-Za-z](?:\.[A-Za-z]|-[A-Za-z])+)(?P<own>'?s|')?")
# 'FBI', 'FBI's', 'CEOs'
_CAPITALS = re.compile(r"(?P<letters>[A-Z]+)(?P<own>'?s|')?")
# Consonants that no English word has together: 'UNHCR', 'CNBC', 'ESPN' cannot be read as a word
_UNSPEAKABLE = re.compile(r"^[^AEIOUY]*$|^[^AEIOUY]{3}|[^AEIOUY]{4}|[^AEIOUY]{3}$")
# 'vitamin A', 'Team A': words that a letter follows
_TAKE_A_LETTER = frozenset(
    (
        *("appendix", "block", "category", "class", "double", "exhibit", "form", "grade", "group"),
        *("hepatitis", "influenza", "letter", "level", "paragraph", "part", "plan", "point", "route"),
        *("schedule", "section", "series", "team", "tier", "triple", "type", "unit", "vitamin", "zone"),
    )
)
_LONGEST_RUN = 12  # letters to either side
_BETWEEN_LETTERS = frozenset({"and", "or", "to", "through"})  # 'Q and A'


def spelled_letters(core: str) -> tuple[str, str] | None:
    """Return the letters of a word that is spelled, in capitals, and its ending ('s', "'s", ''); else None.

    A single capital counts: 'X' of 'X-ray'. Whether one that stands alone is a letter, the sentence tells.

    Capitals of two and three letters are spelled, longer ones only where nobody could read them as a word.
    """
    parted = _PARTED.fullmatch(core)
    if parted:
        return re.sub(r"[.-]", "", parted["letters"]).upper(), parted["own"] or ""
    capitals = _CAPITALS.fullmatch(core)
    if capitals and (len(capitals["letters"]) < 4 or _UNSPEAKABLE.search(capitals["letters"])):
        return capitals["letters"], capitals["own"] or ""
    return None


def is_letter_by_itself(words: Sequence[LineWord], index: int) -> bool:
    """Return True if a word is a capital that is read by its name: one of 'N A T O', the A of 'Plan A'.

    An I alone is the pronoun, which sounds alike. An A is the article unless it stands among single capitals,
    before punctuation, or after a word that a letter follows; 'A K Street lobbyist' begins with an article.
    """
    if index >= len(words) or not _is_single_capital(words[index]):
        return False
    here = words[index]
    run = _run_of_capitals(words, index)
    if here.core != "A":
        return len(run) > 1 or here.core != "I"
    before = words[index - 1].core.lower() if index else ""
    is_spelled = len(run) > 1 and not (index == 0 and len(run) == 2)
    is_second = index > 1 and before in _BETWEEN_LETTERS and _is_single_capital(words[index - 2])
    return is_spelled or is_second or bool(here.after.strip("“(")) or before in _TAKE_A_LETTER


def _run_of_capitals(words: Sequence[LineWord], index: int) -> range:
    """Return the indices of the single capitals around this one that no punctuation parts."""
    first, last = index, index
    earliest, latest = max(0, index - _LONGEST_RUN), min(len(words) - 1, index + _LONGEST_RUN)
    while first > earliest and not words[first - 1].after and _is_single_capital(words[first - 1]):
        first -= 1
    while last < latest and not words[last].after and _is_single_capital(words[last + 1]):
        last += 1
    return range(first, last + 1)


def _is_single_capital(word: LineWord) -> bool:
    return re.fullmatch(r"[A-Z](?:'s|s)?", word.core) is not None and not word.ipa
