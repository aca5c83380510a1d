"""Boilerplate by what a single line is: a picture credit, a notice, a link; and the comments.

Parts of a line that are no text are cut out of it: shortcodes, marks of references, formulas, and calls
after a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.clean.elements import Line, heading_level, is_number_heading
from briefing.clean.line_patterns import (
    SERVER_MESSAGE,
    alternatives,
    ends_statement,
    is_address,
    is_byline,
    is_date,
    is_dated_byline,
    is_placeholder,
    is_without_words,
)
from briefing.clean.rule import Finding, Rule, RuleContext, each_line
from briefing.clean.wording_rules import fold, reason_by_wording
from briefing.model import DropReason
from briefing.text import read_table

_CREDIT_WORDS = read_table("briefing.clean", "words/credits.toml")
_MAX_CREDIT_CHARS = 300
_CREDIT_END = re.compile(  # '(Ann Lee / Quay Times via Getty Images)', '(Photo by Ann Lee)', '[Bo Hart/AFP]'
    rf"[(\[](?:{alternatives(_CREDIT_WORDS['bracket_openings'])})?[^()\[\]]{{0,120}}"
    rf"(?:/\s?(?:{alternatives(_CREDIT_WORDS['after_slash'])})|{alternatives(_CREDIT_WORDS['bracket_phrases'])})"
    r"[^()\[\]]{0,80}[)\]]\s*$",
    re.IGNORECASE,
)
_NAMED_CREDIT = re.compile(  # 'The ferry on Monday. Image: Ann Lee'
    rf"(?<![\w-])(?:{alternatives(_CREDIT_WORDS['labels'])}):\s?[A-Z][^.!?:]{{1,50}}$"
)
_COMMENT_WORDS = read_table("briefing.clean", "words/endings.toml")["comments"]
_COMMENTS_HEADING = re.compile(  # '12 comments', 'Kommentare (3):'
    rf"^(?:\d+ )?(?:{alternatives(_COMMENT_WORDS)})(?: \(?\d+\)?)?:?$"
)
_LINK_LABEL = re.compile(r"^[^.!?:|»→>]{2,40}(?:\s?[:»→>]|\s\|)\s")  # 'READ ALSO | The yard hires'
_MIN_LINKED_TITLE_CHARS = 24  # an address or a name is shorter
_MAX_NOTICE_CHARS = 500
_MAX_DATE_CHARS = 120
_MIN_DATE_TITLES = 2  # of a timeline
_MIN_STORY_CHARS = 300  # before the heading of the comments
_SHORTCODES = read_table("briefing.clean", "words/shortcodes.toml")
_ATTRIBUTE = (  # 'id="1"', 'align=left'
    r"""\s+[\w-]++\s*=\s*(?:"[^"\]]{0,500}"|'[^'\]]{0,500}'|“[^”\]]{0,500}”|”[^”\]]{0,500}”"""
    r"""|[^\s\[\]"'“”]++)"""
)
_MEDIA_SHORTCODE = re.compile(  # '[caption id="a"]A ferry[/caption]'
    rf"\[(?P<name>{alternatives(_SHORTCODES['media'])})\b[^\[\]]*+\].{{0,1000}}?\[/(?P=name)\]", re.IGNORECASE
)
_SHORTCODE = re.compile(  # '[form id="1"]', '[vc_row]', '[/quote]', '[gallery]', '[[nid:12]]', '{% ad %}'
    rf"\[/?[a-z][\w-]*(?:{_ATTRIBUTE})+\s*/?\]|\[/[a-z][\w-]*\]|\[[a-z]+(?:_[a-z]+)+\s*/?\]"
    rf"|\[(?:{alternatives(_SHORTCODES['alone'])})\s*/?\]|\[\[[^\[\]]{{1,80}}\]\]|\{{%.{{0,200}}?%\}}|\{{\{{[<%].{{0,200}}?[>%]\}}\}}",
    re.IGNORECASE,
)
_REFERENCE_MARK = re.compile(  # 'on Tuesday[1]', 'long.[2][3]', 'said.[citation needed]', 'leaked.†'
    r"(?<=[\w.,;:!?”\"’')\]])\s?\[(?:\d{1,3}|note \d{1,2}|citation needed|better source needed)\]"
    r"|(?<=[.,;!?”\"’')])(?:\*{1,3}|[†‡§]+)(?=\s|$)|(?<=\w)[†‡]+(?=\W|$)"
)
_FORMULA = re.compile(  # '$$E = mc^2$$', '\(x^2\)', '\[x\]', '$\alpha$', '$x_1$'
    r"\$\$[^$\\^_={]*+[\\^_={][^$]*+\$\$|\\\(.{1,250}?\\\)|\\\[.{1,250}?\\\]|\$(?=[^$\s])[^$\\^_{]*+[\\^_{][^$]*+\$"
)
_CODE_MARK = re.compile(r"[\[{$\\*†‡§]")  # one of these is in all that is cut as code
_BRACKET = re.compile(r"[(\[]")
_BRACKETED = re.compile(r"[(\[][A-Z][^()\[\]]{8,160}[)\]]")  # '(Read also: The ferry)'
_SENTENCE_BOUNDARY = re.compile(r"[.!?…][\"'”’»)\]]*\s+(?=[^a-z\s])")
_CALL_REASONS: frozenset[DropReason] = frozenset(("related", "promotion", "newsletter", "navigation"))
_MAX_CALL_CHARS = 160
_MIN_TEXT_CHARS = 40  # of what is left of the paragraph

