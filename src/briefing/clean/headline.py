"""The headline: the heading that agrees best with the page's metadata, or a title made from the lede.

Below it, the standfirst: in some languages it is the beginning of the story.
Headings and titles often have the name of the site: known names, the parts of a page title, and logos.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from briefing.clean.container import style_signature, text_score
from briefing.clean.elements import Element, Line, heading_level
from briefing.clean.line_patterns import words_in
from briefing.clean.markup_rules import pattern_of_names
from briefing.clean.rule import RuleContext
from briefing.clean.wording_rules import is_subscriber_label
from briefing.text import primary_tag, read_table

_STANDFIRST_LANGUAGES = frozenset(
    read_table("briefing.clean", "words/markup_labels.toml")["standfirst"]["languages"]
)
_STANDFIRST_LABELS = frozenset(("teaser",))  # names of related stories, and above the story of its standfirst
_MAX_STANDFIRST_DISTANCE = 12  # lines after the headline: kicker, byline, share links and date may come first
_MIN_DECK_CHARS = 100  # of a heading that is a standfirst, where a shorter one may be the headline again
_MAX_DECK_SIMILARITY = 0.4  # with the headline, which another heading may repeat
_MIN_STANDFIRST_CHARS = 60  # of one that a label calls a teaser
_SEPARATOR = re.compile(r"\s*\|\s*|\s+(?:[»•·›—–:-]|::)\s+|:\s+")  # 'A storm is coming | The Herald'
_COPYRIGHT = re.compile(  # '© 2026 Quay Herald. All rights reserved.'
    r"(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*[-–]\s*\d{4})?)?,?\s*(?:by\s+)?(?P<name>[^.|,©\d][^.|©]{2,50}?)\s*(?:[.|,]|$)",
    re.IGNORECASE,
)
_COPYRIGHT_WORD = re.compile(r"copyright|\(c\)", re.IGNORECASE)
_MAX_SITE_WORDS = 6
_MIN_TITLE_CHARS = 10  # of what is left without an unknown name
_MAX_FOOTER_CHARS = 200
_MAX_SECTION_WORDS = 3
_MIN_HEADING_WORDS = 4  # of an h1 that no title of the metadata confirms
MAX_WHOLE_CHARS = 200  # of a title: a sentence that cannot be cut well
_TITLE_NAMES = re.compile(  # class="entry-title"
    r" (?:entry|post|article|story|news) ?(?:title|headline) | headline "
)

_CUT_WORDS = read_table("briefing.clean", "words/clauses.toml")
_VERBS = frozenset(_CUT_WORDS["verbs"])
_RELATIVES = frozenset(_CUT_WORDS["relatives"])
_PAST_ENDINGS = tuple(_CUT_WORDS["past_endings"])
_CLAUSE_BOUNDARY = re.compile(
    rf"(?:[,;]?\s+(?:[–—-]\s+)?(?=(?:{'|'.join(_CUT_WORDS['clauses'])})\b)"
    rf"|[,;]\s+(?=(?:{'|'.join(_CUT_WORDS['after_comma'])})\b))"
)
_ADJUNCT_BOUNDARY = re.compile(rf",?\s+(?=(?:{'|'.join(_CUT_WORDS['adjuncts'])})\b)")
_DANGLING_WORDS = frozenset((*_CUT_WORDS["clauses"], *_CUT_WORDS["adjuncts"], *_CUT_WORDS["dangling"]))
_SENTENCE = re.compile(  # 'The bridge is open.' of a paragraph
    r"^.*?[.!?。！？](?=[\"'”’»)]*(?:\s|$))[\"'”’»)]*"
)
_ABBREVIATION = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Gov|Sen|Rep|Gen|Lt|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|vs)\.$"
)
_LETTERS = re.compile(r"[^\W\d_]+")
_MAX_CHARS = 100
_MIN_CHARS = 25
_BRACKETS = (("(", ")"), ("«", "»"), ("[", "]"), ("“", "”"), ("„", "“"))


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles that a page declares, the most reliable first, its title element, and its site's names."""

    declared: Sequence[str]
    page: str
    sites: frozenset[str]

    @property
    def candidates(self) -> list[str]:
        """All titles that are not only the name of the site."""
        titles = (*self.declared, self.page)
        return [title for title in titles if title and fold_name(title) not in self.sites]


def site_names(declared: Iterable[str], lines: Sequence[Line]) -> frozenset[str]:
    """The folded names of the site: the declared ones, and those of copyright notices and of logos."""
    short = (line.text for line in lines if len(line.text) < _MAX_FOOTER_CHARS)
    notices = (_COPYRIGHT.search(text) for text in short if _has_copyright_sign(text))
    shown = [notice["name"] for notice in notices if notice]
    logos = [line.text for line in lines if heading_level(line) == 1 and _is_in_logo(line)]
    return frozenset(filter(None, map(fold_name, (*declared, *shown, *logos))))


