"""An article's blocks as phrases, and the names that stand in them.

Where the narrator's sentences end; a quotation can end one, or stand in the middle of it.

The narrator's words inside of speech: in a dialogue of dashes, and in French between the marks.

'—No lo sé —dijo Ana—. Mañana veremos.'; '« Nous sommes prêts, explique Julie. Il manque le vent. »'.
A paragraph that begins with a dash is speech only in a run of such paragraphs of which one has an inset that
begins with a speech verb: lists begin with dashes too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from briefing.quote.cues.cue import find_signature, find_signature_after
from briefing.quote.cues.cue_finder import cue_after
from briefing.quote.entities import EntityTable, couples
from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.chunker import read_phrases
from briefing.quote.phrases.mentions import Phrase
from briefing.quote.phrases.tokens import ArticleVocabulary, Token, mid_sentence_capitals, narration_tokens
from briefing.quote.quote_marks import QuotedSpan, find_quoted_spans
from briefing.quote.translate.english_equivalents import to_english_equivalents
from briefing.quote.translate.grammar import apply_gender_agreement


class Narration:
    """The texts of an article's blocks, their quotations by number, and the narrator's phrases by block.

    `dialogue_spans` are the quotations that the narrator's insets tell apart: speech, whatever they look
    like.
    """

    def __init__(
        self, texts: Sequence[str], vocabulary: Vocabulary, tables: TranslationTables | None
    ) -> None:
        self.texts = texts
        self.vocabulary = vocabulary
        self.tables = tables
        marked, self.dialogue_spans = _marked(texts, tables)
        self.marked = tuple(pair for pair in marked if not self._is_signature(pair))
        tokens = self._tokens()
        low = frozenset(token.low for block in tokens for token in block if token.kind == "word")
        self.names = EntityTable(vocabulary, low if tables is None else frozenset())
        self.phrases = self._phrases(tokens, low)

    def _is_signature(self, marked: QuotedSpan) -> bool:
        """The last line of a quotation that runs on may sign it, inside the marks: “… ¶ Ann Lee, baker.”"""
        if self.tables is not None or not marked.reopened or marked.left < marked.start:
            return False
        tokens = narration_tokens(self.texts[marked.block][marked.start : marked.end], ())
        return (
            find_signature(read_phrases(tokens, ArticleVocabulary(self.vocabulary, frozenset()))) is not None
        )

    def _tokens(self) -> list[list[Token]]:
        by_block: dict[int, list[tuple[int, QuotedSpan]]] = defaultdict(list)
        for number, marked in enumerate(self.marked):
            by_block[marked.block].append((number, marked))
        tokens = [narration_tokens(text, by_block[number]) for number, text in enumerate(self.texts)]
        return tokens if self.tables is None else to_english_equivalents(tokens, self.tables, self.vocabulary)

    def _phrases(self, tokens: Sequence[Sequence[Token]], low: frozenset[str]) -> list[list[Phrase]]:
        if self.tables is not None:
            words = ArticleVocabulary(self.vocabulary, low)
            return [apply_gender_agreement(read_phrases(block, words), self.tables) for block in tokens]
        high = frozenset(word for block in tokens for word in mid_sentence_capitals(block))
        return [read_phrases(block, ArticleVocabulary(self.vocabulary, low, high)) for block in tokens]

    def learn_names(self, headlines: frozenset[int]) -> None:
        """The headlines last: their capitals prove nothing, 'Club Sacks Miller' is no Mr Sacks Miller."""
        for number in sorted(range(len(self.phrases)), key=lambda number: number in headlines):
            self.names.learn(p.mention for p in self.phrases[number] if p.mention is not None)
        for first, second in couples(self.phrases, everywhere=self.vocabulary.uses_elegant_variation):
            self.names.add_couple(first, second)


def _marked(
    texts: Sequence[str], tables: TranslationTables | None
) -> tuple[tuple[QuotedSpan, ...], frozenset[QuotedSpan]]:
    """The quotations in order, and those of them that insets tell apart."""
    marked = find_quoted_spans(texts)
    if tables is None or not tables.uses_dialogue_dashes:
        return marked, frozenset()
    dialogue = read_dialogue(texts, tables)
    dashed = {spoken.block for spoken in dialogue}
    outside = [pair for pair in marked if pair.block not in dashed]
    if tables.interpolates_in_quotes:
        outside = [
            piece for pair in outside for piece in split_at_interpolations(pair, texts[pair.block], tables)
        ]
    found = [*dialogue, *outside]
    return tuple(sorted(found)), frozenset(found) - frozenset(marked)


_END = ".?!…"


class SentenceSplitter:
    """The sentences of an article's blocks; `marked` are its quotations, by number.

    `comma_outside`: the language writes „…“, sagte er, so a mark behind the quotation counts as its own.
    """

    def __init__(
        self, texts: Sequence[str], marked: Sequence[QuotedSpan], words: Vocabulary, *, comma_outside: bool
    ) -> None:
        self.texts = texts
        self.marked = marked
        self.words = words
        self.comma_outside = comma_outside

    def of_block(self, block: int, phrases: list[Phrase]) -> list[tuple[int, int]]:
        """First and last phrase (exclusive) of each sentence of a block."""
        ends = [at + 1 for at in range(len(phrases)) if self._is_end(block, phrases, at)]
        if phrases and ends[-1:] != [len(phrases)]:
            ends.append(len(phrases))
        return list(zip([0, *ends], ends, strict=False))

    def _is_end(self, block: int, phrases: list[Phrase], at: int) -> bool:
        phrase = phrases[at]
        if phrase.kind == "quote":
            return self._quotation_ends(block, phrases, at)
        goes_on = at + 1 < len(phrases) and phrases[at + 1].low == ","  # 'Lee Hill, R-Ark., one of five'
        return phrase.kind == "punct" and phrase.low in _END and not goes_on

    def inside(self, phrase: Phrase) -> str:
        """The words of a quotation, with the comma or full stop that closes them."""
        marked = self.marked[phrase.quote]
        text = self.texts[marked.block]
        outside = text[marked.right : marked.right + 1] if self.comma_outside else ""
        inside = text[marked.start : marked.end].strip(" \u00a0\u202f'’”\"")
        return inside + outside if outside and outside in ",." and inside[-1:] not in _END else inside

    def _quotation_ends(self, block: int, phrases: list[Phrase], at: int) -> bool:
        """Whether a quotation ends the sentence it stands in."""
        inside = self.inside(phrases[at])[-1:]
        if inside not in _END or at + 1 >= len(phrases):
            return False
        limit = _next_end(phrases, at + 1)
        following = phrases[at + 1]
        goes_on = following.kind == "punct" and following.low != "—"
        if goes_on or find_signature_after(phrases, at, limit) is not None:
            return False
        if self.texts[block][following.start].islower():
            return False
        frame = cue_after(phrases, at, limit, inside, self.words)
        if frame is None or not frame.subject or frame.rule not in ("name said",):
            return True
        if inside == ".":
            return frame.verb - at > 3 or limit - frame.verb > 2
        leads_on = limit < len(phrases) and phrases[limit].kind == "quote" and phrases[limit - 1].low in ",:"
        return frame.verb - at > 4 and leads_on


def _next_end(phrases: list[Phrase], start: int) -> int:
    """Where the narrator's words behind a quotation end: at the next one, or at the end of the sentence."""
    ends = (
        at for at in range(start, len(phrases)) if phrases[at].kind == "quote" or phrases[at].low in ".?!"
    )
    return next(ends, len(phrases))


