"""Lines that are boilerplate by their words, by language, and phrases that say what kind of page this is.

Each notice list (`words/<language>/<reason>.txt`) has the reason that it is named for. `markers.toml` of a
language holds the words that distinguish a notice or a call to action from the story's own text.

Consent dialogs are recognised by their words: a saved page keeps them of its layer about cookies and
personal data, often without a name for it.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import accumulate, groupby
from typing import Literal

from briefing.clean.container import text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import alternatives, ends_statement, is_unspaced
from briefing.clean.rule import Finding, RuleContext
from briefing.model import DropReason
from briefing.text import primary_tag, read_table, read_words

REASONS: tuple[DropReason, ...] = (
    "contributor", "promotion", "newsletter", "related", "credit", "caption", "author_bio", "advert", "legal",
    "navigation", "embed", "comment", "other",
)  # fmt: skip
PhraseKind = Literal[
    "cookies", "login", "captcha", "javascript", "error", "maybe_error", "search",
    "continue_reading", "subscribe", "subscriber_label",
]  # fmt: skip
_Marker = Literal["speech", "past", "publisher", "reader", "request", "newsletter", "channel"]

_EXAMPLE = " => "
_OPENINGS = ("^", "~")
_NO_STATEMENT = r"(?!.*[.。]\W*$)"
_LANGUAGE_OF_LISTS = {"no": "nb", "nn": "nb"}
_WORD = re.compile(r"\w+")
_CHOICE = re.compile(r"\\{(.*?)\\}")  # '{facebook|instagram}', escaped

_QUOTED = re.compile(r'"[^"]+"|«[^»]+»|„[^"]+"|‹[^›]+›')  # in folded text, which has straight marks
_MIN_TERMS = 2  # different words about data in a line
_MIN_DIALOG_LINES = 2  # about consent in one dialog
_MIN_CONSENT_CHARS = 50
_MIN_DIALOG_CHARS = 150  # of the lines about consent in one dialog
_MIN_DIALOG_SHARE = 0.6  # of a dialog's text
_MAX_DIALOG_TITLE_CHARS = 60
_WORD_START = r"(?<!\w)"
_CLAUSE_START = (  # a request opens a clause
    r"(?:^\W*|[.!?:;,–—]\s+|\b(?:and|please|und|et|y|e|en|og|och|a|i|и|bitte)\s+)"
)
_NO_LETTERS = re.compile(r"\W*")  # at the start of a notice: quotation marks
_LABEL_END = re.compile(r"[:|>]|»(?!,)")  # after a notice: 'Read more: the yard hires'
_REASONS_OF_PAST_NOTICES = frozenset(("contributor", "author_bio", "legal", "credit", "caption"))

_MAX_CALL_CHARS = 300
_MAX_CALL_POSITION = 0.6  # of the line: a request that comes later follows other content

_LABEL_DECORATION = " +*|:·•[]()"


@lru_cache(maxsize=2_000)
def reason_by_wording(text: str, language: str) -> DropReason | None:
    """The reason to drop a line for its words: a notice, or a call to action; None if it is neither."""
    folded = fold(text)
    words = _WORD.findall(folded)
    first, all_words = words[0] if words else "", frozenset(words)
    base = primary_tag(language)
    for of_list in dict.fromkeys((_LANGUAGE_OF_LISTS.get(base, base), "en")):
        for notices in _notice_lists(of_list):
            notice = notices.search(folded, all_words, first)
            if notice and not _is_reported(folded, notice, notices.reason, of_list):
                return notices.reason
        if reason := _reason_by_call_to_action(folded, of_list):
            return reason
    return None


@lru_cache(maxsize=4_000)
def fold(text: str) -> str:
    """The text in lower case with straight quotation marks."""
    return text.lower().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')


def _is_reported(folded: str, notice: re.Match[str], reason: DropReason, language: str) -> bool:
    """Return True if the words of a notice are part of what the story reports.

    They are if somebody says them, or if the line without the notice is a whole sentence in the past that
    addresses nobody. Text after a label is a headline, never a report. Notices about people and rights are
    in the past themselves.
    """
    behind = folded[notice.end() :].lstrip()
    has_label = _LABEL_END.match(behind) or _LABEL_END.match(notice[0][-1:])
    if has_label or not ends_statement(folded) or not _has_markers(language):
        return False
    marks = _NO_LETTERS.match(notice[0])
    outside = _QUOTED.sub(" ", f"{folded[: notice.start()]}{marks[0] if marks else ''} … {behind}")
    if _find_marker("publisher", outside, language):
        return False
    if _find_marker("speech", outside, language):
        return True
    if reason in _REASONS_OF_PAST_NOTICES or _find_marker("publisher", notice[0], language):
        return False
    return bool(_find_marker("past", outside, language)) and not _find_marker("reader", outside, language)


def _reason_by_call_to_action(folded: str, language: str) -> DropReason | None:
    """The reason to drop a line that asks the reader for something: 'If you liked it, please follow us'.

    It has a request that opens a clause, a newsletter or channel, and the publisher's 'our' or 'this link'.
    """
    if len(folded) > _MAX_CALL_CHARS or not _has_markers(language):
        return None
    unquoted = _QUOTED.sub(" ", folded)
    is_newsletter = _find_marker("newsletter", unquoted, language)
    if not is_newsletter and not _find_marker("channel", unquoted, language):
        return None
    request = _find_marker("request", unquoted, language)
    if request is None or request.start() > _MAX_CALL_POSITION * len(unquoted):
        return None
    if not _find_marker("publisher", unquoted, language):
        return None
    if _find_marker("speech", unquoted, language) or _find_marker("past", unquoted, language):
        return None
    return "newsletter" if is_newsletter else "promotion"


@cache
def _has_markers(language: str) -> bool:
    """Return True if the language has a list of markers."""
    return files("briefing.clean").joinpath(f"words/{language}/markers.toml").is_file()


def _find_marker(marker: _Marker, folded: str, language: str) -> re.Match[str] | None:
    """The first such marker in a folded text."""
    return _marker_pattern(marker, language).search(folded)


@cache
def _marker_pattern(marker: _Marker, language: str) -> re.Pattern[str]:
    words = read_table("briefing.clean", f"words/{language}/markers.toml")[marker]
    before = _CLAUSE_START if marker == "request" else _WORD_START
    return re.compile(rf"{before}(?:{alternatives(words)})(?!\w)")


def entries_of(language: str, reason: str) -> tuple[tuple[str, str], ...]:
    """Each entry of a notice list with its example; empty if the language has no such list."""
    if not files("briefing.clean").joinpath(f"words/{language}/{reason}.txt").is_file():
        return ()
    lines = read_words("briefing.clean", f"words/{language}/{reason}.txt")
    return tuple((entry, example) for entry, _, example in (line.partition(_EXAMPLE) for line in lines))


@dataclass(frozen=True, slots=True)
class _NoticeList:
    """The notices of one reason by their first word: an expression is compiled once its word is met.

    `opening` are those at the start of a line, `within` those anywhere in it; the key '' holds those that do
    not begin with a whole word.
    """

    reason: DropReason
    opening: Mapping[str, tuple[str, ...]]
    within: Mapping[str, tuple[str, ...]]

    def search(self, folded: str, words: frozenset[str], first: str) -> re.Match[str] | None:
        """The first notice in a folded line that has these words, `first` at its start."""
        for word in ("", first):
            if (entries := self.opening.get(word)) and (found := pattern_of(entries).search(folded)):
                return found
        for word in ("", *(words & self.within.keys())):
            if (entries := self.within.get(word)) and (found := pattern_of(entries).search(folded)):
                return found
        return None


@cache
def _notice_lists(language: str) -> tuple[_NoticeList, ...]:
    lists = ((reason, [entry for entry, _ in entries_of(language, reason)]) for reason in REASONS)
    return tuple(_notice_list(reason, entries) for reason, entries in lists if entries)


def _notice_list(reason: DropReason, entries: Sequence[str]) -> _NoticeList:
    opening = [entry for entry in entries if entry.startswith(_OPENINGS)]
    within = [entry for entry in entries if not entry.startswith(_OPENINGS)]
    return _NoticeList(reason, _by_first_word(opening), _by_first_word(within))


def _by_first_word(entries: Sequence[str]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        for word in _first_words(entry.lstrip("^~")) or ("",):
            found[word].append(entry)
    return {word: tuple(entries) for word, entries in found.items()}


def _first_words(entry: str) -> tuple[str, ...]:
    """The words one of which begins each match of an entry; () if it does not begin with a whole word."""
    is_choice = entry.startswith("{")
    options = entry[1:].partition("}")[0].split("|") if is_choice else [entry]
    follows = entry.partition("}")[2][:1] if is_choice else ""
    found = [_WORD.match(option) for option in options]
    if any(not match or is_unspaced(match[0]) for match in found):
        return ()
    next_chars = [
        option[match.end() : match.end() + 1] or follows
        for option, match in zip(options, found, strict=True)
        if match
    ]
    continues = any(char and (char.isalnum() or char in "*{") for char in next_chars)
    return () if continues else tuple(match[0] for match in found if match)


@cache
def pattern_of(entries: tuple[str, ...]) -> re.Pattern[str]:
    """'^get the * app$', '^follow us on {facebook|instagram}' and other entries as one expression.

    A star is up to 60 characters of one sentence, braces hold a choice. '^' is the start of a line, '~' that
    of a line that does not end with a full stop, '$' the end.
    """
    return re.compile("|".join(_expression(entry) for entry in entries))


def _expression(entry: str) -> str:
    opens, ends = entry.startswith(_OPENINGS), entry.endswith("$")
    inner = re.escape(entry.lstrip("^~").removesuffix("$"))
    inner = inner.replace(r"\ \*\ ", r"\ (?:[^.!?]{1,60}?\ )??").replace(r"\*", "[^.!?]{0,60}?")
    inner = _CHOICE.sub(lambda choice: f"(?:{choice[1].replace(chr(92) + '|', '|')})", inner)
    unended = _NO_STATEMENT if entry.startswith("~") else ""
    before = unended + r"^[^\w\"']*" if opens else _word_edge(entry[0])
    after = r"\W*$" if ends else _word_edge(entry[-1])
    return before + inner + after


def _word_edge(character: str) -> str:
    """A word boundary, if the script of the character has spaces between words."""
    return r"\b" if character.isalnum() and not is_unspaced(character) else ""


def contains_phrase(kind: PhraseKind, text: str) -> bool:
    """Return True if the text contains a phrase of this kind, in any language."""
    return bool(_phrase_pattern(kind).search(fold(text)))


def count_phrases(kind: PhraseKind, text: str) -> int:
    """How many phrases of this kind the text contains."""
    return len(_phrase_pattern(kind).findall(fold(text)))


def is_subscriber_label(text: str) -> bool:
    """Return True if the text is only a label of a story for subscribers: 'Premium'."""
    return bool(_phrase_pattern("subscriber_label").fullmatch(fold(text).strip(_LABEL_DECORATION)))


@cache
def _phrase_pattern(kind: PhraseKind) -> re.Pattern[str]:
    words = read_table("briefing.clean", "words/page_phrases.toml")[kind]["words"]
    return re.compile(rf"(?<!\w)(?:{alternatives(words)})(?!\w)")


def consent_dialogs(context: RuleContext) -> Iterator[Finding]:
    """The parts whose text asks the reader for consent, and runs of such paragraphs beside the story."""
    if context.lines and _count_terms(fold(context.lines[context.headline_at].text)):
        return  # the story is about cookies or personal data
    asks_consent = _which_ask_for_consent(context.lines)
    if not any(asks_consent):
        return
    before = [
        0,
        *accumulate(
            line.chars if asks else 0 for line, asks in zip(context.lines, asks_consent, strict=True)
        ),
    ]
    texts = [0, *accumulate(line.chars if line.chars >= _MIN_CONSENT_CHARS else 0 for line in context.lines)]
    reached = 0
    for element in context.elements:
        own, text = (sums[element.last] - sums[element.first] for sums in (before, texts))
        is_beside = element.first >= reached and not element.first <= context.headline_at < element.last
        count = (
            sum(asks_consent[element.first : element.last]) if is_beside and own >= _MIN_DIALOG_CHARS else 0
        )
        if count >= _MIN_DIALOG_LINES and own >= _MIN_DIALOG_SHARE * text:
            reached = element.last
            yield from context.lines[element.first : element.last]
    yield from _runs_beside_story(context, asks_consent)


def _runs_beside_story(context: RuleContext, asks_consent: Sequence[bool]) -> Iterator[Line]:
    """Paragraphs in a row that ask for consent, with the heading before them."""
    for asks, group in groupby(range(len(asks_consent)), key=asks_consent.__getitem__):
        run = list(group)
        if not asks or len(run) < _MIN_DIALOG_LINES or not _is_outside_text(run, context):
            continue
        before = run[0] - 1
        if before > context.headline_at and _is_dialog_title(
            context.lines[before], context.lines[run[0]].owner
        ):
            yield context.lines[before]
        yield from (context.lines[at] for at in run)


def _is_outside_text(run: Sequence[int], context: RuleContext) -> bool:
    """Return True if a run is before the headline, or no paragraph comes after it."""
    after = context.lines[run[-1] + 1 :]
    return run[-1] < context.headline_at or not any(text_score(line) for line in after)


def _is_dialog_title(line: Line, owner: Element) -> bool:
    is_short = line.chars <= _MAX_DIALOG_TITLE_CHARS and line.owner.parent is owner.parent
    return is_short and (heading_level(line) > 0 or _count_terms(fold(line.text)) > 0)


def _which_ask_for_consent(lines: Sequence[Line]) -> list[bool]:
    """For each line, whether it asks for consent; most pages have few of the words at all."""
    folded = [
        fold(line.text) if line.chars >= _MIN_CONSENT_CHARS and not line.reason else "" for line in lines
    ]
    page = " ".join(folded)
    stems = [stem for stem in _strong_stems() if stem in page]
    return [any(stem in text for stem in stems) and _asks_for_consent(text) for text in folded]


def _asks_for_consent(folded: str) -> bool:
    """Return True if a folded line speaks of data and of the reader, and quotes nobody."""
    if '"' in folded or not _strong_pattern().search(folded) or _count_terms(folded) < _MIN_TERMS:
        return False
    return bool(_person_pattern().search(folded))


def _count_terms(folded: str) -> int:
    return len(set(_term_pattern().findall(folded)))


@cache
def _term_pattern() -> re.Pattern[str]:
    return _consent_pattern("terms")


@cache
def _strong_stems() -> tuple[str, ...]:
    """The beginnings of the words that hardly occur elsewhere, for a quick check."""
    table = read_table("briefing.clean", "words/consent.toml")
    words = (word for language in table.values() for word in language["strong"])
    return tuple(dict.fromkeys(word.partition("*")[0] for word in words))


@cache
def _strong_pattern() -> re.Pattern[str]:
    return _consent_pattern("strong")


@cache
def _person_pattern() -> re.Pattern[str]:
    return _consent_pattern("persons")


def _consent_pattern(key: str) -> re.Pattern[str]:
    table = read_table("briefing.clean", "words/consent.toml")
    words = [word for language in table.values() for word in language[key]]
    return re.compile(rf"(?<!\w)(?:{alternatives(sorted(words, key=len, reverse=True))})(?!\w)")
