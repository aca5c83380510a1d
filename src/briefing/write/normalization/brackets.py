"""Square brackets (editor's insertions, notes), and round brackets that are never spoken (tickers)."""

import re

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of

_TABLE = read_table(__package__, "words/brackets.toml")
_SILENT: frozenset[str] = frozenset(_TABLE["silent"])
_ENDINGS: frozenset[str] = frozenset(_TABLE["endings"])
_WORDS: frozenset[str] = frozenset(_TABLE["words"])

# '[1]', '[12, 13]', '[note 3]', '[*]'
_NOTE = re.compile(
    r"\[(?:\d{1,3}(?:[,–-]\s?\d{1,3}){0,9}|[*†‡]|(?:note|nb|n|Anm\.|fn) ?\d{1,3})\]", re.IGNORECASE
)
# '[T]he', 'walk[ed]', '[the mayor]'; figures belong to notes
_INSERTION = re.compile(r"\[(?P<words>[^\[\]\d]{1,120})\](?P<gap> ?)")
# '(NYSE: ABC)', '(ASX:ABC, LSE:QQ.)', '(ABC.N)', '(0700.HK)', '($ABC)': the symbols of shares
_EXCHANGE = rf"(?:[A-Z]{{2,8}}(?:-[A-Z])?|{any_of(_TABLE['exchanges'])})(?:\s[A-Z][a-z]{{2,9}})?"
_LISTING = rf"{_EXCHANGE}:\s?[A-Z0-9]{{1,6}}(?:[.-][A-Z]{{0,3}})?"
_RIC = r"(?:[A-Z][A-Z0-9]{1,5}|\d{4,6})\.[A-Z]{1,3}"
_CASHTAG = r"\$[A-Z]{1,6}(?:\.[A-Z])?"
_SYMBOL = rf"(?:{_LISTING}|{_RIC}|{_CASHTAG})"
_TICKER = re.compile(rf"\s?\({_SYMBOL}(?:(?:\s?[,;/&|]\s?|\s(?:and|und|et|y)\s){_SYMBOL}){{0,5}}\)")
# '$ABC' in running text
_BARE_CASHTAG = re.compile(r"(?<![\w$])(?<!\d )\$(?P<letters>[A-Z]{1,6})(?P<own>['’]s)?(?![\w$]|\s?\d)")
# '(pictured, right)', '(siehe Foto)', '(voir ci-dessous)': directions to a picture on the page
_PLACE = r"(?:left|right|top|bottom|centre|center|above|below)"
_DIRECTION = re.compile(
    rf"\s?\((?:(?:pictured|{_PLACE})(?:,? (?:{_PLACE}|in|with|on|at)\b[^()]{{0,40}})?|"
    r"see (?:above|below|box|picture|photo|video|map|chart|graphic)[^()]{0,30}|siehe [^()]{0,40}|"
    r"voir (?:ci-|photo|carte|vidéo|encadré|notre)[^()]{0,40}|"
    r"en la (?:imagen|foto)|ver (?:imagen|foto|vídeo|mapa))\)",
    re.IGNORECASE,
)


def resolve_brackets(text: str) -> str:
    """Join an editor's insertions to their words; remove notes, remarks, tickers and directions."""
    if "[" in text:
        text = _INSERTION.sub(_resolve_insertion, _NOTE.sub("", text))
    if "(" in text:
        text = _DIRECTION.sub("", _TICKER.sub("", text))
    return _BARE_CASHTAG.sub(_spell_cashtag, text) if "$" in text else text


def _resolve_insertion(match: re.Match[str]) -> str:
    """Return what is spoken of a bracket: 'T' of '[T]he', nothing of '[sic]' and of 'the hall[b] closed'."""
    words, gap = match["words"], match["gap"]
    before = match.string[: match.start()][-1:]
    after = match.string[match.end() : match.end() + 1]
    starts = not before or before.isspace() or before in "“\"'‘«„("
    if words.strip().lower() in _SILENT:
        return "" if starts else gap
    if len(words) > 1 or not words.isalpha() or (after.isalpha() and not gap):
        return words + gap
    is_spoken = words in _ENDINGS if before.isalpha() else starts and words in _WORDS
    return (words if is_spoken else "") + gap


def _spell_cashtag(match: re.Match[str]) -> str:
    own = match["own"] or ""
    return ("-" if own else ".").join(match["letters"]) + own
