"""What stands between and around the stories: stories in brief, and parts of the user's own."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from briefing.model import Heading, Insert, Narration, OwnPart, Section, Segment, Span, Story
from briefing.text import primary_tag, sentence_spans
from briefing.write.headlines import (
    as_sentence,
    dateline_end,
    headline_line,
    is_in_lede,
    phrase_line,
    source_of,
)
from briefing.write.normalization import spoken_form
from briefing.write.options import WriteOptions
from briefing.write.phrases import phrases_for
from briefing.write.utterances import PAUSES_MS

_STORIES = ("story", "insert")
_MAX_BRIEF_WORDS = 45  # a longer first sentence is left out of a brief
# Of a voice that speaks slowly (130 words a minute): a part must not exceed its limit with any voice.
_SLOW_LETTERS_PER_MINUTE = 750


def briefs(options: WriteOptions, language: str) -> list[Section]:
    """Return a section that announces the briefs, and one for each of them; none without briefs."""
    if not options.briefs:
        return []
    title = phrases_for(language).say("in_brief")
    announced = phrase_line(as_sentence(title), "headlines")
    first = Section(title, (announced,), "brief", chime_before=options.parts.chime)
    return [first, *(_brief(story, language) for story in options.briefs)]


def _brief(story: Story, language: str) -> Section:
    """Return the headline, the first sentence and the source of a story."""
    article, own_language = story.article, story.article.language or language
    phrases = phrases_for(own_language)
    sentence = _first_sentence(story)
    is_repeated = sentence is not None and is_in_lede(article, phrases)
    segments: list[Segment] = [] if is_repeated else [headline_line(story, "headline", "")]
    segments += [] if sentence is None else [sentence]
    if source := source_of(story):
        segments.append(phrase_line(phrases.say("source", source=source), "brief"))
    if primary_tag(own_language) != primary_tag(language):
        segments = [replace(segment, language=segment.language or own_language) for segment in segments]
    return Section(article.title, tuple(segments), "brief", article.url, source_of(story))


def _first_sentence(story: Story) -> Narration | None:
    """Return the first sentence; None if it is long, or if it quotes somebody: a brief has one voice."""
    blocks = enumerate(story.article.blocks)
    number, text = next(((n, block.text) for n, block in blocks if not isinstance(block, Heading)), (0, ""))
    begin = dateline_end(text)
    first, last = next(iter(sentence_spans(text[begin:])), (0, 0))
    span = Span(number, begin + first, begin + last)
    words = text[span.start : span.end]
    if not words or len(words.split()) > _MAX_BRIEF_WORDS or _quotes_somebody(span, story):
        return None
    return Narration(words, words, "brief", (span,))


def _quotes_somebody(sentence: Span, story: Story) -> bool:
    """Return True if the words of a person stand in a sentence."""
    return any(
        span.block == sentence.block and span.start < sentence.end and span.end > sentence.start
        for quotation in story.quotations
        if quotation.kind in ("speech", "written")
        for span in quotation.spans
    )


def with_own_parts(sections: Sequence[Section], language: str, options: WriteOptions) -> list[Section]:
    """Return the sections of a programme with the user's own parts between them.

    Args:
        sections: The opening, the stories, the briefs and the closing.
        language: The programme's language, in which texts are spoken.
        options: The parts, and the pronunciations that their texts are measured with.
    """
    opening, *middle, closing = sections
    at = {place: [part for part in options.own_parts if part.place == place] for place in ("opening", "end")}
    return [
        *(_recorded(part) for part in at["opening"] if part.recording),
        opening,
        *(_spoken(part, language, options) for part in at["opening"] if part.text),
        *_with_parts_between(middle, language, options),
        *(_with_chime(_spoken(part, language, options), options) for part in at["end"] if part.text),
        closing,
        *(_recorded(part) for part in at["end"] if part.recording),
    ]


def _with_parts_between(
    sections: Sequence[Section], language: str, options: WriteOptions
) -> Iterator[Section]:
    """Yield the stories and briefs with the parts after each of them that the user placed there."""
    between = [part for part in options.own_parts if part.place == "between"]
    stories = sum(section.role in _STORIES for section in sections)
    told, jingles = 0, list[OwnPart]()
    for section in sections:
        is_gap_before = bool(told) and (section.role in _STORIES or not section.url)
        if is_gap_before and jingles:
            yield from map(_recorded, jingles)
        yield replace(section, chime_before=False) if is_gap_before and jingles else section
        if section.role in _STORIES:
            told += 1
            here = [part for part in between if min(part.after or 1, stories) == told]
            for text in (part for part in here if part.text):
                yield _with_chime(_spoken(text, language, options), options)
            jingles = [one for one in between if one.recording and (not one.after or one in here)]


def _recorded(part: OwnPart) -> Section:
    insert = Insert(part.recording, part.limit_ms, pause_ms=PAUSES_MS["part_end"])
    return Section(part.title, (), "part", insert=insert)


def _spoken(part: OwnPart, language: str, options: WriteOptions) -> Section:
    """Return the paragraphs of a text, up to the last sentence that ends within its limit."""
    left = part.limit_ms * _SLOW_LETTERS_PER_MINUTE // 60_000

    def fits(words: str) -> bool:
        nonlocal left
        left -= len(spoken_form(words, language, options.pronunciations))
        return left >= 0

    lines: list[Segment] = []
    for paragraph in filter(None, (" ".join(line.split()) for line in part.text.splitlines())):
        sentences = [paragraph[start:end] for start, end in sentence_spans(paragraph)]
        kept = list(takewhile(fits, sentences))
        lines += [phrase_line(as_sentence(" ".join(kept)), "part")] if kept else []
        if len(kept) < len(sentences):
            break
    return Section(part.title, tuple(lines), "part")


def _with_chime(section: Section, options: WriteOptions) -> Section:
    return replace(section, chime_before=options.parts.chime)