_DASH = re.compile(r"\s*[—–―-]\s*(?=\S)")
# What opens an inset: ' —dijo Ana' or ', dit Camille'
_OPENING = re.compile(r"\s(?P<dash>[—–―])\s?(?=[^\W\d_])|[,!?…]\s+(?=[^\W\d_])")
_DASH_CLOSE = re.compile(r"\s?[—–―](?:[.,;:]|\s|$)\s*")
_COMMA_CLOSE = re.compile(r"[.;](?:\s+|$)|,\s+(?P<next>[^\W\d_]+['’]?)")
_WORD = re.compile(r"[^\W\d_]+(?:['’]|(?=\W|$))")
# Who speaks in an inset: -t-il, la ministre, Camille; a mother told of in speech does not ('dit ma mère')
_SPEAKER = re.compile(
    r"(?:-t)?-(?:il|elle)s?\b|\s+(?:l['’]|l[ae]s?\s|une?\s|s(?:on|a)\s|leur\s|M\.|[^\W\d_a-zß-ÿ])"
)


class _Interpolation(NamedTuple):
    """The narrator's words, `start` to `end`; with the marks on both sides they are `left` to `right`."""

    left: int
    start: int
    end: int
    right: int


def read_dialogue(texts: Sequence[str], tables: TranslationTables) -> tuple[QuotedSpan, ...]:
    """The speech of the paragraphs that are dialogue, in order; the narrator's insets lie between."""
    found: list[QuotedSpan] = []
    for is_dashed, group in groupby(enumerate(texts), key=lambda block: _DASH.match(block[1]) is not None):
        pieces = [list(_dialogue(number, text, tables)) for number, text in group] if is_dashed else []
        if any(len(piece) > 1 or piece[0].right < len(texts[piece[0].block]) for piece in pieces):
            found += [marked for piece in pieces for marked in piece]
    return tuple(found)


