"""Parts of a line that are no text: shortcodes, marks of references, formulas, and calls after a sentence."""

import re
from collections.abc import Iterator, Sequence

from briefing.clean.elements import Line
from briefing.clean.line_patterns import alternatives
from briefing.clean.wording_rules import reason_by_wording
from briefing.model import DropReason
from briefing.text import read_table

_SHORTCODES = read_table("briefing.clean", "words/shortcodes.toml")
_ATTRIBUTE = r"""\s+[\w-]+\s*=\s*(?:"[^"\]]*"|'[^'\]]*'|“[^”\]]*”|”[^”\]]*”|[^\s\]"']+)"""
_MEDIA_SHORTCODE = re.compile(  # '[caption id="a"]A ferry[/caption]'
    rf"\[(?P<name>{alternatives(_SHORTCODES['media'])})\b[^\]]*\].*?\[/(?P=name)\]", re.IGNORECASE
)
_SHORTCODE = re.compile(  # '[form id="1"]', '[vc_row]', '[/quote]', '[gallery]', '[[nid:12]]', '{% ad %}'
    rf"\[/?[a-z][\w-]*(?:{_ATTRIBUTE})+\s*/?\]|\[/[a-z][\w-]*\]|\[[a-z]+(?:_[a-z]+)+\s*/?\]"
    rf"|\[(?:{alternatives(_SHORTCODES['alone'])})\s*/?\]|\[\[[^\[\]]{{1,80}}\]\]|\{{%.*?%\}}|\{{\{{[<%].*?[>%]\}}\}}",
    re.IGNORECASE,
)
_REFERENCE_MARK = re.compile(  # 'on Tuesday[1]', 'long.[2][3]', 'said.[citation needed]', 'leaked.†'
    r"(?<=[\w.,;:!?”\"’')\]])\s?\[(?:\d{1,3}|note \d{1,2}|citation needed|better source needed)\]"
    r"|(?<=[.,;!?”\"’')])(?:\*{1,3}|[†‡§]+)(?=\s|$)|(?<=\w)[†‡]+(?=\W|$)"
)
_FORMULA = re.compile(  # '$$E = mc^2$$', '\(x^2\)', '\[x\]', '$\alpha$', '$x_1$'
    r"\$\$[^$]*[\\^_={][^$]*\$\$|\\\(.+?\\\)|\\\[.+?\\\]|\$(?=[^$\s])[^$]*[\\^_{][^$]*\$"
)
_BRACKETED = re.compile(r"[(\[][A-Z][^()\[\]]{8,160}[)\]]")  # '(Read also: The ferry)'
_SENTENCE_BOUNDARY = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^a-z\s])")
_CALL_REASONS: frozenset[DropReason] = frozenset(("related", "promotion", "newsletter", "navigation"))
_MAX_CALL_CHARS = 160
_MIN_TEXT_CHARS = 40  # of what is left of the paragraph

_Part = tuple[str, DropReason, str]


def split_parts(lines: Sequence[Line], language: str) -> list[Line]:
    """The lines without the parts that are no text; each part becomes a dropped line after its own.

    Marks of references ('[1]', '†') are removed like links to footnotes.
    """
    found: list[Line] = []
    for line in lines:
        found.append(line)
        if line.reason:
            continue
        parts = [*_cut_codes(line), *_cut_calls(line, language)]
        if not line.text and parts:
            (line.text, reason, rule), *parts = parts
            line.drop(reason, rule)
        found += [Line(text, line.owner, reason=reason, rule=rule) for text, reason, rule in parts]
    return found


def _cut_codes(line: Line) -> Iterator[_Part]:
    """Cut shortcodes, formulas and marks of references out of the line."""
    text = line.text
    if "[" in text or "{" in text:
        yield from _cut(line, _MEDIA_SHORTCODE, "embed", "shortcode")
        yield from _cut(line, _SHORTCODE, "other", "shortcode")
    if "$" in text or "\\" in text:
        yield from _cut(line, _FORMULA, "other", "formula")
    if any(mark in text for mark in "[*†‡§"):
        line.text = _REFERENCE_MARK.sub("", line.text)


def _cut(line: Line, pattern: re.Pattern[str], reason: DropReason, rule: str) -> Iterator[_Part]:
    parts = [match[0] for match in pattern.finditer(line.text)]
    if parts:
        line.text = " ".join(pattern.sub(" ", line.text).split())
        yield from ((part, reason, rule) for part in parts)


def _cut_calls(line: Line, language: str) -> Iterator[_Part]:
    """Cut calls in brackets, and a call with a link after the last sentence, out of the line."""
    calls = [match.span() for match in _BRACKETED.finditer(line.text)]
    if line.link_count and line.link_chars < line.chars:
        calls += [(at, line.chars) for at in _last_sentence_start(line.text)]
    text, cut_from = line.text, line.chars
    for start, end in sorted(calls, reverse=True):
        part = text[start:end]
        if end > cut_from:
            continue
        reason = reason_by_wording(part.strip("()[]. "), language)
        belongs = text[:start].rstrip().endswith("?")  # 'Do you like it? Sign up here.' is one call
        if reason in _CALL_REASONS and not belongs and len(line.text) - len(part) > _MIN_TEXT_CHARS:
            line.text = " ".join(f"{line.text[:start]}{line.text[end:]}".split())
            cut_from = start
            yield part, reason, "call_after_sentence"


def _last_sentence_start(text: str) -> list[int]:
    """Where the last sentence of several begins, if it is short; [] otherwise."""
    first = max(_MIN_TEXT_CHARS, len(text) - _MAX_CALL_CHARS)
    return [match.end() for match in _SENTENCE_BOUNDARY.finditer(text, first, len(text) - 1)][-1:]
