"""Fixed forms ('24/7', 'R&D'), comparison signs, pairs with a slash, brackets, and every symbol that is left.

Pairs with a slash that are no fraction are marks, odds, blood pressure, laps, innings and oven temperatures.
"""

import re

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of, any_word

_TABLE = read_table(__package__, "words/symbols.toml")
_SAID: dict[str, str] = _TABLE["said"]
# 'mass²': what no rule has read is the mark of a note
_NOTE_MARK = re.compile(r"[²³]")
_SIGN = re.compile(r"[^\w\s.,;:!?'’‘\"“”()\ue000\U000f0000-\U000ffffd–—-]|_")
# 'the mayor (who left in May) said': a voice pauses, it speaks no bracket
_BRACKETED = re.compile(r"\s?\((?P<words>[^()]{0,300})\)(?P<after>\s?[,.;:!?])?")
_BRACKET = re.compile(r"[()]")
_SPACES = re.compile(r"\s+")
_SPACE_BEFORE = re.compile(r"\s+(?=[,.;:!?])")
_JOINED_S = re.compile("\ue000s")
_STRAY = re.compile("[\ue000\u200b]")
_FIXED: dict[str, str] = read_table(__package__, "words/fixed.toml")["fixed"]
_FIXED_FORM = re.compile(rf"(?<![\w/])(?<!\d-)(?:{any_of(_FIXED)})(?![\w/-])")
# 'a .38-caliber pistol', '.22 rifle'
_CALIBER = re.compile(
    r"(?<![\w.,])\.(?P<bore>\d\d)(?:(?P<gap>[-\s])cal\b\.?|(?=[-\s](?:caliber|calibre|rifle|pistol|revolver|handgun|Magnum)))"
)
# '>100', '<5', '~50'
_COMPARED = re.compile(r"(?<![\w<>~-])(?P<sign>[<>~])\s?(?=[$£€]?\d)")
_COMPARISONS: dict[str, str] = _TABLE["comparisons"]
# 'the £ fell'
_CURRENCY_ALONE = re.compile(r"(?<=[Tt]he )[£$€](?![\w.]|\s\d)")
# '▲ 2.3%', '▼0.8%'
_ARROW = re.compile(r"(?P<arrow>[▲▼↑↓])\s?(?=[+-]?[$£€]?\d)[+-]?")
# '5 > 3'
_INEQUALITY = re.compile(r"(?<=\d)\s?(?P<sign>[<>])\s?(?=\d)")
_INEQUALITIES: dict[str, str] = _TABLE["inequalities"]
_SLASH_WORDS = read_table(__package__, "words/slashes.toml")
_END = r"(?![\w/]|[.,]\d)"
_PAIR = rf"(?P<top>\d{{1,4}})\s?/\s?(?P<bottom>\d{{1,4}}){_END}"
_START = r"(?<![\w.,/$£€])"

# '4.5/5', '7.5 / 10': no fraction has a decimal
_DECIMAL_MARK = re.compile(rf"{_START}(?P<top>\d{{1,3}}\.\d{{1,2}})\s?/\s?(?P<bottom>\d{{1,3}}){_END}")
# 'lap 12/58'
_PART = re.compile(rf"(?P<noun>\b(?:{any_of(_SLASH_WORDS['parts'])})\.?\s){_PAIR}", re.IGNORECASE)
# '7/10 people', '6/8 games', but '3/4 cups'
_COUNTED = re.compile(rf"{_START}{_PAIR}(?=\s(?P<noun>[a-z]{{3,}}(?:s|men|people|children))\b)")
_MEASURES = frozenset(
    (
        *_SLASH_WORDS["measured"],
        *(f"{word}s" for word in _SLASH_WORDS["measured"]),
    )  # 'inch' and 'inches' are both listed
)
_ANY_PAIR = re.compile(_START + _PAIR)
_MARK_NEAR = re.compile(any_word(_SLASH_WORDS["marks"]), re.IGNORECASE)
_ODDS_NEAR = re.compile(any_word(_SLASH_WORDS["odds"]), re.IGNORECASE)
_PRICED = re.compile(r"\b(?:at|from|out to|now)\s$")  # 'won at 13/8'
_INNINGS_NEAR = re.compile(any_word(_SLASH_WORDS["innings"]), re.IGNORECASE)
_MARK_TOTALS = frozenset((4, 5, 6, 10, 20, 100))
# '200C/180C fan/gas 6'
_OVEN = re.compile(
    r"(?<![\w.,])(?P<one>\d{2,3})\s?°?\s?(?P<unit>[CF])\s?/\s?(?P<two>\d{2,3})\s?°?\s?(?P<other>[CF])?"
    r"(?P<fan>\s[Ff]an)?(?:(?P<gas>\s?/\s?[Gg]as(?:\s[Mm]ark)?\s(?=\d))|(?!\w|/))"
)
_AROUND = 60  # characters


def verbalize_fixed_forms(text: str) -> str:
    """Write fixed forms as words: '24/7', 'R&D', '>100', '.38-caliber'."""
    text = _INEQUALITY.sub(lambda m: _INEQUALITIES[m["sign"]], text)
    text = _COMPARED.sub(lambda m: _COMPARISONS[m["sign"]], text)
    text = _CALIBER.sub(lambda m: f"{m['bore']}{m['gap']}caliber" if m["gap"] else m["bore"], text)
    text = _CURRENCY_ALONE.sub(lambda m: _TABLE["currencies"][m[0]], text)
    text = _ARROW.sub(lambda m: _TABLE["arrows"][m["arrow"]], text)
    return _FIXED_FORM.sub(lambda m: _FIXED[m[0]], text)


def verbalize_symbols(text: str) -> str:
    """Write brackets as commas and signs as words, with single spaces."""
    text = _JOINED_S.sub("", text)
    text = verbalize_brackets(text)
    text = _NOTE_MARK.sub("", text)
    text = _SIGN.sub(lambda m: _SAID.get(m[0], " "), text)
    text = _STRAY.sub("", text)
    return _SPACE_BEFORE.sub("", _SPACES.sub(" ", text)).strip()


def verbalize_brackets(text: str) -> str:
    """Write 'the mayor (who left in May) said' with commas for the brackets."""
    if "(" in text or ")" in text:
        text = _BRACKET.sub(" ", _BRACKETED.sub(_verbalize_bracketed, text))
    return text


def _verbalize_bracketed(match: re.Match[str]) -> str:
    """Return one word without commas, several words between commas."""
    words, after = match["words"].strip(), match["after"] or ""
    if not words:
        return after or " "
    starts = not match.start() or match.string[match.start() - 1] in ",.;:!?—–"
    ends = after or match.end() == len(match.string)
    pause = "," if " " in words else ""
    return f"{'' if starts else pause} {words}{after if ends else pause + ' '}"


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
