"""The segments of one story: its blocks in order, every quotation introduced, long quotations divided."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from briefing.model import (
    Article,
    Block,
    BlockQuote,
    Heading,
    ListItem,
    Narration,
    NarrationRole,
    Paragraph,
    Quotation,
    Quote,
    Segment,
    Span,
    Speaker,
)
from briefing.text import is_terminated, name_slug, primary_tag, sentence_spans
from briefing.write.arrangement import AttributionClause, BlockText, NarratedText, QuotedSpeech, arrange_block
from briefing.write.attribution import capitalise
from briefing.write.discourse import DiscourseMemory, is_named, is_same_speaker
from briefing.write.headlines import dateline_end, spoken_moment
from briefing.write.introductions import IntroductionWriter, NarratorLine, TurnNarrator
from briefing.write.options import WriteOptions
from briefing.write.phrases import Phrases
from briefing.write.utterances import MARKS, Utterance, find_utterances

Part = tuple[str, Span]
Words = tuple[str, tuple[Span, ...]]

# BBC News Styleguide: a voice that runs on is named again; two short sentences are not yet long.
_LONG_SENTENCES = 2
_LONG_WORDS = 50
_SHORT_SUBJECT = 4  # words before the verb of a divided clause


@dataclass(frozen=True, slots=True)
class _OpenQuotation:
    """A quotation while it still grows."""

    speaker: Speaker | None
    language: str
    parts: tuple[tuple[str, Span], ...]


class StoryNarrator:
    """Tells one story's blocks in order; remembers who was named and who spoke last."""

    def __init__(self, quotations: Sequence[Quotation], phrases: Phrases, options: WriteOptions) -> None:
        self._quotations = quotations
        self._options = options
        self._phrases = phrases
        self._segments: list[Segment] = []
        self._memory = DiscourseMemory()
        self._introducer = IntroductionWriter(self._memory, phrases)
        self._turns = TurnNarrator(quotations, self._memory, phrases)
        self._signatures = {q.attribution.words for q in quotations if q.attribution.rule == "signature"}
        self._is_introduced = False

    def narrate(self, article: Article, blocks: Sequence[int]) -> tuple[Segment, ...]:
        """The segments of these blocks, without `say` and pauses."""
        lede = next((b for b in blocks if not isinstance(article.blocks[b], Heading)), -1)
        moments = _spoken_moments(article, blocks, self._phrases)
        for number in blocks:
            block = article.blocks[number]
            if number in moments:
                self._segments.append(Narration(moments[number], moments[number], ours=True))
            if number in article.corrections:
                self._narrate_correction(number, block)
            elif number == lede:
                self._narrate_block(number, _without_dateline(block), "lede")
            elif self._is_spoken(block):
                self._append_introduction(_item_number(article.blocks, number, self._phrases))
                self._narrate_block(number, block, _role_of(block))
        return tuple(self._segments)

    def _narrate_correction(self, number: int, block: Block) -> None:
        """The narrator reads a correction behind a fixed phrase, with what it quotes."""
        self._append_introduction(NarratorLine(self._phrases.say("correction"), ours=True))
        span = Span(number, 0, len(block.text))
        self._append_narration(NarratorLine(block.text), "body", (span,))

    def _is_spoken(self, block: Block) -> bool:
        is_heading = isinstance(block, Heading)
        return self._options.parts.headings or not is_heading or self._turns.asks(block)

    def _narrate_block(self, number: int, block: Block, role: NarrationRole) -> None:
        if self._turns.covers(number, block):
            self._segments += self._turns.narrate(number, block.text)
            return
        utterances = find_utterances(number, block.text, self._quotations, self._phrases)
        if isinstance(block, BlockQuote) and not utterances:
            if block.text not in self._signatures:
                self._narrate_block_quote(number, block, role)
            return
        current: _OpenQuotation | None = None
        self._is_introduced = False
        if not isinstance(block, BlockQuote):  # the paragraph above leads to it
            self._memory.in_paragraph = ""
        block_text = BlockText(number, block.text)
        for piece in arrange_block(block_text, utterances, self._phrases):
            if isinstance(piece, QuotedSpeech):
                current = self._extend_quotation(current, block_text, piece.utterance)
                continue
            self._close_quotation(current)
            current = None
            if isinstance(piece, NarratedText):
                self._narrate_text(piece, role)
            else:
                self._introduce(piece)
        self._close_quotation(current)

    def _extend_quotation(
        self, current: _OpenQuotation | None, block: BlockText, utterance: Utterance
    ) -> _OpenQuotation:
        """Add an utterance to the open quotation, or close that one and open another."""
        part = (
            block.text[utterance.start : utterance.end],
            Span(block.number, utterance.start, utterance.end),
        )
        quotation = utterance.quotation
        speaker, language = quotation.speaker, quotation.language
        if current and is_same_speaker(current.speaker, speaker) and current.language == language:
            return replace(current, parts=(*current.parts, part))
        self._close_quotation(current)
        if not self._is_introduced:
            self._append_introduction(
                self._introducer.from_phrases(speaker, language, written=quotation.kind == "written")
            )
        return _OpenQuotation(speaker, language, (part,))

    def _close_quotation(self, current: _OpenQuotation | None) -> None:
        """Put the quotation into the script, whole or in portions with the speaker's name between."""
        if current is None:
            return
        parts = join_parts(current.parts, frozenset(self._phrases.words("shared_subject_verbs")))
        portions = split_long(parts) if self._options.interrupts_long_quotations else [whole(parts)]
        for count, (words, spans) in enumerate(portions):
            text = _as_sentence(words)
            if count:
                self._append_introduction(self._introducer.continue_speaker(current.speaker))
            self._segments.append(Quote(text, text, current.speaker, spans, current.language))
            self._memory.add_quotation(current.speaker, current.language)
            self._is_introduced = False

    def _narrate_text(self, piece: NarratedText, role: NarrationRole) -> None:
        line = self._introducer.complete_clause(piece.text, piece.clause_link)
        self._append_narration(line, role, piece.spans)

    def _introduce(self, piece: AttributionClause) -> None:
        line = self._introducer.from_article(piece)
        self._is_introduced = (
            piece.speaker is None
            or bool(line.substitutions)
            or piece.is_attribution
            or self._memory.spoke_last(piece.speaker)
            or is_named(piece.speaker, f"{self._memory.since_quotation} {line.text}")
        )
        self._append_introduction(line, piece.spans)

    def _append_introduction(self, line: NarratorLine | None, spans: tuple[Span, ...] = ()) -> None:
        """An introduction, where one is needed."""
        if line:
            self._append_narration(line, "introduction", spans)

    def _narrate_block_quote(self, number: int, block: BlockQuote, role: NarrationRole) -> None:
        """A passage set apart: an embedded post by its author, or words whose speaker nobody names.

        A line in it that leads to the next one is the narrator's: 'Lee replied:'.
        """
        span = Span(number, 0, len(block.text))
        if block.text.rstrip().endswith(":") and not block.author:
            self._append_narration(NarratorLine(block.text), role, (span,))
            return
        if not block.author:
            self._append_introduction(self._introducer.from_phrases(None, written=True))
            self._close_quotation(_OpenQuotation(None, "", ((block.text, span),)))
            return
        phrase = self._phrases.say("posted", name=block.author)
        self._append_introduction(NarratorLine(phrase, ours=True))
        author = Speaker(name_slug(block.author), block.author)
        self._close_quotation(_OpenQuotation(author, "", ((block.text, span),)))

    def _append_narration(self, line: NarratorLine, role: NarrationRole, spans: tuple[Span, ...]) -> None:
        words = " ".join(line.text.split())
        self._segments.append(Narration(words, words, role, spans, ours=line.ours, named=line.substitutions))
        self._join_paragraph()
        self._memory.add_narration(words)

    def _join_paragraph(self) -> None:
        """What the narrator says in one breath, before the voice changes, is one segment."""
        match self._segments[-2:]:
            case [
                Narration(ours=False, spans=(*_, one)) as first,
                Narration(ours=False, spans=(two, *_)) as then,
            ]:
                if one.block == two.block:
                    self._segments[-2:] = [_join_narration(first, then)]


