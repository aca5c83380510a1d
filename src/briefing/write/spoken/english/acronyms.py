"""Acronyms spelled or spoken, and initials.

eSpeak NG spells capitals of two and three letters and reads longer ones as a word. What differs is listed. A
spelled one is given as 'D.A': letters with stops between and none at the end, since a last stop before a
capital would end the sentence; with a possessive as 'D-A's'.
"""

import re

from briefing.text import read_table
from briefing.write.spoken.english.patterns import any_of
from briefing.write.spoken.english.sentences import sentence_stop

TABLE = read_table(__package__, "words/acronyms.toml")
SPELLED = frozenset(TABLE["spelled"])
WORDS = frozenset(TABLE["words"])
OTHERS: dict[str, str] = TABLE["others"]

# 'D.A.', 'U.S.', 'a.m.', 'J.K.', 'D.A.'s'
DOTTED = re.compile(r"(?<![\w.])(?P<letters>[A-Za-z](?:\.[A-Za-z])+)(?P<stop>\.?)(?P<own>['’]s\b)?(?!\w)")
# 'J. K. Rowling', 'D. A.'
PARTED = re.compile(r"(?<![\w.'’])[A-Z]\.(?:\s[A-Z]\.)+")
# 'Paul W. Ames', 'A. Philip Randolph'
INITIAL = re.compile(r"(?<![\w.'’])(?P<letter>[A-Z])\.(?P<gap>\s?)(?=[A-Z][a-z'’])")
# 'ACLU', 'WHO's', 'NOT'
CAPITALS = re.compile(r"(?<![\w.])[A-Z]{2,7}(?P<own>['’]s\b)?(?!\w|\.\w)")
OTHER = re.compile(rf"(?<![\w.])(?:{any_of(OTHERS)})(?!\w)")


def speak_acronyms(text: str) -> str:
    """Each acronym as it is spelled or spoken."""
    text = OTHER.sub(lambda m: OTHERS[m[0]] + sentence_stop(m), text)
    text = PARTED.sub(lambda m: m[0].replace(". ", "."), text)
    text = DOTTED.sub(_say_dotted, text)
    text = INITIAL.sub(_say_initial, text)
    return CAPITALS.sub(_say_capitals, text)


def _say_dotted(match: re.Match[str]) -> str:
    letters = match["letters"].upper()
    if match["own"]:
        return letters.replace(".", "-") + match["own"]
    return letters + sentence_stop(match)


def _say_initial(match: re.Match[str]) -> str:
    """'W' stands alone well; an 'A' alone would be the article, so it leans on the name."""
    return "A-" if match["letter"] == "A" else f"{match['letter']} "


def _say_capitals(match: re.Match[str]) -> str:
    own = match["own"] or ""
    word = match[0].removesuffix(own)
    if word in WORDS:
        return word.lower() + own
    if word in SPELLED:
        return ("-" if own else ".").join(word) + own
    return match[0]
