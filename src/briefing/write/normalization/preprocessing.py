"""Removal of what is never spoken: control characters, emoji, markup, notes, and brackets with tickers.

Square brackets are insertions of the editor or notes. In running text a raised figure is a power behind a
short number or a single letter ('10⁶', 'x²'), cents behind an amount ('$11⁹⁹'), and the mark of a note
everywhere else ('the town¹²', 'in 2024³'); raised letters are endings ('1ˢᵗ').
"""

import re
import unicodedata

from briefing.text import read_table
from briefing.write.normalization.patterns import any_of

_FIGURE = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_LETTERS = "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵉ\u0300\u0301"
_ANY_RAISED = re.compile(f"[⁻{_FIGURE}{_LETTERS}]")
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉₊₋", "0123456789+-")
# '10³', '2⁻⁵', '10²³', 'x²', 'mc²'; longer numbers have notes, 'm²' is a unit
_POWER = re.compile(
    r"(?<![\w.,/])(?P<base>\d{1,2}|(?<=[=+−×])[a-z]{1,3}|(?<=[=+−×] )[a-z]{1,3}|(?<!\d )[A-HJ-Za-ln-z])"
    rf"(?P<power>⁻?[{_FIGURE}]{{1,2}})(?![\w{_FIGURE}])"
)
# '$11⁹⁹', '3€⁵⁰'
_CENTS_AFTER_AMOUNT = re.compile(
    rf"(?P<amount>(?:[$£€]\s?\d{{1,3}}(?:[.,]\d{{3}}){{0,2}}))(?P<cents>[{_FIGURE}]{{2}})(?![\w{_FIGURE}])"
)
_CENTS_BEFORE_SIGN = re.compile(rf"(?<![\w.,])(?P<amount>\d{{1,4}})(?P<cents>[{_FIGURE}]{{2}})(?=\s?[€$£])")
_CENTS_AFTER_SIGN = re.compile(
    rf"(?<![\w.,])(?P<amount>\d{{1,4}})\s?(?P<sign>[$£€])(?P<cents>[{_FIGURE}]{{2}})(?![\w{_FIGURE}])"
)
# '1ˢᵗ', 'XXIᵉ', 'Mᵐᵉ', 'Dʳ', 'nᵒ'
_ENDING = re.compile(
    rf"(?P<stem>(?<!\w)(?:\d{{1,4}}(?![ⁿˣʸᵏⁱ](?!\w))|[IVXLC]{{1,6}}|[A-Z]|n|N))(?P<ending>[{_LETTERS}]{{1,5}})"
)
# '2ⁿ'
_VARIABLE_POWER = re.compile(r"(?<=\d)(?P<power>[ⁿˣʸᵏⁱ])(?!\w)")
# 'U²³⁵', '²³⁵U': isotopes
_ISOTOPE = re.compile(
    rf"(?<!\w)(?:(?P<symbol>[A-Z][a-z]?)(?P<after>[{_FIGURE}]{{3}})|(?P<mass>[{_FIGURE}]{{2,3}})(?P<element>[A-Z][a-z]?))(?![\w{_FIGURE}])"
)
_NUMBER_SIGNS = {"no": "nº", "No": "Nº", "nos": "nº", "Nos": "Nº"}
# what is left marks notes: 'the cost,ᵃ', 'the town¹²'; '²' and '³' stay, because units have them
_NOTE_LETTERS = re.compile(rf"(?<=[\w.,;:!?)’”\"»])[{_LETTERS.strip(chr(0x300) + chr(0x301))}]{{1,2}}(?!\w)")
_NOTE_FIGURES = re.compile(
    rf"(?<=\d{{3}})[{_FIGURE}]{{1,3}}(?![\w{_FIGURE}])|(?<=[.,;:!?)’”\"»])[{_FIGURE}]{{1,3}}"
)
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
# '<b>', '</p>', '<!-- x -->'; at most 300 characters, so that a lone '<' costs nothing
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->")
# '![alt](address)', '[words](address)'
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]{0,300})\]\([^()\s]{0,500}\)")
# '&amp;' left over from a page
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|apos);")
_ENTITIES = {"&amp;": "&", "&lt;": "", "&gt;": "", "&quot;": '"', "&nbsp;": " ", "&#39;": "'", "&apos;": "'"}
_FRACTION_SLASH = "\u2044"
_KEPT_SYMBOLS = set("$+<=>^`|~¢£¤¥°±×÷€₤₦₩₪₫€₭₮₱₲₴₵₸₹₺₼₽₾₿฿℃℉№Ω√≈≠≤≥−§©®™‰←→▲▼↑↓©&%#@*/\\_")
# '1 234 567' as the Swedes and the SI write it
_GROUPED = re.compile(
    r"(?<![\w.,])\d{1,3}(?: \d{3}){2,}(?![\w]|[ ,.]\d)|(?<![\w.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
)
_SPACES = re.compile(r"\s+")
_CONTROLS = {code: None if chr(code).isspace() is False else " " for code in (*range(32), 127)}


