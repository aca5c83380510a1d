"""Whitelist forms ('24/7', 'R&D'), comparison signs, brackets, and every symbol that is left."""

import re

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of

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