def _dialogue(number: int, text: str, tables: TranslationTables) -> Iterator[QuotedSpan]:
    dash = _DASH.match(text)
    start = dash.end() if dash else 0
    whole = QuotedSpan(number, 0, start, len(text.rstrip()), len(text), closed=True, reopened=False)
    return split_at_interpolations(whole, text, tables)


def split_at_interpolations(marked: QuotedSpan, text: str, tables: TranslationTables) -> Iterator[QuotedSpan]:
    """The pieces of a quotation between the narrator's insets."""
    left, start = marked.left, marked.start
    for interpolation in _interpolations(text, marked.start, marked.end, tables):
        end = interpolation.left + (text[interpolation.left] in ",!?…")
        if end > start:
            yield marked._replace(left=left, start=start, end=end, right=interpolation.start)
        marked = marked._replace(reopened=False)
        left, start = interpolation.end, interpolation.right
    if marked.end > start:
        yield marked._replace(left=left, start=start)


def _interpolations(text: str, begin: int, stop: int, tables: TranslationTables) -> Iterator[_Interpolation]:
    at = begin
    for opening in _OPENING.finditer(text, begin, stop):
        by_dash = opening["dash"] is not None
        if opening.start() < at or not _speaks(text, opening.end(), tables, by_dash=by_dash):
            continue
        end, at = _close(text, opening.end(), stop, tables, by_dash=by_dash)
        yield _Interpolation(opening.start(), opening.end(), end, at)


def _speaks(text: str, at: int, tables: TranslationTables, *, by_dash: bool) -> bool:
    """Whether the narrator begins with a speech verb, past a word that is dropped ('s’exclame')."""
    for word in _WORD.finditer(text, at, at + 40):
        low = word.group().lower().replace("’", "'")
        if tables.words.get(low) not in ("", "has"):
            spoken = low in tables.verbs or low in tables.participles
            return spoken and (by_dash or _SPEAKER.match(text, word.end()) is not None)
    return False


def _close(text: str, at: int, stop: int, tables: TranslationTables, *, by_dash: bool) -> tuple[int, int]:
    """Where the narrator ends and where speech goes on; a comma ends only what a new clause follows."""
    for close in (_DASH_CLOSE if by_dash else _COMMA_CLOSE).finditer(text, at, stop):
        following = None if by_dash else close["next"]
        if following is None:
            return close.start(), close.end()
        if following.lower().replace("’", "'") in tables.words:
            return close.start(), close.start("next")
    return stop, stop
