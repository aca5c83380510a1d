"""Lines that are no story for what stands beside them."""

import re
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile

from briefing.clean.container import goodness
from briefing.clean.element import Element, Line
from briefing.clean.headline import heading_level
from briefing.clean.letters import is_unspaced
from briefing.clean.phrases import fold
from briefing.clean.sentences import ends_sentence, ends_statement
from briefing.clean.stamps import is_dated_byline, is_dateline, is_names
from briefing.model import DropReason

BIO = re.compile(  # 'Ann Lee is a writer at the quay', 'Bo Hart covers the harbour'
    r"^.{3,60}?\b(?:is|was|ist|has been|have been)\s+(?:an?|the|adjunct|associate|assistant|senior|former|"
    r"co-|our|[\w’']+[’']s|ein|eine|[\w-]+[- ](?:reporter\w*|editor|redakteur\w*|correspondent|professor))\b|"
    r"^.{3,40}?\b(?:covers|writes|reports|teaches|lives)\b"
)
MAIL = re.compile(r"\b[\w.+-]+@[\w-]+\.\w")  # 'ann@example.org'
FULL_NAME = re.compile(r"[A-ZÀ-ÖØ-Þ][\w'’.-]+ [A-ZÀ-ÖØ-Þ]")  # 'Ann Lee'
NAMED_LIFE = re.compile(  # 'Ann Lee is Lecturer in Shipping at the quay', in italics
    r"^(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s){2,4}"
    r"(?:is|lives|writes|teaches|works|covers|reports|has written|ist|schreibt|lebt)\b"
)
NAMED_ROLE = re.compile(
    r"\b(?:reporter|editor|writer|author|columnist|correspondent|journalist|professor|fellow|contributor|curator|"
    r"producer|faculty|redakteur\w*|korrespondent\w*|autor\w*|co-?founder|director|historian|novelist|critic|"
    r"lecturer|researcher|strategist|analyst|blogger|freelancer?|scientist)\b",
    re.IGNORECASE,
)

WORD = re.compile(r"\w+")
RUN_OF_QUOTE = 4  # words
LONGEST_NAME = 100  # characters of a speaker under a pull quote
ABOUT = re.compile(  # 'About the Harbour Line': a company's words about itself, behind its news
    r"^(?:About|Über|À propos d[eu’']|Acerca de|Sobre|Over|Om|Informazioni su)\s+[A-ZÀ-ÖØ-Þ][^.!?]{1,60}$"
)
LONGEST_PROFILE = 8  # lines that a company says about itself
REFERENCE = re.compile(  # 'Lee et al., Quay 12, 88-97', 'doi: 10.1000/1', 'Contact the quay on 01632 960 112'
    r"\bet al\b|\bdoi\b|\b(?:contact|call|phone|telephone|tel|media enquiries)\b.*\d[\d ()-]{6,}\d\W*$",
    re.IGNORECASE,
)
LONGEST_REFERENCE = 300  # characters
LONGEST_SIGNATURE = 60  # characters
NO_SIGNATURE = frozenset(":0123456789")  # 'Address: 4 Quay Road' belongs to what stands before it


def judge_neighbours(lines: Sequence[Line], byline: Sequence[str]) -> None:
    """Rules that look at more than one line. Lines with a reason keep it."""
    _drop_names_above(lines)
    _drop_lists_of_links(lines)
    _drop_last_list(lines)
    _drop_caption_titles(lines)
    _drop_pull_quotes(lines)
    _drop_duplicates(lines)
    _drop_about(lines)
    _drop_tail(lines, byline)
    _drop_empty_headings(lines)


def _drop_names_above(lines: Sequence[Line]) -> None:
    """Names alone in a line before the first paragraph are those of the authors, or of the place."""
    for line in takewhile(lambda line: not goodness(line), lines):
        if line.reason or heading_level(line):
            continue
        if is_names(line.text) or is_dated_byline(line.text) or is_dateline(line.text):
            line.reason = "other"


def _drop_lists_of_links(lines: Sequence[Line]) -> None:
    """A list in which every item leads elsewhere and none is a sentence."""
    for of_list, grouped in groupby(lines, key=_list_around):
        items = list(grouped)
        if of_list is None or len(items) < 2:
            continue
        if all(line.linked * 10 > line.chars * 3 and not ends_sentence(line.text) for line in items):
            for line in items:
                line.reason = line.reason or "related"


def _drop_last_list(lines: Sequence[Line]) -> None:
    """A list that ends the story, and in which every item has a link."""
    told = [line for line in lines if not line.reason]
    last = _list_around(told[-1]) if told else None
    items = [line for line in lines if last is not None and _list_around(line) is last]
    if len(items) > 1 and all(line.links for line in items):
        for line in items:
            line.reason = line.reason or "related"


def _list_around(line: Line) -> Element | None:
    around = line.owner.ancestors(4)
    return next((element for element in around if element.tag in ("ul", "ol")), None)


def _drop_caption_titles(lines: Sequence[Line]) -> None:
    """A short line without a full stop right before its own longer caption is the picture's title."""
    for line, caption in pairwise(lines):
        if line.reason or caption.reason != "caption" or heading_level(line) or ends_sentence(line.text):
            continue
        if line.chars < 120 and fold(line.text) in fold(caption.text):
            line.reason = "caption"