def _has_copyright_sign(text: str) -> bool:
    """Return True if the text may be a copyright notice: a quick check before the expression."""
    return "©" in text or _COPYRIGHT_WORD.search(text) is not None


def fold_name(text: str) -> str:
    """A name without case, spaces, punctuation and a leading article: 'The Quay Herald' as 'quayherald'."""
    folded = "".join(filter(str.isalnum, text.casefold()))
    return folded.removeprefix("the") if len(folded) > 6 else folded


def is_logo(line: Line, names: frozenset[str]) -> bool:
    """Return True if a heading is the name of the site or is in a part that is called a logo."""
    return fold_name(line.text) in names or _is_in_logo(line)


def _is_in_logo(line: Line) -> bool:
    return any(pattern_of_names("logo").search(element.names) for element in line.owner.ancestors(4))


def title_splits(title: str) -> Iterator[tuple[str, str]]:
    """Each way to split a page title at one separator: the text before it and the text behind it."""
    for separator in _SEPARATOR.finditer(title):
        if "»" in separator[0] and "«" in title:
            continue  # the end of a quotation
        before, behind = title[: separator.start()].strip(), title[separator.end() :].strip()
        if before and behind:
            yield before, behind


def without_site(title: str, names: frozenset[str]) -> str:
    """The page title without the name of the site at its end or its beginning.

    A known name is removed wherever it is; else the last part is, if it looks like a name and leaves a title.
    """
    splits = list(title_splits(title))
    for before, behind in splits:
        if any(fold_name(part) in names for part in (behind, *(first for first, _ in title_splits(behind)))):
            return _without_section(before)
    for before, behind in reversed(splits):
        if fold_name(before) in names:
            return behind
    if not splits:
        return title
    before, last = splits[-1]
    is_name = _looks_like_name(last) or (f"| {last}" == title[-len(last) - 2 :] and len(last.split()) == 1)
    return _without_section(before) if is_name and len(before) >= _MIN_TITLE_CHARS else title


def _without_section(before: str) -> str:
    """'A storm is coming' of 'A storm is coming | Weather', which the name of the site followed."""
    headline, _, section = before.rpartition(" | ")
    is_section = len(section.split()) < min(len(headline.split()), _MAX_SITE_WORDS + 1)
    return headline if is_section else before


def _looks_like_name(text: str) -> bool:
    """Return True if nearly all words have a capital, as in 'The Quay Herald', or it is an address."""
    words = text.split()
    capitals = sum(not word[0].islower() for word in words)
    return len(words) <= _MAX_SITE_WORDS and capitals * 3 >= len(words) * 2 and text[-1] not in '?!.”"’'


def title_similarity(one: str, other: str) -> float:
    """The Jaccard similarity of the words of two titles, 0 to 1."""
    a, b = words_in(one), words_in(other)
    return len(a & b) / len(a | b) if a and b else 0.0