def _spoken_moments(article: Article, blocks: Sequence[int], phrases: Phrases) -> dict[int, str]:
    """The time of each entry of a live blog by its first block that is told; with the day where it changes.

    In a language without phrases it is the bare time.
    """
    if not article.entries:
        return {}
    found: dict[int, str] = {}
    has_phrases = primary_tag(article.language or phrases.language) == phrases.language
    starts = [entry.block for entry in article.entries]
    day = article.entries[0].moment[:10]
    for entry, end in zip(article.entries, [*starts[1:], len(article.blocks)], strict=True):
        first = next((number for number in blocks if entry.block <= number < end), None)
        if first is None:
            continue
        is_dated = entry.moment[:10] != day
        found[first] = spoken_moment(entry, phrases, is_dated=is_dated) if has_phrases else f"{entry.clock}."
        day = entry.moment[:10]
    return found


def _join_narration(first: Narration, then: Narration) -> Narration:
    text = f"{first.text} {then.text}"
    role = first.role if first.role == "lede" else then.role
    return Narration(text, text, role, (*first.spans, *then.spans), named=(*first.named, *then.named))


def _without_dateline(block: Block) -> Block:
    """The same block with blanks for its dateline, so that spans still tell where its words stand."""
    end = dateline_end(block.text, block.run_in if isinstance(block, Paragraph) else 0)
    return replace(block, text=" " * end + block.text[end:])


