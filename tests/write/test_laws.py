"""The laws of attribution, over stories made of frames and arbitrary words."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import (
    Article,
    Attribution,
    Narration,
    Paragraph,
    Quotation,
    Quote,
    Segment,
    Span,
    Speaker,
    Story,
)
from briefing.write import Parts, WriteOptions, write_script
from briefing.write.discourse import is_named

BARE = WriteOptions(parts=Parts(sign_on=False, honesty=False, headline=False, source=False, sign_off=False))
WORD = re.compile(r"[^\W_]+")
SPEAKERS = (
    Speaker("ann-lee", "Ann Lee", "", "female"),
    Speaker("omar-diaz", "Omar Diaz", "", "male"),
    Speaker("harbour-board", "Harbour Board", "", "organisation"),
    Speaker("jo-park-and-vi-stone", "Jo Park and Vi Stone", "", "group"),
)
PRONOUNS = {"female": "she", "male": "he", "organisation": "it", "group": "they"}
# {q} and {r} are quotations, {n} the speaker's name, {p} the pronoun; the part in <> is the attribution.
FRAMES = (
    '"{q}," <{n} said>.',
    '"{q}," <said {n}>.',
    '"{q}," <{p} said>.',
    '"{q}," <{n} said>, "{r}."',
    '"{q}," <{n} said>. "{r}."',
    '"{q}," <said {n}>, who had arrived on Monday.',
    '"{q}," <{n} told reporters on Friday>, adding that nobody came. "{r}."',
    '{s}. "{q}," <wrote {n} in a letter>. {s}.',
    '<{n} said>: "{q}. {r}."',
    '{s}. <{p} asked>, "{q}?"',
    '"{q}," <{n} said>, and left the room.',
    '"{q}," <{p} said> and walked out. {s}.',
    '"{q}," <said {n}>, pointing at the gates, "{r}."',
    '"{q}," <{n} said>, adding, "{r}."',
    '"{q}," <said {n}> (who had arrived on Monday), but it rained.',
    '<{n} said> that "I {q}. {r}."',
    '"{q}," <according to {n}>. {s}.',
    '"{q}."',
    '{s}. "{q}." {s}.',
    "{s}.",
)
# The quoted words stay in the narrator's own sentence.
WOVEN = ('{s} ("{q}," <{n} said>) and {s}.', '"{q}," was all that was heard. {s}.')
words = st.lists(st.from_regex(r"[a-z]{2,7}", fullmatch=True), min_size=5, max_size=25).map(
    lambda found: " ".join(found).capitalize()
)


@st.composite
def stories(draw: st.DrawFn, frames: tuple[str, ...] = (*FRAMES, *WOVEN)) -> Story:
    texts: list[str] = []
    quotations: list[Quotation] = []
    for block in range(draw(st.integers(1, 6))):
        speaker = draw(st.sampled_from(SPEAKERS))
        text = draw(st.sampled_from(frames)).format(
            q=draw(words), r=draw(words), s=draw(words), n=speaker.name, p=PRONOUNS[speaker.gender]
        )
        start, end = text.find("<"), text.find(">") - 1
        text = text.replace("<", "").replace(">", "")
        texts.append(text)
        frame = Span(block, start, end) if start >= 0 else None
        cue = Attribution("template", text[start:end] if frame else "", frame)
        quotations += [
            Quotation((Span(block, *found.span(1)),), speaker, cue)
            for found in re.finditer(r'"([^"]*)"', text)
        ]
    blocks = tuple(Paragraph(text) for text in texts)
    return Story(Article("", "Title", (), "", "", "en", "", blocks, ()), tuple(quotations))


def segments_of(story: Story) -> tuple[Segment, ...]:
    (section,) = write_script([story], BARE).sections
    return section.segments


def article_words(segment: Segment) -> Counter[str]:
    """The article's words in a segment: without phrases of ours, with pronouns for the names that we said."""
    if isinstance(segment, Narration) and segment.ours:
        return Counter()
    found = count(segment.text)
    for pronoun, name in segment.named if isinstance(segment, Narration) else ():
        found = found - count(name) + count(pronoun)
    return found


def count(text: str) -> Counter[str]:
    return Counter(word.casefold() for word in WORD.findall(text))


@given(stories())
def test_no_word_is_lost_doubled_or_invented(story: Story) -> None:
    said = sum((article_words(segment) for segment in segments_of(story)), Counter[str]())
    assert said == count(" ".join(block.text for block in story.article.blocks))


@given(stories())
def test_a_speaker_is_named_before_every_change_to_a_new_voice(story: Story) -> None:
    voice, since = "", ""
    for segment in segments_of(story):
        if isinstance(segment, Narration):
            since = f"{since} {segment.text}"
            continue
        assert segment.speaker is not None
        assert segment.speaker.id == voice or is_named(segment.speaker, since)
        voice, since = segment.speaker.id, ""


@given(stories(FRAMES))
def test_the_quotations_own_words_stand_in_their_order(story: Story) -> None:
    said = [s.text for s in segments_of(story) if isinstance(s, Quote)]
    spans = [span for quotation in story.quotations for span in quotation.spans]
    quoted = [story.article.blocks[span.block].text[span.start : span.end] for span in spans]
    assert WORD.findall(" ".join(said)) == WORD.findall(" ".join(quoted))