def find_headline(lines: Sequence[Line], titles: Titles) -> tuple[str, Line | None]:
    """The headline and the line that shows it, None if no line does.

    The heading most similar to a title of the metadata wins, the first of equals; without such titles, the
    first h1. The name of the site is never the headline, whatever heading shows it.
    """
    early = [line for line in lines[: len(lines) // 2 + 40] if len(line.text) < 300]
    candidates = titles.candidates
    headings = _without_logos(lines, early, titles)
    plain = [*candidates, without_site(titles.page, titles.sites)]
    if best := _most_similar(headings, candidates, 0.5):
        best = (_named_title(lines, candidates) if _is_link(best) else None) or best
        return _without_label(best.text, plain), best
    early = [line for line in early if heading_level(line) != 1 or line in headings]
    if found := _line_with_title(early, candidates):
        return found
    first = None if titles.declared else next(iter(headings), None)
    if best := first or _most_similar(headings, candidates, 0.2):
        return _without_label(best.text, plain), best
    if found := _shown_part(early, titles):
        return found
    unconfirmed = [line for line in headings if len(headings) == 1 and _is_unconfirmed_title(line)]
    if shown := unconfirmed or ([] if candidates else _headings_by_name(early)):
        return shown[0].text, shown[0]
    return without_site(candidates[0], titles.sites) if candidates else "", None


def _without_logos(lines: Sequence[Line], early: Sequence[Line], titles: Titles) -> list[Line]:
    """The h1 headings without those that show the site or a section instead of the title."""
    found = [line for line in lines if heading_level(line) == 1 and not is_logo(line, titles.sites)]
    named = [line for line in found if _TITLE_NAMES.search(line.owner.names)]
    if len(found) > 1 and named:
        return named
    shown = _shown_part(early, titles)
    if shown is None or heading_level(shown[1]) == 1:
        return found
    later = lines[lines.index(shown[1]) :]
    return [line for line in found if line in later or not _is_section_name(line, shown, titles)]


def _is_section_name(line: Line, shown: tuple[str, Line], titles: Titles) -> bool:
    """Return True if an h1 is the name of the site or a section, and a later line shows the title.

    It is if it is a link, or the last part of the page title, or no part of it; then the title is a heading,
    or much longer.
    """
    title, shown_by = shown
    if any(title_similarity(line.text, declared) > 0.5 for declared in (title, *titles.declared)):
        return False
    is_longer = len(title.split()) > max(3, 2 * len(line.text.split()))
    if not (heading_level(shown_by) or is_longer):
        return False
    splits = list(title_splits(titles.page))
    is_first = any(title_similarity(line.text, before) > 0.8 for before, _ in splits)
    is_last = any(title_similarity(line.text, behind) > 0.8 for _, behind in splits)
    if is_first or is_last:
        return _is_link(line) or (is_last and not is_first) or is_longer
    return line.text == titles.page or len(line.text.split()) <= _MAX_SECTION_WORDS


def _most_similar(headings: Sequence[Line], candidates: Iterable[str], minimum: float) -> Line | None:
    best, found = minimum, None
    for candidate in candidates:
        for line in headings:
            score = title_similarity(line.text, candidate)
            if score > best + 0.001:
                best, found = score, line
    return found


def _is_link(line: Line) -> bool:
    return line.link_chars == line.chars


def _is_unconfirmed_title(line: Line) -> bool:
    """Return True if the only h1 is long enough for a headline, though the metadata say something else."""
    return not _is_link(line) and len(words_in(line.text)) >= _MIN_HEADING_WORDS


def _headings_by_name(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if heading_level(line) > 1 and _TITLE_NAMES.search(line.owner.names)]


def _named_title(lines: Sequence[Line], candidates: Sequence[str]) -> Line | None:
    """The only heading with a title class, if the metadata agree: an h1 that is a link may be the site's."""
    named = _headings_by_name(lines)
    agrees = len(named) == 1 and any(words_in(named[0].text) <= words_in(title) for title in candidates)
    return named[0] if agrees else None


def _without_label(shown: str, candidates: Sequence[str]) -> str:
    """The headline without a label, a section or a kicker inside its h1, as in 'PremiumFerry returns'."""
    for candidate in candidates:
        before = shown.removesuffix(candidate) if candidate else shown
        if before not in ("", shown) and (is_subscriber_label(before) or before.rstrip()[-1:].isalnum()):
            return candidate
    return shown


def _line_with_title(lines: Sequence[Line], candidates: Sequence[str]) -> tuple[str, Line] | None:
    """The first line that says the same as a candidate, whether it is a heading or not."""
    for candidate in candidates:
        same = next((line for line in lines if title_similarity(line.text, candidate) > 0.8), None)
        if same:
            return (candidate if candidate in same.text else same.text), same
    return None


def _shown_part(lines: Sequence[Line], titles: Titles) -> tuple[str, Line] | None:
    """The longest part of a page title, as of 'A storm is coming - The Herald', that a line shows."""
    pages = [titles.page, *titles.declared]
    parts = [part for title in pages for split in title_splits(title) for part in split]
    wanted = sorted((part for part in parts if _is_title_part(part, titles)), key=len, reverse=True)
    for part in dict.fromkeys((*titles.declared, *wanted)):
        if found := [line for line in lines if _shows(line, part)]:
            return part, next(filter(heading_level, found), found[0])
    return None


def _shows(line: Line, part: str) -> bool:
    """Return True if a line is this part of a title, or begins with it and is not much longer."""
    if not line.text.startswith(part):
        return False
    return line.text == part or (len(part.split()) > 2 and line.chars < 4 * len(part))


def _is_title_part(part: str, titles: Titles) -> bool:
    return len(part.split()) > 1 and fold_name(part) not in titles.sites


def title_from_lede(paragraph: str) -> str:
    """The first sentence of a paragraph, cut to the length of a headline where a sentence remains.

    It is cut before a clause, else before an adjunct. A sentence that cannot be cut stays whole up to
    `MAX_WHOLE_CHARS`; a longer one ends with '…'.
    """
    sentence = _first_sentence(paragraph).rstrip(".。")
    if len(sentence) <= _MAX_CHARS:
        return sentence
    for boundary in (_CLAUSE_BOUNDARY, _ADJUNCT_BOUNDARY):
        cuts = [cut for cut in _cuts_at(boundary, sentence) if _is_complete(cut)]
        if cuts:
            return max(cuts, key=len)
    if len(sentence) <= MAX_WHOLE_CHARS:
        return sentence
    whole_words = sentence[: _MAX_CHARS + 1].rpartition(" ")[0] or sentence[:_MAX_CHARS]
    return whole_words.rstrip(" ,;:–—-") + "…"


def _first_sentence(paragraph: str) -> str:
    at = 0
    while found := _SENTENCE.match(paragraph[at:]):
        at += found.end()
        if not _ABBREVIATION.search(paragraph[:at]):
            return paragraph[:at]
    return paragraph


def _cuts_at(boundary: re.Pattern[str], sentence: str) -> Iterator[str]:
    """The text before each boundary, at most as long as a headline."""
    for match in boundary.finditer(sentence, _MIN_CHARS, _MAX_CHARS + 20):
        if match.start() <= _MAX_CHARS + 10:
            yield sentence[: match.start()].rstrip(" ,;:–—-")


def _is_complete(text: str) -> bool:
    """Return True if the text has a verb of its own, closes its brackets and ends in no dangling word."""
    words = _LETTERS.findall(text.lower())
    verb = next((n for n, word in enumerate(words[1:], 1) if word in _VERBS or _is_past(word)), None)
    if verb is None or not _RELATIVES.isdisjoint(words[:verb]):
        return False
    return _is_closed(text) and words[-1] not in _DANGLING_WORDS and words[-1] not in _VERBS


def _is_past(word: str) -> bool:
    return len(word) > 4 and word.endswith(_PAST_ENDINGS)


def _is_closed(text: str) -> bool:
    pairs = [pair for pair in _BRACKETS if pair[0] in text and ("„" not in text or pair[0] != "“")]
    return all(text.count(one) == text.count(other) for one, other in pairs) and text.count('"') % 2 == 0


def find_standfirst(page: RuleContext, language: str) -> Sequence[Line]:
    """The lines between the headline and the container that open the story: a paragraph, or else a heading.

    The paragraphs of its style beside it belong to it.
    """
    if not page.after_headline or not opens_with_standfirst(language):
        return ()
    end = min(page.container.first, page.after_headline + _MAX_STANDFIRST_DISTANCE)
    above = [line for line in page.lines[page.after_headline : end] if _may_open_story(line, page)]
    above = [line for line in above if text_score(line)] or above
    above = [line for line in above if not heading_level(line) or line.chars > _MIN_DECK_CHARS] or above
    return [line for line in above if _is_beside(line.owner, above[0].owner)]


def restore_standfirst(story: RuleContext) -> None:
    """Keep the standfirst in the container that a label calls a teaser, where it opens the story.

    It is the first paragraph above those of the story, with the paragraphs of its style beside it.
    """
    if not opens_with_standfirst(story.language):
        return
    above = [line for line in story.lines[: story.core.first] if line.rule == "label"]
    above = [line for line in above if _labels_around(line, story) == _STANDFIRST_LABELS]
    for line in above[:_MAX_STANDFIRST_DISTANCE]:
        is_text = line.chars >= _MIN_STANDFIRST_CHARS and not line.link_count
        if is_text and _is_beside(line.owner, above[0].owner):
            line.restore()


def _labels_around(line: Line, page: RuleContext) -> set[str]:
    return {label for element in line.owner.ancestors() for label, _ in page.labels.get(element, ())}


def _is_beside(one: Element, other: Element) -> bool:
    return one.parent is other.parent and style_signature(one) == style_signature(other)


def has_summary_box(story: RuleContext) -> bool:
    """Return True if a box above the story's first paragraph says in points what the standfirst says."""
    return any(line.rule in ("fact_box", "named_box") for line in story.lines[: story.core.first])


def opens_with_standfirst(language: str) -> bool:
    """Return True if in this language the standfirst is the beginning of the story and no summary of it."""
    return primary_tag(language) in _STANDFIRST_LANGUAGES


def _may_open_story(line: Line, page: RuleContext) -> bool:
    if line.reason or _labels_around(line, page).difference(_STANDFIRST_LABELS):
        return False
    repeats = title_similarity(line.text, page.lines[page.after_headline - 1].text) > _MAX_DECK_SIMILARITY
    return text_score(line) > 0 or (is_deck(line) and not repeats)


def is_deck(line: Line) -> bool:
    """Return True if a line without a full stop is a standfirst by its names, or a long second heading."""
    if line.chars < _MIN_STANDFIRST_CHARS or line.link_count:
        return False
    names = pattern_of_names("standfirst")
    return heading_level(line) == 2 or any(names.search(at.names) for at in line.owner.ancestors(2))