def remove_unspoken(text: str, thousands: str = ",") -> str:
    """Return the text without what is never spoken, with ASCII digits and single spaces.

    Args:
        text: Plain text of any length.
        thousands: What the language writes between groups of three digits.
    """
    text = text.translate(_CONTROLS)
    text = _LINK.sub(lambda m: m["words"], text)
    text = _TAG.sub(" ", text)
    text = _GROUPED.sub(lambda m: thousands.join(m[0].split()), text)
    text = _ENTITY.sub(lambda m: _ENTITIES[m[0]], text)
    text = resolve_brackets(text)
    if not text.isascii():
        text = flatten_raised_characters(text, "." if thousands == "," else ",")
        text = "".join(map(_fold, text))
    return _SPACES.sub(" ", text).strip()


def _fold(sign: str) -> str:
    """Return one character as it may stand in a spoken text: itself, its plain form, a space or nothing."""
    if sign < "\x7f":
        return sign
    category = unicodedata.category(sign)
    if category[0] in "LMP" or sign in _KEPT_SYMBOLS:
        return sign
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in "²³":
        return sign
    if category == "No":
        return _fold_number(sign)
    return " " if category[0] in "ZS" else ""


def _fold_number(sign: str) -> str:
    """Return ' 1/2' for '½'; superscript digits that are left are footnote marks and give ''."""
    plain = unicodedata.normalize("NFKC", sign)
    if _FRACTION_SLASH in plain:
        return " " + plain.replace(_FRACTION_SLASH, "/")
    return ""


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


def flatten_raised_characters(text: str, decimal_mark: str) -> str:
    """Write powers as '10^6', cents as decimals and endings as letters; remove the marks of notes.

    Args:
        text: Plain text.
        decimal_mark: '.' or ','.
    """
    text = text if text.isascii() else text.translate(_SUBSCRIPTS)
    if not _ANY_RAISED.search(text):
        return text
    text = _CENTS_AFTER_AMOUNT.sub(lambda m: f"{m['amount']}{decimal_mark}{_plain(m['cents'])}", text)
    text = _CENTS_BEFORE_SIGN.sub(lambda m: f"{m['amount']}{decimal_mark}{_plain(m['cents'])}", text)
    text = _CENTS_AFTER_SIGN.sub(
        lambda m: f"{m['amount']}{decimal_mark}{_plain(m['cents'])} {m['sign']}", text
    )
    text = _ENDING.sub(_flatten_ending, text)
    text = _VARIABLE_POWER.sub(lambda m: f"^{_plain(m['power'])}", text)
    text = _ISOTOPE.sub(_flatten_isotope, text)
    text = _NOTE_FIGURES.sub("", text)
    text = _POWER.sub(lambda m: f"{' '.join(_variables(m['base']))}^{_plain(m['power'])}", text)
    return _NOTE_LETTERS.sub("", text)


def _flatten_ending(match: re.Match[str]) -> str:
    flat = match["stem"] + _plain(match["ending"])
    return _NUMBER_SIGNS.get(flat, flat)


def _flatten_isotope(match: re.Match[str]) -> str:
    """Return 'U-235' for 'U²³⁵' and for '²³⁵U'."""
    symbol, mass = match["symbol"] or match["element"], match["after"] or match["mass"]
    return f"{symbol}-{_plain(mass)}"


def _variables(base: str) -> list[str]:
    """Return the letters of a product one by one: 'm' and 'c' for 'mc'."""
    return list(base) if base.isalpha() else [base]


def _plain(raised: str) -> str:
    return unicodedata.normalize("NFKC", raised).replace("−", "-")
