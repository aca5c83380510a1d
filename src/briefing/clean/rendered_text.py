"""Text that a page shows in another form than its markup: raised text, marks around <q>, drop caps.

Raised text is `<sup>` and small cents, as Unicode superscripts; else '10<sup>6</sup>' is read as '106'. What
a superscript means (a power, cents, the mark of a note) is decided where the text is spoken.
"""

import html
import re
from functools import cache
from typing import Literal

from briefing.text import read_table

_QUOTATION_MARKS = "\"'“”„«»‹›‘’‚「」『』"
_OPTION = re.compile(r"<option\b(?P<attributes>[^<>]*+)>(?P<text>[^<]*)", re.IGNORECASE)
_SELECTED = re.compile(r"\bselected\b", re.IGNORECASE)
DROP_CAP_TAGS = frozenset(("b", "strong", "span", "font", "big", "u", "small", "img"))  # <i>E</i> is a symbol
_DROP_CAP = re.compile(r"^\s*[\"'“‘„«]?[A-ZÀ-ÖØ-Þ]\s*$")
_WORD_LETTERS = frozenset("AIO")  # letters that are English words: 'A council', 'I was'
_OTHER_WORD_LETTERS = frozenset("AEIOUYÀÉÓ")  # in other languages
_NO_WORD = re.compile(r"^[b-df-hj-np-tv-xz]+\b")  # 'n', 'ts': no word, so 'I n the' is 'In the'
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


def selected_option(markup: str) -> str:
    """The text of the option that a <select> shows."""
    options = list(_OPTION.finditer(markup))
    shown = next((option for option in options if _SELECTED.search(option["attributes"])), None)
    found = shown or next(iter(options), None)
    return html.unescape(found["text"]).strip() if found else ""


class DropCap:
    """Joins the large first letter of a paragraph, or a picture of it, with the rest of its word."""

    def __init__(self) -> None:
        self.language = ""
        self._state: Literal["start", "tagged", "letter", "picture", "text"] = "start"
        self._letter = self._blank = ""

    def start_line(self) -> None:
        """A new line begins."""
        self._state = "start"

    def open_tag(self, tag: str, alt: str) -> None:
        """One of `DROP_CAP_TAGS` opens; `alt` is the alternative text of a picture."""
        if self._state in ("start", "tagged"):
            is_letter = tag == "img" and _DROP_CAP.match(alt)
            self._state = "picture" if is_letter else "tagged"
            self._letter = alt.strip()

    def open_other_tag(self) -> None:
        """A tag opens that is not one of `DROP_CAP_TAGS`."""
        if self._state != "letter":
            self._state = "start"

    def join(self, text: str) -> str:
        """The text, with the picture's letter before it or without the blank after the first letter."""
        state, self._state = self._state, "text"
        if state in ("start", "text"):
            return text
        rest = text.lstrip()
        if state == "picture" and rest[:1].islower():
            return self._letter + rest
        if state == "letter" and rest[:1].islower() and not self._is_word(rest):
            return rest
        if state == "tagged" and _DROP_CAP.match(text):
            bare = text.rstrip()
            self._state, self._letter, self._blank = "letter", bare[-1], text[len(bare) :]
            return bare
        return self._blank + text if state == "letter" else text

    def _is_word(self, rest: str) -> bool:
        """Return True if the first letter is a word of its own before this text."""
        letters = _WORD_LETTERS if self.language in ("en", "") else _OTHER_WORD_LETTERS
        return self._letter in letters and not _NO_WORD.match(rest)


class InlineQuotes:
    """The quotation marks that a browser renders around <q>; `language` is the page's, '' while unknown."""

    def __init__(self) -> None:
        self.language = ""
        self._closing_marks: list[str] = []  # of the open <q>, '' where the page writes its own marks
        self._mark_pending = False

    def open(self) -> None:
        """A <q> opens; its mark is written with its first text."""
        self._closing_marks.append("")
        self._mark_pending = True

    def mark_before(self, text: str) -> str:
        """The opening mark for this text; '' if none is pending or the text has its own."""
        if not self._mark_pending:
            return ""
        self._mark_pending = False
        if text.lstrip()[:1] in _QUOTATION_MARKS:
            return ""
        marks = _quotation_marks().get(self.language) or _quotation_marks()["en"]
        at = 2 if any(self._closing_marks) else 0
        self._closing_marks[-1] = marks[at + 1]
        return marks[at]

    def close(self) -> str:
        """The mark at the end of a <q>."""
        self._mark_pending = False
        return self._closing_marks.pop() if self._closing_marks else ""


@cache
def _quotation_marks() -> dict[str, list[str]]:
    return read_table("briefing.clean", "words/quotation_marks.toml")


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