def _role_of(block: Block) -> NarrationRole:
    return "heading" if isinstance(block, Heading) else "body"


def _item_number(blocks: Sequence[Block], at: int, phrases: Phrases) -> NarratorLine | None:
    """The number of a list item: 'First:' in a list that counts up from one, else 'Number 5:'; or None."""
    block = blocks[at]
    if not isinstance(block, ListItem) or not block.number:
        return None
    ordinals = phrases.item_ordinals()
    if block.number <= len(ordinals) and _counts_up(blocks, at, block.number):
        return NarratorLine(ordinals[block.number - 1], ours=True)
    return NarratorLine(phrases.say("item_number", number=str(block.number)), ours=True)


def _counts_up(blocks: Sequence[Block], at: int, number: int) -> bool:
    """Return True if the items before this one lead from one to its number."""
    before = takewhile(lambda block: isinstance(block, ListItem), reversed(blocks[:at]))
    numbers = [block.number for block in before if isinstance(block, ListItem) and block.number]
    if numbers and numbers[0] == number + 1:
        return False
    remaining = iter(numbers)
    return all(expected in remaining for expected in range(number - 1, 0, -1))


def join_parts(parts: Sequence[Part], verbs: frozenset[str] = frozenset()) -> tuple[Part, ...]:
    """The parts with the punctuation of one speech: 'A,' and 'B.' become 'A.' and 'B.'.

    `verbs` are the finite verbs that no comma parts from the words beside them: '“That,” Lee said, “is it.”'
    """
    following = [text for text, _ in parts[1:]] + [""]
    return tuple(
        (_close(" ".join(text.split()), after, verbs), span)
        for (text, span), after in zip(parts, following, strict=True)
    )


def _as_sentence(text: str) -> str:
    """'we stay' as 'We stay': what began in the middle of a sentence is one of its own now."""
    return text if text[1:2].isupper() else capitalise(text)


def whole(parts: Sequence[Part]) -> Words:
    """The parts as one text, with the spans that they come from."""
    return " ".join(text for text, _ in parts), tuple(dict.fromkeys(span for _, span in parts))


def split_long(parts: Sequence[Part]) -> Iterator[Words]:
    """Portions of at most two sentences, or of as many as are short, with the spans that they come from.

    No portion ends in a question: 'Lee continued' after it would sound like its answer.
    """
    text, spans, sentences = "", list[Span](), 0
    for part, span in parts:
        for start, end in sentence_spans(part):
            sentence = part[start:end]
            is_full = sentences >= _LONG_SENTENCES and len(text.split()) >= _LONG_WORDS // 2
            is_full = is_full and not text.rstrip(MARKS).endswith("?")
            if is_full and len(text.split()) + len(sentence.split()) > _LONG_WORDS:
                yield text, tuple(spans)
                text, spans, sentences = "", [], 0
            text = f"{text} {sentence}".strip()
            sentences += 1
            if span not in spans:
                spans.append(span)
    if text:
        yield text, tuple(spans)


def _close(text: str, after: str, verbs: frozenset[str]) -> str:
    """End a part as speech ends: with its own mark, a comma before 'and B', or a full stop."""
    bare = text.rstrip(MARKS + " ")
    closers = text[len(bare) :].rstrip()
    if after[:1].islower():
        return bare.rstrip(",") + closers if _is_inside_clause(bare, after, verbs) else text
    if bare.endswith((",", ";", ":", "–", "—")):
        return bare.rstrip(",;:–— ") + "." + closers
    return text if is_terminated(text) else bare + "." + closers


def _is_inside_clause(before: str, after: str, verbs: frozenset[str]) -> bool:
    """Return True if a verb stands beside the gap: '“That,” Lee said, “is it”', '“It was,” … “late”'."""
    first = after.split(maxsplit=1)[0].lower().strip(MARKS + ",.;:?!")
    words = before.lower().rstrip(",").split()
    is_short = 0 < len(words) <= _SHORT_SUBJECT and verbs.isdisjoint(words[:-1])
    return is_short and before.endswith(",") and ((words[-1] in verbs) != (first in verbs))
