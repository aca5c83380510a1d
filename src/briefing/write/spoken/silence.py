"""What no voice speaks: control signs, lone surrogates, emoji, markup, footnote marks."""

import re
import unicodedata

# '<b>', '</p>', '<!-- x -->'; at most 300 characters, so that a lone '<' costs nothing
TAG = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--[^<>]{0,300}-->")
# '[1]', '[a]', '[12, 13]', '[citation needed]'
FOOTNOTE = re.compile(
    r"\[(?:\d{1,3}(?:,\s?\d{1,3}){0,9}|[a-z*]|citation needed|note \d{1,3})\]", re.IGNORECASE
)
# '![alt](address)', '[words](address)'
LINK = re.compile(r"!?\[(?P<words>[^\[\]]{0,300})\]\([^()\s]{0,500}\)")
# '&amp;' left over from a page
ENTITY = re.compile(r"&(?:amp|lt|gt|quot|nbsp|#39|apos);")
ENTITIES = {"&amp;": "&", "&lt;": "", "&gt;": "", "&quot;": '"', "&nbsp;": " ", "&#39;": "'", "&apos;": "'"}
FRACTION_SLASH = "\u2044"
KEPT_SYMBOLS = set("$+<=>^`|~¢£¤¥°±×÷€₤₦₩₪₫€₭₮₱₲₴₵₸₹₺₼₽₾₿฿℃℉№Ω√≈≠≤≥−§©®™‰←→©&%#@*/\\_")
# '1 234 567' as the Swedes and the SI write it
GROUPED = re.compile(
    r"(?<![\w.,])\d{1,3}(?: \d{3}){2,}(?![\w]|[ ,.]\d)|(?<![\w.,])\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)"
)
# '10³', '2⁻⁵': a power of a short number; behind a word or a year it is the mark of a note
POWER = re.compile(r"(?<![\w.,])(?P<base>\d{1,3})(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})(?![\w⁰¹²³⁴⁵⁶⁷⁸⁹])")
# '(NYSE: ABC)', '(ABC.N)': what a share is called on the exchange's screen
TICKER = re.compile(
    r"\s?\((?:(?:[A-Z]{2,6}|Nasdaq|Xetra|Euronext):\s?[A-Z][A-Z0-9]{0,5}|[A-Z][A-Z0-9]{1,5}\.[A-Z]{1,3})\)"
)
# '(pictured, right)', '(siehe Foto)', '(voir ci-dessous)': directions for who sees the page
_PLACE = r"(?:left|right|top|bottom|centre|center|above|below)"
FOR_THE_EYE = re.compile(
    rf"\s?\((?:(?:pictured|{_PLACE})(?:,? (?:{_PLACE}|in|with|on|at)\b[^()]{{0,40}})?|"
    r"see (?:above|below|box|picture|photo|video|map|chart|graphic)[^()]{0,30}|siehe [^()]{0,40}|"
    r"voir (?:ci-|photo|carte|vidéo|encadré|notre)[^()]{0,40}|"
    r"en la (?:imagen|foto)|ver (?:imagen|foto|vídeo|mapa))\)",
    re.IGNORECASE,
)
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉"
SPACES = re.compile(r"\s+")
CONTROLS = {code: None if chr(code).isspace() is False else " " for code in (*range(32), 127)}


def hush(text: str, thousands: str = ",") -> str:
    """The text with what is never spoken taken out, digits and spaces in one form.

    `thousands` is what the language writes between groups of three digits.
    """
    text = text.translate(CONTROLS)
    text = LINK.sub(lambda m: m["words"], text)
    text = TAG.sub(" ", text)
    text = GROUPED.sub(lambda m: thousands.join(m[0].split()), text)
    text = ENTITY.sub(lambda m: ENTITIES[m[0]], text)
    text = FOR_THE_EYE.sub("", TICKER.sub("", FOOTNOTE.sub("", text)))
    if not text.isascii():
        text = POWER.sub(lambda m: f"{m['base']}^{unicodedata.normalize('NFKC', m['power'])}", text)
        text = "".join(map(_fold, text))
    return SPACES.sub(" ", text).strip()


def _fold(sign: str) -> str:
    """One character as it may stand in a spoken text: itself, its plain form, a space or nothing."""
    if sign < "\x7f":
        return sign
    category = unicodedata.category(sign)
    if category[0] in "LMP" or sign in KEPT_SYMBOLS:
        return sign
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if sign in "²³":
        return sign
    if category == "No":
        return _fold_number(sign)
    return " " if category[0] in "ZS" else ""


def _fold_number(sign: str) -> str:
    """'½' as ' 1/2', 'CO₂' as 'CO2'; footnote figures in superscript are silent."""
    if sign in SUBSCRIPTS:
        return str(SUBSCRIPTS.index(sign))
    plain = unicodedata.normalize("NFKC", sign)
    if FRACTION_SLASH in plain:
        return " " + plain.replace(FRACTION_SLASH, "/")
    return ""
