"""Pairs with a slash that are no fraction: marks, odds, blood pressure, laps, innings, oven temperatures."""

import re

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of, any_word

_TABLE = read_table(__package__, "words/slashes.toml")
_END = r"(?![\w/]|[.,]\d)"
_PAIR = rf"(?P<top>\d{{1,4}})\s?/\s?(?P<bottom>\d{{1,4}}){_END}"
_START = r"(?<![\w.,/$£€])"

# '4.5/5', '7.5 / 10': no fraction has a decimal
_DECIMAL_MARK = re.compile(rf"{_START}(?P<top>\d{{1,3}}\.\d{{1,2}})\s?/\s?(?P<bottom>\d{{1,3}}){_END}")
# 'lap 12/58'
_PART = re.compile(rf"(?P<noun>\b(?:{any_of(_TABLE['parts'])})\.?\s){_PAIR}", re.IGNORECASE)
# '7/10 people', '6/8 games', but '3/4 cups'
_COUNTED = re.compile(rf"{_START}{_PAIR}(?=\s(?P<noun>[a-z]{{3,}}(?:s|men|people|children))\b)")
_MEASURES = frozenset(
    (*_TABLE["measured"], *(f"{word}s" for word in _TABLE["measured"]))  # 'inch' and 'inches' are both listed
)
_ANY_PAIR = re.compile(_START + _PAIR)
_MARK_NEAR = re.compile(any_word(_TABLE["marks"]), re.IGNORECASE)
_ODDS_NEAR = re.compile(any_word(_TABLE["odds"]), re.IGNORECASE)
_PRICED = re.compile(r"\b(?:at|from|out to|now)\s$")  # 'won at 13/8'
_INNINGS_NEAR = re.compile(any_word(_TABLE["innings"]), re.IGNORECASE)
_MARK_TOTALS = frozenset((4, 5, 6, 10, 20, 100))
# '200C/180C fan/gas 6'
_OVEN = re.compile(
    r"(?<![\w.,])(?P<one>\d{2,3})\s?°?\s?(?P<unit>[CF])\s?/\s?(?P<two>\d{2,3})\s?°?\s?(?P<other>[CF])?"
    r"(?P<fan>\s[Ff]an)?(?:(?P<gas>\s?/\s?[Gg]as(?:\s[Mm]ark)?\s(?=\d))|(?!\w|/))"
)
_AROUND = 60  # characters


def verbalize_slashes(text: str) -> str:
    """Write '4.5/5' as '4.5 out of 5', '120/80' as '120 over 80', 'lap 12/58' as 'lap 12 of 58'."""
    if "/" not in text:
        return text
    text = _OVEN.sub(_verbalize_oven, text)
    text = _DECIMAL_MARK.sub(lambda m: f"{m['top']} out of {m['bottom']}", text)
    text = _PART.sub(lambda m: f"{m['noun']}{m['top']} of {m['bottom']}", text)
    text = _COUNTED.sub(_verbalize_counted, text)
    return _ANY_PAIR.sub(_verbalize_pair, text)


def _verbalize_oven(match: re.Match[str]) -> str:
    """'200C/180C fan/gas 6' as '200°C, 180 fan, gas mark 6'."""
    other = match["other"] or match["unit"]
    second = match["two"] if match["fan"] else f"{match['two']}°{other}"
    gas = ", gas mark " if match["gas"] else ""
    return f"{match['one']}°{match['unit']}, {second}{match['fan'] or ''}{gas}"


def _verbalize_counted(match: re.Match[str]) -> str:
    top, bottom = int(match["top"]), int(match["bottom"])
    is_share = 1 < bottom <= 100 and 0 < top <= bottom and match["noun"] not in _MEASURES
    return f"{top} out of {bottom}" if is_share else match[0]


def _verbalize_pair(match: re.Match[str]) -> str:
    """Return the pair as what its size and the words around it make it, else unchanged."""
    top, bottom = int(match["top"]), int(match["bottom"])
    if 70 <= top <= 260 and 40 <= bottom <= 160 and top - bottom >= 15:  # mmHg, systolic and diastolic
        return f"{top} over {bottom}"
    around = match.string[max(0, match.start() - _AROUND) : match.end() + _AROUND]
    if bottom <= 10 and 11 <= top <= 999 and _INNINGS_NEAR.search(around):
        return f"{top} for {bottom}"
    if top > bottom:
        is_price = _PRICED.search(match.string, max(0, match.start() - 8), match.start())
        return f"{top} to {bottom}" if bottom and (is_price or _ODDS_NEAR.search(around)) else match[0]
    if (bottom == 10 and top > 1) or (top == bottom and bottom in _MARK_TOTALS):
        return f"{top} out of {bottom}"
    is_mark = bottom in _MARK_TOTALS and _MARK_NEAR.search(around)
    return f"{top} out of {bottom}" if is_mark else match[0]