_Part = tuple[str, DropReason, str]


def comments_section(context: RuleContext) -> Iterator[Finding]:
    """The heading of the comments and everything after it, if it is after most of the story.

    The heading keeps the reason of a line rule if there is one.
    """
    for index, line in enumerate(context.lines):
        if _COMMENTS_HEADING.match(fold(line.text)) and _is_after_story(context, index):
            yield from context.lines[index + 1 :]
            if not _boilerplate_among(replace(context, lines=[line])):
                yield line


def _is_after_story(context: RuleContext, index: int) -> bool:
    """Return True if a heading is after most of the story; a comment counter is before it."""
    lines = context.lines
    boilerplate = _boilerplate_among(replace(context, lines=lines[: index + 1]))
    before, after = (
        sum(line.chars for line in part if not line.reason and line not in boilerplate)
        for part in (lines[:index], lines[index:])
    )
    return before > _MIN_STORY_CHARS and (before > after or heading_level(lines[index]) > 0)


def _boilerplate_among(context: RuleContext) -> set[Line]:
    """The lines that a line rule drops."""
    found = (found for rule in LINE_RULES for found in rule.check(context))
    return {item[0] if isinstance(item, tuple) else item for item in found}


def _is_picture_credit(line: Line) -> bool:
    is_end = _CREDIT_END.search(line.text, max(len(line.text) - _MAX_CREDIT_CHARS, 0))
    return bool(is_end or _NAMED_CREDIT.search(line.text))


def _is_without_words(line: Line) -> bool:
    """Return True if the line has no words and is not the number above the heading of an item ('5')."""
    return _is_on_page(line) and is_without_words(line.text) and not is_number_heading(line)


def _is_placeholder(line: Line) -> bool:
    return _is_on_page(line) and is_placeholder(line.text)


def _is_address(line: Line) -> bool:
    return _is_on_page(line) and is_address(line.text) and not is_number_heading(line)


def _is_date(line: Line) -> bool:
    return _is_on_page(line) and line.chars <= _MAX_DATE_CHARS and is_date(line.text)


def _is_on_page(line: Line) -> bool:
    """Return True if the line is from HTML. A plain text has no templates, bylines and share links."""
    return line.owner.tag != "text"


def _bylines(context: RuleContext) -> Iterator[Finding]:
    for line in context.lines:
        if line.reason or not _is_on_page(line) or line.chars > _MAX_DATE_CHARS:
            continue
        is_dated = not heading_level(line) and is_dated_byline(line.text)
        if is_dated or is_byline(line.text, context.byline):
            yield line