def _drop_pull_quotes(lines: Sequence[Line]) -> None:
    """A quotation set apart whose words the story's paragraphs say too."""
    apart = [line for line in lines if not line.reason and _is_set_apart(line)]
    if not apart:
        return
    told = [line for line in lines if not line.reason and not _is_set_apart(line)]
    seen = {run for line in told for run in _runs(fold(line.text), RUN_OF_QUOTE)}
    for line in apart:
        runs = _runs(fold(line.text), RUN_OF_QUOTE)
        if runs and sum(run in seen for run in runs) > 0.8 * len(runs):
            line.reason = "pull_quote"
    repeated = {_part_of(line) for line in apart if line.reason}
    for line in apart:
        if line.chars < LONGEST_NAME and _part_of(line) in repeated:
            line.reason = "pull_quote"


def _part_of(line: Line) -> Element | None:
    """The quotation, aside or figure around a line."""
    around = line.owner.ancestors(5)
    return next((element for element in around if element.tag in ("blockquote", "aside", "figure")), None)


def _is_set_apart(line: Line) -> bool:
    return _part_of(line) is not None


def _drop_duplicates(lines: Sequence[Line]) -> None:
    """A paragraph whose words in their order nearly all stood there before is told once."""
    seen: set[tuple[str, ...]] = set()
    for line in lines:
        runs = _runs_of_words(line)
        if line.reason or not runs:
            continue
        if sum(run in seen for run in runs) > 0.8 * len(runs):
            line.reason = "duplicate"
        seen.update(runs)


def _runs_of_words(line: Line) -> list[tuple[str, ...]]:
    return _runs(fold(line.text), 6) if len(line.text.split()) >= 8 or is_unspaced(line.text) else []


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    """Every run of so many words, or characters where a language writes no spaces."""
    words = list(text) if is_unspaced(text) else WORD.findall(text)
    return [tuple(words[at : at + length]) for at in range(len(words) - length + 1)]


def _drop_about(lines: Sequence[Line]) -> None:
    """A last section 'About the Harbour Line' is a company's description of itself."""
    told = [line for line in lines if not line.reason]
    for at in range(max(3, len(told) // 2 + 1, len(told) - LONGEST_PROFILE), len(told)):
        if ABOUT.match(told[at].text):
            for line in told[at:]:
                line.reason = "author_bio"
            return


def _drop_tail(lines: Sequence[Line], byline: Sequence[str]) -> None:
    """From the end upwards: links, signatures and biographies, to the story's last line."""
    told = [line for line in lines if not line.reason]
    if len(told) < 3:
        return
    signatures = _signatures(told)
    for line in reversed(told[-6:][1:]):
        if _leads_elsewhere(line):
            line.reason = "related"
        elif line in signatures:
            line.reason = "contributor"
        elif is_biography(line, byline):
            line.reason = "author_bio"
        elif _is_reference(line):
            line.reason = "other"
        else:
            return


def _is_reference(line: Line) -> bool:
    """Is a line at the end a label of nothing, whom to telephone, or where a study stands?"""
    if line.chars < LONGEST_SIGNATURE and line.text.endswith(":"):
        return True
    return line.chars < LONGEST_REFERENCE and bool(REFERENCE.search(line.text))


def _leads_elsewhere(line: Line) -> bool:
    """Is most of the line a link? Some sites link nearly the whole of a real sentence, which is longer."""
    is_long = line.chars > 100 and ends_statement(line.text)
    return line.linked * 10 > line.chars * (9 if is_long else 6)


def _signatures(told: Sequence[Line]) -> list[Line]:
    """One or two short lines at the end that are no sentences: a desk, initials. More are a list."""
    found: list[Line] = []
    for line in reversed(told):
        if line.chars > LONGEST_SIGNATURE or ends_sentence(line.text) or line.owner.tag in ("li", "text"):
            break
        if heading_level(line) or line.author or not NO_SIGNATURE.isdisjoint(line.text):
            break
        found.append(line)
    return found if len(found) < 3 and len(told) - len(found) > 3 else []


def is_biography(line: Line, byline: Sequence[str]) -> bool:
    """Does a line at the end say who an author is? It opens with the name, or is set apart in italics."""
    if line.chars > 420:
        return False
    opening = line.text[:80].casefold()
    named = any(author.casefold() in opening for author in byline)
    if named and (BIO.match(line.text) or NAMED_ROLE.search(line.text[:160])):
        return True
    if MAIL.search(line.text):
        return True
    apart = line.strong * 10 > line.chars * 9
    if apart and NAMED_LIFE.match(line.text):
        return True
    return bool(
        apart and BIO.match(line.text) and (NAMED_ROLE.search(line.text[:160]) or FULL_NAME.match(line.text))
    )


def _drop_empty_headings(lines: Sequence[Line]) -> None:
    """A heading goes with its lines when all of them, up to the next heading or the end, are dropped."""
    reason: DropReason | None = None
    told = False
    for line in reversed(lines):
        if heading_level(line) and not line.reason:
            if not told:
                line.reason = reason or "other"
            told = False if line.reason else told and heading_level(line) > 4
            reason = None if not line.reason else reason
            continue
        told = told or not line.reason
        reason = line.reason or reason
