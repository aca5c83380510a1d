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
from briefing.write.arrangement import Hanging, Introduced, Passage, Told, Voiced, arrange_block
from briefing.write.datelines import dateline_end
from briefing.write.frames import capitalise
from briefing.write.names import is_named, name_again, speaker_id
from briefing.write.phrases import Phrases
from briefing.write.quoting import join_parts, split_long
from briefing.write.utterances import find_utterances

Named = tuple[tuple[str, str], ...]

# So many words of the narrator's leave a pronoun clear; more, and the speaker is named.
CLEAR_PRONOUN_WORDS = 25


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
        self._voice: Speaker | None = None
        self._told = ""
        self._since_quote = ""
        self._in_block = ""
        self._turns = 0
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
        self._in_block = ""
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
        if said and _same(said.speaker, speaker) and said.language == quotation.language:
            return replace(said, parts=(*said.parts, (words, span)))
        self._finish(said)
        if not self._introduced:
            self._introduce_ourselves(speaker, quotation.kind == "written")
        return _Said(speaker, quotation.language, ((words, span),))

    def _finish(self, said: _Said | None) -> None:
        """Put the quotation into the script; a long one in portions, its speaker named between them."""
        if said is None:
            return
        for count, (text, spans) in enumerate(split_long(join_parts(said.parts))):
            if count:
                self._continue(said.speaker)
            self._segments.append(Quote(text, text, said.speaker, spans, said.language))
            self._voice, self._since_quote, self._introduced = said.speaker, "", False
            self._in_block = ""

    def _tell_piece(self, piece: Told, role: NarrationRole) -> None:
        text, named = self._hung(piece.text, piece.hanging)
        self._narrate(text, role, piece.spans, named=named)

    def _hung(self, text: str, hanging: Hanging) -> tuple[str, Named]:
        """A clause that followed a quotation, so that it can stand alone: 'and left' as 'And Lee left'."""
        name = self._subject(hanging)
        if hanging.link == "own" or not name:
            return capitalise(text), ()
        if hanging.link == "adding":
            self._narrate(self._phrases.say("went_on", name=capitalise(name)), "introduction", (), ours=True)
            return text, ()
        opener, _, rest = text.partition(" ")
        return f"{capitalise(opener)} {name} {rest}", (("", name),)

    def _subject(self, hanging: Hanging) -> str:
        """What to call the one who goes on."""
        subject, speaker = hanging.subject, hanging.speaker
        if speaker and (not subject or is_named(speaker, subject)):
            return name_again(speaker, self._told, self._phrases)
        return f"{subject[:1].lower()}{subject[1:]}" if self._phrases.is_pronoun(subject) else subject

    def _introduce(self, piece: Introduced) -> None:
        text, speaker = piece.text, piece.speaker
        named: Named = ()
        if speaker and not is_named(speaker, text) and self._is_unclear(speaker):
            text, named = self._name_for_pronoun(piece, speaker)
        text, hung = self._hung(text, piece.hanging)
        self._narrate(f"{text}:", "introduction", piece.spans, named=(*named, *hung))
        self._introduced = (
            speaker is None
            or bool(named)
            or piece.is_attribution
            or _same(self._voice, speaker)
            or is_named(speaker, self._since_quote)
        )

    def _is_unclear(self, speaker: Speaker) -> bool:
        return not _same(self._voice, speaker) or not self._is_near()

    def _is_near(self) -> bool:
        """Whether the last voice is still in the listener's ear."""
        return len(self._since_quote.split()) <= CLEAR_PRONOUN_WORDS

    def _name_for_pronoun(self, piece: Introduced, speaker: Speaker) -> tuple[str, Named]:
        at = piece.text.rfind(piece.cue) if piece.cue else 0
        match = self._phrases.subject_pronoun().search(piece.text, max(at, 0))
        if match is None or speaker.name.split()[0].lower() in self._phrases.words("possessives"):
            return piece.text, ()
        name = name_again(speaker, self._told, self._phrases)
        text = f"{piece.text[: match.start()]}{name}{piece.text[match.end() :]}"
        return text, ((match.group(), name),)

    def _introduce_ourselves(self, speaker: Speaker | None, written: bool) -> None:
        """A fixed phrase where the article gives no cue: '{name} said:'."""
        if self._in_block.endswith(":") or (speaker and is_named(speaker, self._in_block)):
            return
        if speaker is None:
            self._narrate(self._phrases.say("introduce_unknown"), "introduction", (), ours=True)
        elif _same(self._voice, speaker) and self._is_near():
            self._continue(speaker)
        else:
            name = capitalise(name_again(speaker, self._told, self._phrases))
            key = "introduce_written" if written else "introduce_speech"
            self._narrate(self._phrases.say(key, name=name), "introduction", (), ours=True)

    def _continue(self, speaker: Speaker | None) -> None:
        if speaker is None:
            self._introduce_ourselves(None, written=False)
            return
        name = capitalise(name_again(speaker, self._told, self._phrases))
        self._narrate(self._next_variant().format(name=name), "introduction", (), ours=True)

    def _next_variant(self) -> str:
        """The next way to say that the same voice goes on, but never the words that were just used."""
        variants = [str(variant) for variant in self._phrases.table["continues"]]
        for _ in variants:
            variant = variants[self._turns % len(variants)]
            self._turns += 1
            if not self._told.endswith(variant.removeprefix("{name}")):
                break
        return variant

    def _tell_block_quote(self, number: int, block: BlockQuote) -> None:
        """A passage set apart: an embedded post by its author, or words whose speaker nobody names."""
        span = Span(number, 0, len(block.text))
        if not block.author:
            self._introduce_ourselves(None, written=True)
            self._finish(_Said(None, "", ((block.text, span),)))
            return
        phrase = self._phrases.say("posted", name=block.author)
        self._narrate(phrase, "introduction", (), ours=True)
        author = Speaker(speaker_id(block.author), block.author)
        self._finish(_Said(author, "", ((block.text, span),)))

    def _narrate(
        self,
        text: str,
        role: NarrationRole,
        spans: tuple[Span, ...],
        *,
        ours: bool = False,
        named: Named = (),
    ) -> None:
        words = " ".join(text.split())
        self._segments.append(Narration(words, words, role, spans, ours=ours, named=named))
        self._join_paragraph()
        self._told = f"{self._told} {words}"
        self._since_quote = f"{self._since_quote} {words}"
        self._in_block = f"{self._in_block} {words}"

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


def _same(one: Speaker | None, other: Speaker | None) -> bool:
    return (one.id if one else None) == (other.id if other else None)
