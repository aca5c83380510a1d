"""Removal of what is never spoken: control characters, emoji, markup, footnote marks, tickers."""

import re
import unicodedata

# '<b>', '</p>', '<!-- x -->'; at most 300 characters, so that a lone '<' costs nothing
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->")
# '[1]', '[a]', '[12, 13]', '[citation needed]'
_FOOTNOTE = re.compile(
    r"\[(?:\d{1,3}(?:,\s?\d{1,3}){0,9}|[a-z*]|citation needed|note \d{1,3})\]", re.IGNORECASE
)
# '![alt](address)', '[words](address)'
_LINK = re.compile(r"!?\[(?P<words>[^\[\]]{0,300})\]\([^()\s]{0,500}\)")
# '&amp;' left over from a page
_ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|apos);")
_ENTITIES = {"&amp;": "&", "&lt;": "", "&gt;": "", "&quot;": '"', "&nbsp;": " ", "&#39;": "'", "&apos;": "'"}
_FRACTION_SLASH = "\u2044"
_KEPT_SYMBOLS = set("$+<=>^`|~¢£¤¥°±×÷€₤₦₩₪₫€₭₮₱₲₴₵₸₹₺₼₽₾₿฿℃℉№Ω√≈≠≤≥−§©®™‰←→©&%#@*/\\_")
# '1 234 567' as the Swedes and the SI write it
_GROUPED = re.compile(
    r"(?<![\w.,])\d{1,3}(?: \d{3}){2,}(?![\w]|[ ,.]\d)|(?<![\w.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
)
# '10³', '2⁻⁵': a power of a short number; behind a word or a year it is the mark of a note
_POWER = re.compile(r"(?<![\w.,])(?P<base>\d{1,3})(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])")
# '(NYSE: ABC)', '(ABC.N)': what a share is called on the exchange's screen
_TICKER = re.compile(
    r"\s?\((?:(?:[A-Z]{2,6}|Nasdaq|Xetra|Euronext):\s?[A-Z][A-Z0-9]{0,5}|[A-Z][A-Z0-9]{1,5}\.[A-Z]{1,3})\)"
)
# '(pictured, right)', '(siehe Foto)', '(voir ci-dessous)': directions for who sees the page
_PLACE = r"(?:left|right|top|bottom|centre|center|above|below)"
_FOR_THE_EYE = re.compile(
    rf"\s?\((?:(?:pictured|{_PLACE})(?:,? (?:{_PLACE}|in|with|on|at)\b[^()]{{0,40}})?|"
    r"see (?:above|below|box|picture|photo|video|map|chart|graphic)[^()]{0,30}|siehe [^()]{0,40}|"
    r"voir (?:ci-|photo|carte|vidéo|encadré|notre)[^()]{0,40}|"
    r"en la (?:imagen|foto)|ver (?:imagen|foto|vídeo|mapa))\)",
    re.IGNORECASE,
)
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
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
    text = _FOR_THE_EYE.sub("", _TICKER.sub("", _FOOTNOTE.sub("", text)))
    if not text.isascii():
        text = _POWER.sub(lambda m: f"{m['base']}^{unicodedata.normalize('NFKC', m['power'])}", text)
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
    """Return ' 1/2' for '½' and '2' for '₂'; superscript digits are footnote marks and give ''."""
    if sign in _SUBSCRIPTS:
        return str(_SUBSCRIPTS.index(sign))
    plain = unicodedata.normalize("NFKC", sign)
    if _FRACTION_SLASH in plain:
        return " " + plain.replace(_FRACTION_SLASH, "/")
    return ""
