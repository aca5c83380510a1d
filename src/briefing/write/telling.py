"""A story told: its blocks as segments, every voice introduced."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from briefing.model import (
    Article,
    Block,
    BlockQuote,
    Heading,
    Narration,
    NarrationRole,
    Quotation,
    Quote,
    Segment,
    Span,
    Speaker,
)
from briefing.text import name_slug
from briefing.write.arrangement import Introduced, Passage, Told, Voiced, arrange_block
from briefing.write.datelines import dateline_end
from briefing.write.ear import Ear, is_same
from briefing.write.introducing import Introducer, Line
from briefing.write.names import is_named
from briefing.write.phrases import Phrases
from briefing.write.quoting import join_parts, split_long
from briefing.write.utterances import find_utterances


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation while it still grows."""

    speaker: Speaker | None
    language: str
    parts: tuple[tuple[str, Span], ...]


class StoryTeller:
    """Tells one story's blocks in order; remembers who was named and who spoke last."""

    def __init__(self, quotations: Sequence[Quotation], phrases: Phrases) -> None:
        self._quotations = quotations
        self._phrases = phrases
        self._segments: list[Segment] = []
        self._ear = Ear()
        self._introducer = Introducer(self._ear, phrases)
        self._introduced = False

    def tell(self, article: Article, blocks: Sequence[int], *, headings: bool) -> tuple[Segment, ...]:
        """The segments of these blocks, without `say` and pauses."""
        lede = next((b for b in blocks if not isinstance(article.blocks[b], Heading)), -1)
        for number in blocks:
            block = article.blocks[number]
            if number == lede:
                self._tell_block(number, _without_dateline(block), "lede")
            elif headings or not isinstance(block, Heading):
                self._tell_block(number, block, _role_of(block))
        return tuple(self._segments)

    def _tell_block(self, number: int, block: Block, role: NarrationRole) -> None:
        utterances = find_utterances(number, block.text, self._quotations, self._phrases)
        if isinstance(block, BlockQuote) and not utterances:
            self._tell_block_quote(number, block)
            return
        said: _Said | None = None
        self._introduced = False
        self._ear.in_block = ""
        for piece in arrange_block(Passage(number, block.text), utterances, self._phrases):
            if isinstance(piece, Voiced):
                said = self._add_words(said, number, block.text, piece)
                continue
            self._finish(said)
            said = None
            if isinstance(piece, Told):
                self._tell_piece(piece, role)
            else:
                self._introduce(piece)
        self._finish(said)

    def _add_words(self, said: _Said | None, number: int, text: str, piece: Voiced) -> _Said:
        words = text[piece.utterance.start : piece.utterance.end]
        span = Span(number, piece.utterance.start, piece.utterance.end)
        quotation = piece.utterance.quotation
        speaker = quotation.speaker
        if said and is_same(said.speaker, speaker) and said.language == quotation.language:
            return replace(said, parts=(*said.parts, (words, span)))
        self._finish(said)
        if not self._introduced:
            self._say(self._introducer.by_us(speaker, written=quotation.kind == "written"))
        return _Said(speaker, quotation.language, ((words, span),))

    def _finish(self, said: _Said | None) -> None:
        """Put the quotation into the script; a long one in portions, its speaker named between them."""
        if said is None:
            return
        for count, (text, spans) in enumerate(split_long(join_parts(said.parts))):
            if count:
                self._say(self._introducer.again(said.speaker))
            self._segments.append(Quote(text, text, said.speaker, spans, said.language))
            self._ear.hear_voice(said.speaker)
            self._introduced = False

    def _tell_piece(self, piece: Told, role: NarrationRole) -> None:
        line = self._introducer.hung(piece.text, piece.hanging)
        self._narrate(line, role, piece.spans)

    def _introduce(self, piece: Introduced) -> None:
        line = self._introducer.by_article(piece)
        self._introduced = (
            piece.speaker is None
            or bool(line.named)
            or piece.is_attribution
            or self._ear.was_last(piece.speaker)
            or is_named(piece.speaker, f"{self._ear.since_quote} {line.text}")
        )
        self._say(line, piece.spans)

    def _say(self, line: Line | None, spans: tuple[Span, ...] = ()) -> None:
        """An introduction, where one is needed."""
        if line:
            self._narrate(line, "introduction", spans)

    def _tell_block_quote(self, number: int, block: BlockQuote) -> None:
        """A passage set apart: an embedded post by its author, or words whose speaker nobody names."""
        span = Span(number, 0, len(block.text))
        if not block.author:
            self._say(self._introducer.by_us(None, written=True))
            self._finish(_Said(None, "", ((block.text, span),)))
            return
        phrase = self._phrases.say("posted", name=block.author)
        self._say(Line(phrase, ours=True))
        author = Speaker(name_slug(block.author), block.author)
        self._finish(_Said(author, "", ((block.text, span),)))

    def _narrate(self, line: Line, role: NarrationRole, spans: tuple[Span, ...]) -> None:
        words = " ".join(line.text.split())
        self._segments.append(Narration(words, words, role, spans, ours=line.ours, named=line.named))
        self._join_paragraph()
        self._ear.hear(words)

    def _join_paragraph(self) -> None:
        """What the narrator says in one breath, before the voice changes, is one segment."""
        match self._segments[-2:]:
            case [
                Narration(ours=False, spans=(*_, one)) as first,
                Narration(ours=False, spans=(two, *_)) as then,
            ]:
                if one.block == two.block:
                    self._segments[-2:] = [_joined(first, then)]


def _joined(first: Narration, then: Narration) -> Narration:
    text = f"{first.text} {then.text}"
    role = first.role if first.role == "lede" else then.role
    return Narration(text, text, role, (*first.spans, *then.spans), named=(*first.named, *then.named))


def _without_dateline(block: Block) -> Block:
    """The same block with blanks for its dateline, so that spans still tell where its words stand."""
    end = dateline_end(block.text)
    return replace(block, text=" " * end + block.text[end:])


def _role_of(block: Block) -> NarrationRole:
    return "heading" if isinstance(block, Heading) else "body"
