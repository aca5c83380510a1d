"""Divide the HTML of a newsletter into its stories, without sponsors, contents, footers and other parts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby, pairwise

from briefing.fetch.mail_layout import HEADINGS, Block, blocks_of
from briefing.text import read_table

_HEADING_CHARS = 150
_HEADING_SCALE = 1.2  # a heading without a tag of its own is that much larger than the running text
_SMALL_SCALE = 0.85  # captions, dates and labels are that much smaller
_SMALL_WORDS = 15
_CAPTION_WORDS = 40
_BUTTON_WORDS = 5
_STORY_WORDS = 12
_OPENING_WORDS = 30  # shorter words before the first story are a greeting
_TEASER_WORDS = 30  # longer texts below 'Keep reading' are stories
_GREETING_BLOCKS = 4
_CLOSING_SHARE = 0.7  # of the words of a letter; its closing stands after them
_SEARCHED = ("lines", "footers", "ends_of_adverts", "reading_times")
_SENTENCE_ENDS = (".", "!", "?", "…", "”", "“", '"', "»")


@dataclass(frozen=True, slots=True)
class NewsletterStory:
    """A story of a newsletter: its headline ('' where the subject is it), URL ('' without one) and HTML."""

    title: str
    url: str
    html: str


@dataclass(frozen=True, slots=True)
class _Section:
    """A heading and what stands below it."""

    heading: Block | None
    blocks: tuple[Block, ...]

    @property
    def words(self) -> int:
        return sum(block.words for block in self.blocks)

    @property
    def url(self) -> str:
        own = self.heading.url if self.heading is not None else ""
        more = (one.url for one in self.blocks if one.url and _matches("read_more", one))
        return next((url for url in (own, *more) if url.startswith("http")), "")


def newsletter_stories(html: str) -> tuple[NewsletterStory, ...]:
    """Return the stories of a newsletter; one story for a letter that is one text.

    A newsletter is divided if at least two of its headings lead to web pages of their own, by a link on
    the heading or a link such as 'Read more' below it.

    Args:
        html: The HTML of a mail.
    """
    sections = [_story_part(one) for one in _sections(_told_blocks(blocks_of(html)))]
    stories = [one for one in sections if _text_words(one) >= _STORY_WORDS]
    if sum(bool(one.url) for one in stories) < 2:
        return (_one_text(sections),)
    opening = [one for one in stories if one.heading is None and one.words >= _OPENING_WORDS]
    return tuple(_story(one) for one in opening + [one for one in stories if one.heading is not None])


def _told_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that belong to a story, with headings."""
    running = _running_px(blocks)
    shown = _with_headings(_without_captions(_without_footer(blocks), running), running)
    told = _without_teasers(_without_sponsors(_without_contents(shown)))
    kept = [block for block in told if block.tag not in ("hr", "img") and not _is_small(block, running)]
    return _without_greeting(_without_link_lists(kept))


def _story(section: _Section) -> NewsletterStory:
    title = section.heading.text if section.heading is not None else ""
    return NewsletterStory(
        _patterns()["reading_times"].sub("", title).strip(),
        section.url,
        _html(_without_buttons(section.blocks)),
    )


def _one_text(sections: Sequence[_Section]) -> NewsletterStory:
    blocks = [block for one in sections for block in _all_of(one)]
    return NewsletterStory("", "", _html(_without_closing(blocks)))


def _story_part(section: _Section) -> _Section:
    """Return the section without lines that belong to no story."""
    return replace(section, blocks=tuple(one for one in section.blocks if not _matches("lines", one)))


def _text_words(section: _Section) -> int:
    """Return the number of words; 0 for what nobody reads as a story, such as 'Share this letter'."""
    is_other = section.heading is not None and _matches("lines", section.heading)
    return 0 if is_other else sum(block.words for block in _without_buttons(section.blocks))


