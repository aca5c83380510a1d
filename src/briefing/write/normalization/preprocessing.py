"""Removal of what is never spoken: control characters, emoji, markup, brackets that are never spoken."""

import re
import unicodedata

from briefing.write.normalization.brackets import resolve_brackets
from briefing.write.normalization.raised_characters import flatten_raised_characters

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
