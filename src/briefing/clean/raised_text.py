"""Raised text: `<sup>` and small cents as Unicode superscripts; else '10<sup>6</sup>' is read as '106'.

What a superscript means (a power, cents, the mark of a note) is decided where the text is spoken.
"""

import html
import re

# '<sup>6</sup>', '<sup class="fn">a</sup>'; a mark with a link in it is dropped with its link
_SUP = re.compile(
    r"(?P<before>[^<>\s]?)(?P<gap>(?:</(?:span|b|i|em|strong)>)?)<sup\b[^<>]{0,300}>\s{0,9}(?P<raised>[^<>]{1,20}?)\s{0,9}</sup>",
    re.IGNORECASE,
)
# '£4<span class="pence">99</span>', '$<b>11</b><small>99</small>'
_CENTS = re.compile(
    r"(?P<amount>[$£€]\s?(?:<(?:span|b|strong)\b[^<>]{0,200}>)?\d{1,4}(?:</(?:span|b|strong)>)?)"
    r"<(?P<tag>span|small)\b(?P<attributes>[^<>]{0,200})>(?P<cents>\d\d)</(?P=tag)>(?!\d)",
    re.IGNORECASE,
)
_TWO_FIGURES = re.compile(r">\d\d</[sS]")  # all that cents need; '_CENTS' alone takes 2 ms for a page
_CENTS_CLASS = re.compile(r"cent|pence|pennies|decimal|fraction|super|\bsup\b|raised|small", re.IGNORECASE)
_FIGURES = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
_LETTERS = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_POWER = re.compile(r"[-−–+]?\d{1,3}")
_NOTES = re.compile(r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3}){1,5}|[a-z](?:\s?,\s?[a-z]){0,3}")
_VARIABLE = re.compile(r"[nxyki]")
# behind these a raised letter is an ending or part of an abbreviation: '1<sup>e</sup>', 'M<sup>e</sup>'
_STEM = re.compile(r"[\dA-ZÀ-Þ]")


def raise_text(markup: str) -> str:
    """Return the markup with short raised text as superscript characters; other `<sup>` stay."""
    folded = markup if "<sup" in markup or "<SUP" not in markup else markup.replace("<SUP", "<sup")
    if "<sup" in folded:
        folded = _SUP.sub(_raise, folded)
    return _CENTS.sub(_raise_cents, folded) if _TWO_FIGURES.search(folded) else folded


def _raise(match: re.Match[str]) -> str:
    before, raised = match["before"], html.unescape(match["raised"]).strip()
    lead = before + match["gap"]
    if _POWER.fullmatch(raised):
        return lead + raised.translate(_FIGURES)
    is_variable = bool(_VARIABLE.fullmatch(raised)) and before.isdigit()
    if is_variable or (_NOTES.fullmatch(raised) and not _STEM.match(before)):
        marks = re.sub(r"[\s,;–-]", "", raised)
        return lead + marks.translate(_FIGURES).translate(_LETTERS)
    return match[0]


def _raise_cents(match: re.Match[str]) -> str:
    if match["tag"].lower() == "span" and not _CENTS_CLASS.search(match["attributes"]):
        return match[0]
    return match["amount"] + match["cents"].translate(_FIGURES)