def _all_of(section: _Section) -> list[Block]:
    """Return the blocks of a section; no heading without a text, since that is a label."""
    below = _without_buttons(section.blocks)
    is_label = section.heading is None or not below or _matches("lines", section.heading)
    return below if is_label or section.heading is None else [section.heading, *below]


def _without_buttons(blocks: Sequence[Block]) -> list[Block]:
    """Leave out links that are no text: 'Read more', 'Get tickets', 'Archive | Careers'."""
    return [block for block in blocks if not _is_button(block)]


def _is_button(block: Block) -> bool:
    if not block.is_linked:
        return False
    return not block.url or block.words <= _BUTTON_WORDS or _matches("read_more", block)


def _without_link_lists(blocks: Sequence[Block]) -> list[Block]:
    """Leave out links in a row that have no text below them: the most read pages, related ones."""
    kept: list[Block] = []
    for is_link, run in groupby(blocks, key=_is_bare_link):
        links = list(run)
        kept += [] if is_link and len(links) > 1 else links
    return kept


def _is_bare_link(block: Block) -> bool:
    return block.tag not in HEADINGS and block.is_linked and not _is_button(block)


def _sections(blocks: Sequence[Block]) -> Iterator[_Section]:
    """Yield the parts that headings begin; the first may have none."""
    heading: Block | None = None
    below: list[Block] = []
    for block in blocks:
        if block.tag not in HEADINGS:
            below.append(block)
            continue
        yield _Section(heading, tuple(below))
        heading, below = block, []
    yield _Section(heading, tuple(below))


def _without_sponsors(blocks: Sequence[Block]) -> list[Block]:
    """Leave out parts that somebody paid for, which a label or the heading itself names."""
    kept: list[Block] = []
    at = 0
    while at < len(blocks):
        if _matches("sponsors", blocks[at]):
            at = _end_of_sponsor(blocks, at)
        elif blocks[at].tag in HEADINGS and _matches("ends_of_adverts", blocks[at]):
            at = next((end for end in range(at + 1, len(blocks)) if _begins_part(blocks[end])), at + 1)
        else:
            kept.append(blocks[at])
            at += 1
    return kept


def _end_of_sponsor(blocks: Sequence[Block], at: int) -> int:
    """Return where the part ends: after its picture, at a rule, or at the heading after its own.

    A label that no heading and no rule follows stands above the text of the letter itself.
    """
    cell = blocks[at].cell
    start = at + 1
    while start < len(blocks) and _matches("sponsors", blocks[start]):
        start += 1
    pictures = start
    while pictures < len(blocks) and blocks[pictures].tag == "img":
        pictures += 1
    if pictures > start and blocks[start].cell == cell and cell not in _cells(blocks[pictures:]):
        return pictures  # the advert is a picture
    text = next((one for one in range(start, len(blocks)) if blocks[one].text), len(blocks))
    own = text + 1 if text < len(blocks) and blocks[text].tag in HEADINGS else text
    ends = (end for end in range(own, len(blocks)) if _begins_part(blocks[end]))
    return next(ends, start)


def _cells(blocks: Sequence[Block]) -> set[int]:
    return {block.cell for block in blocks}


def _begins_part(block: Block) -> bool:
    return block.tag == "hr" or block.tag in HEADINGS


def _without_teasers(blocks: Sequence[Block]) -> list[Block]:
    """Leave out the short texts below a label such as 'Keep reading' or 'You might also like'."""
    kept: list[Block] = []
    left_out = False
    for section in _sections(blocks):
        begins = section.heading is not None and _matches("teasers", section.heading)
        left_out = begins or (left_out and section.words < _TEASER_WORDS)
        label = next((at for at, one in enumerate(section.blocks) if _matches("teasers", one)), None)
        if left_out:
            continue
        kept += [section.heading] if section.heading is not None else []
        kept += section.blocks[:label]
        left_out = label is not None
    return kept