def _dates(context: RuleContext) -> Iterator[Finding]:
    """Dates and times, unless they are the titles of the entries of a timeline in the story."""
    titles = {line for line, below in pairwise(context.lines) if _is_date_title(line, below)}
    is_timeline = len(titles) >= _MIN_DATE_TITLES
    for line in context.lines:
        if not line.reason and _is_date(line) and not (is_timeline and line in titles):
            yield line


def _is_date_title(line: Line, below: Line) -> bool:
    """Return True if a line has the form of a date's title over a text in the same part of the page."""
    if line.reason or below.reason or line.entry is not None or not ends_statement(below.text):
        return False
    is_title = heading_level(line) > 0 or line.is_bold or line.owner.tag == "dt"
    return is_title and _is_date(line) and below.owner.parent is line.owner.parent


def _notices(context: RuleContext) -> Iterator[Finding]:
    """Notices and calls to action, with the reason of their word list."""
    for line in context.lines:
        if line.reason or line.chars >= _MAX_NOTICE_CHARS:
            continue
        if reason := reason_by_wording(line.text, context.language):
            yield line, reason


def _is_uppercase_teaser(line: Line) -> bool:
    """Return True if the line is a link in capitals or, in plain text, nine or more words in capitals."""
    if not _is_uppercase(line.text):
        return False
    is_long = not _is_on_page(line) and len(line.text.split()) >= 9
    return line.link_density > 0.5 or is_long


def _is_uppercase(text: str) -> bool:
    return text.upper() == text and text.lower() != text and sum(c.isalpha() for c in text) > 8


def _is_labelled_link(line: Line) -> bool:
    """Return True if the line is a link after a label, 'READ ALSO | The yard', or a link in brackets."""
    if line.text.startswith("(") and line.text.endswith(")"):
        return line.link_density > 0.7
    is_title = line.link_count == 1 and line.link_chars > _MIN_LINKED_TITLE_CHARS and line.link_density > 0.4
    has_label = is_title and _LINK_LABEL.match(line.text) and not ends_statement(line.text)
    return bool(has_label) and not heading_level(line)


def _is_line_of_links(line: Line) -> bool:
    """Return True if the line consists of links and is neither a sentence nor a heading."""
    is_links = line.link_count > 0 and line.link_density > (0.9 if line.link_count == 1 else 0.7)
    return is_links and not ends_statement(line.text) and not heading_level(line)


LINE_RULES: tuple[Rule, ...] = (
    Rule("picture_credit", "caption", "line", each_line(_is_picture_credit)),
    Rule("no_words", "other", "line", each_line(_is_without_words)),
    Rule("placeholder", "other", "line", each_line(_is_placeholder)),
    Rule("address", "author_bio", "line", each_line(_is_address)),
    Rule("date", "other", "line", _dates),
    Rule("byline", "other", "line", _bylines),
    Rule("notice", "other", "line", _notices),
    Rule("uppercase_teaser", "related", "line", each_line(_is_uppercase_teaser)),
    Rule("labelled_link", "related", "line", each_line(_is_labelled_link)),
    Rule("line_of_links", "related", "line", each_line(_is_line_of_links)),
)


def split_parts(lines: Sequence[Line], language: str) -> list[Line]:
    """The lines without the parts that are no text; each part becomes a dropped line after its own.

    Marks of references ('[1]', '†') are removed like links to footnotes.
    """
    found: list[Line] = []
    for line in lines:
        found.append(line)
        if line.reason:
            continue
        has_code = _CODE_MARK.search(line.text) or " on line " in line.text
        parts = list(_cut_codes(line)) if has_code else []
        if line.link_count or _BRACKET.search(line.text):
            parts += _cut_calls(line, language)
        if not line.text and parts:
            (line.text, reason, rule), *parts = parts
            line.drop(reason, rule)
        found += [Line(text, line.owner, reason=reason, rule=rule) for text, reason, rule in parts]
    return found


def _cut_codes(line: Line) -> Iterator[_Part]:
    """Cut messages of the server, shortcodes, formulas and marks of references out of the line."""
    text = line.text
    if " on line " in text:
        yield from _cut(line, SERVER_MESSAGE, "other", "server_message")
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