def _without_contents(blocks: Sequence[Block]) -> list[Block]:
    """Leave out the table of contents: jumps within the mail, and lines that headings below repeat."""
    kept: list[Block] = []
    headings: set[str] = set()
    for block in reversed(blocks):
        said = block.text.casefold()
        if not block.url.startswith("#") and said not in headings:
            kept.append(block)
        if block.tag in HEADINGS and not block.url.startswith("#"):
            headings.add(said)
    return kept[::-1]


def _without_footer(blocks: Sequence[Block]) -> Sequence[Block]:
    """Cut a newsletter where its footer begins: address, unsubscribe link, copyright."""
    words = [block.words for block in blocks]
    for at, block in enumerate(blocks):
        if sum(words[:at]) * 2 >= sum(words) and _matches("footers", block):
            return blocks[:at]
    return blocks


def _without_captions(blocks: Sequence[Block], running_px: float) -> list[Block]:
    """Leave out what stands in smaller letters below a picture."""
    captions = {
        id(below)
        for above, below in pairwise(blocks)
        if above.tag == "img"
        and below.size_px < running_px * _SMALL_SCALE
        and below.words <= _CAPTION_WORDS
        and not _matches("sponsors", below)
    }
    return [block for block in blocks if id(block) not in captions]


def _is_small(block: Block, running_px: float) -> bool:
    """Return True for a short line in small letters that is no sentence: a date, a byline, a label."""
    return (
        block.tag == "p"
        and not _is_button(block)  # its link may be the story's
        and block.size_px < running_px * _SMALL_SCALE
        and block.words <= _SMALL_WORDS
        and not block.text.endswith(_SENTENCE_ENDS)
    )


def _without_greeting(blocks: list[Block]) -> list[Block]:
    """Leave out the greeting, and short lines above it such as the name of the letter."""
    for at, block in enumerate(blocks[:_GREETING_BLOCKS]):
        if _matches("greetings", block):
            return [one for one in blocks[:at] if one.words > _STORY_WORDS] + blocks[at + 1 :]
    return blocks


def _without_closing(blocks: Sequence[Block]) -> Sequence[Block]:
    """Cut a letter at its closing, such as 'Best wishes,': names and postscripts follow."""
    total = sum(block.words for block in blocks)
    before = 0
    for at, block in enumerate(blocks):
        if before >= total * _CLOSING_SHARE and _matches("closings", block):
            return blocks[:at]
        before += block.words
    return blocks


def _running_px(blocks: Sequence[Block]) -> float:
    """Return the size of the letters that most of the text has."""
    weights: dict[float, int] = {}
    for block in blocks:
        weights[block.size_px] = weights.get(block.size_px, 0) + len(block.text)
    return max(weights, key=lambda size: weights[size], default=0)


def _with_headings(blocks: Sequence[Block], running_px: float) -> list[Block]:
    """Return the blocks with headings for short lines in bold or large letters."""
    return [replace(one, tag="h2") if _is_heading(one, running_px) else one for one in blocks]


def _is_heading(block: Block, running_px: float) -> bool:
    if block.tag != "p" or len(block.text) > _HEADING_CHARS or block.text[-1:] in ",;:":
        return False
    if any(_matches(name, block) for name in ("read_more", "lines", "sponsors")):
        return False
    if block.words < 2 or block.size_px < running_px * _SMALL_SCALE:
        return False
    return block.is_bold or block.size_px >= running_px * _HEADING_SCALE


def _matches(name: str, block: Block) -> bool:
    pattern = _patterns()[name]
    text = block.text.strip(" :|•→»›>")
    return (pattern.search if name in _SEARCHED else pattern.fullmatch)(text) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    table = read_table("briefing.fetch", "words/newsletters.toml")
    return {name: re.compile("|".join(f"(?:{one})" for one in table[name]), re.I) for name in table}


def _html(blocks: Sequence[Block]) -> str:
    parts = []
    for tag, run in groupby(blocks, key=lambda block: block.tag):
        marked = [f"<{tag}>{block.html}</{tag}>" for block in run]
        parts.append(f"<ul>{''.join(marked)}</ul>" if tag == "li" else "\n".join(marked))
    return "\n".join(parts)
