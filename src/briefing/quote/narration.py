"""The narration of an article: its quotations, and the phrases and sentences of the narrator around them.

A dialogue of dashes, and a quotation in German, French or Spanish, hold interpolations, the narrator's words:
'—No lo sé —dijo Ana—. Mañana veremos.'; '« Nous sommes prêts, explique Julie. Il manque le vent. »'.
A paragraph that begins with a dash is speech only in a run of such paragraphs of which one has an
interpolation with a reporting verb: lists begin with dashes too.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, groupby
from typing import NamedTuple

from briefing.quote.cues.cue import QuoteSite
from briefing.quote.cues.cue_finder import cue_after
from briefing.quote.entities import EntityTable
from briefing.quote.entity import couples
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.translation_tables import TranslationTables
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.chunker import read_phrases
from briefing.quote.phrases.mentions import Phrase, find_signature, find_signature_after
from briefing.quote.phrases.tokens import ArticleVocabulary, Token, mid_sentence_capitals, narration_tokens
from briefing.quote.quote_marks import QuotedSpan, find_quoted_spans
from briefing.quote.translate.clause_patterns import end_of_narrators_subject, with_names_in_marks
from briefing.quote.translate.english_equivalents import to_english_equivalents
from briefing.quote.translate.grammar import SourceLanguage, apply_gender_agreement

_SENTENCE_END = ".?!…"

# ', said Hugh Lamb', ', he said.' or ', Hugh Lamb, a baker, told them' in a quotation without a closing mark
_UNCLOSED_CUE = re.compile(
    r"(?P<stop>[,?!])[’']?\s(?P<cue>(?:he|she|they|(?:(?:the\s|an?\s)?[a-z-]+\s){0,2}"
    r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)\s[a-z]+(?=[.,]|\s(?:after|on|in|at|to|as|before|when)\s)"
    r"|[A-Z][\w’'-]+\s[A-Z][\w’'-]+,\s[^,.]{3,40},\s[a-z]+\s"
    r"|(?:the|an?|his|her)\s[a-z -]{3,30},\s[A-Z][\w’'-]+\s[A-Z][\w’'-]+,\s[a-z]+\s"
    r"|[a-z]+\s(?:(?:the|an?)\s)?(?:[a-z-]+\s){0,2}[A-Z])"
)
_DIALOGUE_DASH = re.compile(r"\s*[—–―-]\s*(?=\S)")
# '— Ann Lee, baker' below a passage, 'Lee replied:' in it, and 'ANN LEE: Good morning.' of a dialogue
_NO_PASSAGE = re.compile(r"\s*[—–―]\s*[^\W\d_]|.*:\s*$|[A-Z][A-Z .,'’-]{2,70}:\s", re.DOTALL)
_SHORTEST_INTERPOLATED = 10  # characters: 'Ja, sagt er' has more
# What opens an interpolation: ' —dijo Ana', ', dit Camille' or ' !, dit Camille'
_OPENING = re.compile(r"\s(?P<dash>[—–―])\s?(?=[^\W\d_])|[,!?…](?:\s?,)?\s+(?=[^\W\d_])")
_DASH_CLOSE = re.compile(r"\s?[—–―](?:[.,;:]|\s|$)\s*")
_COMMA_CLOSE = re.compile(r"[.;](?:\s+|$)|,\s+(?P<next>[^\W\d_]+['’]?)")
_NEXT_WORD = re.compile(r"\s+([^\W\d_]+)")
_RELATIVES = ("who", "which")


class _Interpolation(NamedTuple):
    """The narrator's words, `start` to `end`; `left` to `right` include the marks on both sides."""

    left: int
    start: int
    end: int
    right: int


class Narration:
    """The blocks of an article, read once.

    Attributes:
        texts: The text of each block.
        quoted: The quotations in order; their index is their number.
        dialogue_spans: The quotations that interpolations delimit: speech, whatever their form.
        passages: The quotations that are a whole block, which the page sets apart.
        speech_by_form: Both of these.
        entities: The entities of the article.
        phrases: The narrator's phrases of each block.
    """

    def __init__(
        self,
        texts: Sequence[str],
        vocabulary: Vocabulary,
        tables: TranslationTables | None,
        set_apart: frozenset[int] = frozenset(),
    ) -> None:
        """Read the blocks; those with a number in `set_apart` are quotations by the form of the page."""
        self.texts = texts
        self.vocabulary = vocabulary
        self.tables = tables
        quoted, self.dialogue_spans = _quoted_spans(texts, vocabulary, tables)
        self._set_apart = set_apart
        self.passages = frozenset(_passages(texts, quoted, set_apart))
        self.speech_by_form = self.dialogue_spans | self.passages
        if self.passages:
            whole = {span.block for span in self.passages}
            quoted = tuple(sorted([*self.passages, *(span for span in quoted if span.block not in whole)]))
        self.quoted = tuple(span for span in quoted if not self._is_signature(span))
        tokens = self._tokens()
        lowercase = frozenset(token.low for block in tokens for token in block if token.kind == "word")
        self.entities = EntityTable(vocabulary, lowercase if tables is None else frozenset())
        self.phrases = self._phrases(tokens, lowercase)

    def is_led_to(self, block: int) -> bool:
        """Return True if the narrator may lead to a block: in a passage only a colon does."""
        return block - 1 not in self._set_apart or self.texts[block - 1].rstrip().endswith(":")

    def _is_signature(self, quoted: QuotedSpan) -> bool:
        """Return True if the last line of a reopened quotation is its signature: “… ¶ Ann Lee, baker.”"""
        if self.tables is not None or not quoted.reopened or quoted.left < quoted.start:
            return False
        tokens = narration_tokens(self.texts[quoted.block][quoted.start : quoted.end], ())
        return (
            find_signature(read_phrases(tokens, ArticleVocabulary(self.vocabulary, frozenset()))) is not None
        )

    def _tokens(self) -> list[list[Token]]:
        by_block: dict[int, list[tuple[int, QuotedSpan]]] = defaultdict(list)
        for number, quoted in enumerate(self.quoted):
            by_block[quoted.block].append((number, quoted))
        tokens = [narration_tokens(text, by_block[number]) for number, text in enumerate(self.texts)]
        if self.tables is None:
            return tokens
        language = SourceLanguage(self.tables, self.vocabulary)
        if self.tables.capitalizes_nouns:
            tokens = [
                with_names_in_marks(block, text, language)
                for block, text in zip(tokens, self.texts, strict=True)
            ]
        return to_english_equivalents(tokens, language)

    def _phrases(self, tokens: Sequence[Sequence[Token]], lowercase: frozenset[str]) -> list[list[Phrase]]:
        if self.tables is not None:
            words = ArticleVocabulary(self.vocabulary, lowercase)
            return [apply_gender_agreement(read_phrases(block, words), self.tables) for block in tokens]
        capitalized = frozenset(word for block in tokens for word in mid_sentence_capitals(block))
        words = ArticleVocabulary(self.vocabulary, lowercase, capitalized)
        return [read_phrases(block, words) for block in tokens]

    def may_stand_for_body(self, words: str) -> bool:
        """Return True if an impersonal cue may stand for a body: 'affirme-t-on', 'heißt es dort'."""
        tables, vocabulary = self.tables, self.vocabulary
        is_placed = tables is not None and not tables.place_pronouns.isdisjoint(words.lower().split())
        return vocabulary.uses_elegant_variation and (is_placed or not vocabulary.has_inversion)

    def add_names(self, headlines: frozenset[int]) -> None:
        """Add the names of all blocks to the entities, of headlines last: their capitals prove nothing."""
        for number in sorted(range(len(self.phrases)), key=lambda number: number in headlines):
            self.entities.add_names(p.mention for p in self.phrases[number] if p.mention is not None)
        for first, second in couples(self.phrases, everywhere=self.vocabulary.uses_elegant_variation):
            self.entities.add_couple(first, second)


class SentenceSplitter:
    """Splits the narration into sentences; a quotation can end one, or stand in the middle of it."""

    def __init__(self, narration: Narration) -> None:
        self.texts = narration.texts
        self.quoted = narration.quoted
        self.vocabulary = narration.vocabulary
        # In „…“, sagte er the comma behind the mark closes the quotation
        self.counts_comma_outside = narration.tables is not None or not narration.vocabulary.is_supported

    def split(self, block: int, phrases: list[Phrase]) -> list[tuple[int, int]]:
        """Return the first and the last phrase (exclusive) of each sentence of a block."""
        ends = [at + 1 for at in range(len(phrases)) if self._is_end(block, phrases, at)]
        if phrases and ends[-1:] != [len(phrases)]:
            ends.append(len(phrases))
        return list(zip([0, *ends], ends, strict=False))

    def quoted_text(self, phrase: Phrase) -> str:
        """Return the words of a quotation, with the comma or full stop that closes them."""
        quoted = self.quoted[phrase.quote]
        text = self.texts[quoted.block]
        outside = text[quoted.right : quoted.right + 1] if self.counts_comma_outside else ""
        inside = text[quoted.start : quoted.end].strip(" \u00a0\u202f'’”\"")
        is_closed = not outside or outside not in ",." or inside[-1:] in _SENTENCE_END
        return inside if is_closed else inside + outside

    def _is_end(self, block: int, phrases: list[Phrase], at: int) -> bool:
        phrase = phrases[at]
        if phrase.kind == "quote":
            return self._quotation_ends(block, phrases, at)
        if self.vocabulary.has_inversion and phrase.low == "." and self._is_ordinal(block, phrases, at):
            return False
        goes_on = at + 1 < len(phrases) and phrases[at + 1].low == ","  # 'Lee Hill, R-Ark., one of five'
        return phrase.kind == "punct" and phrase.low in _SENTENCE_END and not goes_on

    def _is_ordinal(self, block: int, phrases: list[Phrase], stop: int) -> bool:
        """Return True if a German full stop follows an ordinal: 'am 3. Mai', 'Benedikt XVI. sagte'."""
        if stop == 0 or phrases[stop - 1].end != phrases[stop].start:
            return False
        text = self.texts[block]
        follows = _NEXT_WORD.match(text, phrases[stop].end)
        if follows is None or follows.group(1).islower():
            return follows is not None
        number = text[phrases[stop - 1].start : phrases[stop - 1].end]
        is_day = number.isdigit() and len(number) <= 2
        return is_day and follows.group(1).lower() in self.vocabulary.calendar

    def _quotation_ends(self, block: int, phrases: list[Phrase], at: int) -> bool:
        """Return True if a quotation ends its sentence: it has a stop, and no cue follows."""
        last = self.quoted_text(phrases[at])[-1:]
        if last not in _SENTENCE_END or at + 1 >= len(phrases):
            return False
        limit = _next_end(phrases, at + 1)
        following = phrases[at + 1]
        goes_on = following.kind == "punct" and following.low != "—"
        if goes_on or find_signature_after(phrases, at, limit) is not None:
            return False
        if self.texts[block][following.start].islower() or self._is_demonstrative(phrases, at + 1):
            return False
        # No words at all count as closed
        cue = cue_after(QuoteSite(phrases, self.vocabulary, at, at, limit, at, last or "…"))
        # A French or Spanish verb behind speech is in lower case: '« Jamais ! » Contacté, le maire dit'
        if cue is None or not cue.subject or cue.rule != "name said" or self.vocabulary.is_romance:
            return True
        if last == ".":
            return cue.verb - at > 3 or limit - cue.verb > 2
        leads_in = limit < len(phrases) and phrases[limit].kind == "quote" and phrases[limit - 1].low in ",:"
        return cue.verb - at > 4 and leads_in

    def _is_demonstrative(self, phrases: list[Phrase], at: int) -> bool:
        """Return True if a German sentence tells who spoke: '„…“ Dies sagte X'; 'Das sieht X so' does not."""
        if not self.vocabulary.has_inversion or at + 1 >= len(phrases) or phrases[at].low != "also":
            return False
        is_weak = phrases[at + 1].low in self.vocabulary.weak_verbs
        return phrases[at + 1].kind == "verb" and not is_weak


def _next_end(phrases: list[Phrase], start: int) -> int:
    """Return the end of the narrator's words behind a quotation: the next one, or the end of the sentence."""
    ends = (
        at for at in range(start, len(phrases)) if phrases[at].kind == "quote" or phrases[at].low in ".?!"
    )
    return next(ends, len(phrases))


def _quoted_spans(
    texts: Sequence[str], vocabulary: Vocabulary, tables: TranslationTables | None
) -> tuple[tuple[QuotedSpan, ...], frozenset[QuotedSpan]]:
    """Return the quotations in order, and those of them that interpolations delimit."""
    quoted = find_quoted_spans(texts)
    if tables is None:
        quoted = tuple(_closed_before_cue(quoted, texts, vocabulary))
    if tables is None:
        return quoted, frozenset()
    dialogue = _dialogue_spans(texts, tables) if tables.uses_dialogue_dashes else ()
    dashed = {span.block for span in dialogue}
    outside = [span for span in quoted if span.block not in dashed]
    if tables.interpolates_in_quotes:
        short = [span for span in outside if span.end - span.start <= _SHORTEST_INTERPOLATED]
        long = [span for span in outside if span.end - span.start > _SHORTEST_INTERPOLATED]
        parts = (_split_at_interpolations(span, texts[span.block], tables) for span in long)
        outside = [*short, *chain.from_iterable(parts)]
    found = [*dialogue, *outside]
    return tuple(sorted(found)), frozenset(found) - frozenset(quoted)


def _passages(
    texts: Sequence[str], quoted: Sequence[QuotedSpan], set_apart: frozenset[int]
) -> Iterator[QuotedSpan]:
    """Yield the blocks that are set apart and have no marks; the next one continues the quotation."""
    marked = {span.block for span in quoted}
    unmarked = {block for block in set_apart - marked if not _NO_PASSAGE.match(texts[block])}
    for block in sorted(unmarked):
        end = len(texts[block].rstrip())
        if end:
            is_next = block - 1 in unmarked
            yield QuotedSpan(block, 0, 0, end, len(texts[block]), closed=True, reopened=is_next)


def _closed_before_cue(
    quoted: Sequence[QuotedSpan], texts: Sequence[str], vocabulary: Vocabulary
) -> Iterator[QuotedSpan]:
    """Yield the spans; one without a closing mark ends before its cue: '“Nobody asked us, said Lamb.'."""
    reopened = {span.block for span in quoted if span.reopened}
    for span in quoted:
        if span.closed or span.block + 1 in reopened:
            yield span
            continue
        cues = _UNCLOSED_CUE.finditer(texts[span.block], span.start, span.end)
        at = next((cue.end("stop") for cue in cues if _has_finite_verb(cue.group("cue"), vocabulary)), 0)
        right = at + (texts[span.block][at : at + 1] in ("’", "'"))
        yield span._replace(end=at, right=right, closed=True) if at else span


def _has_finite_verb(cue: str, vocabulary: Vocabulary) -> bool:
    return any(
        vocabulary.verbs.get(word) == "finite" and word not in vocabulary.weak_verbs
        for word in cue.lower().split()
    )


def _dialogue_spans(texts: Sequence[str], tables: TranslationTables) -> tuple[QuotedSpan, ...]:
    """Return the speech of the paragraphs that are dialogue, in order, between the interpolations."""
    found: list[QuotedSpan] = []
    for is_dashed, group in groupby(enumerate(texts), key=lambda b: _DIALOGUE_DASH.match(b[1]) is not None):
        blocks = [list(_speech_of_block(number, text, tables)) for number, text in group] if is_dashed else []
        if any(len(spans) > 1 or spans[0].right < len(texts[spans[0].block]) for spans in blocks):
            found += [span for spans in blocks for span in spans]
    return tuple(found)


def _speech_of_block(number: int, text: str, tables: TranslationTables) -> Iterator[QuotedSpan]:
    dash = _DIALOGUE_DASH.match(text)
    start = dash.end() if dash else 0
    whole = QuotedSpan(number, 0, start, len(text.rstrip()), len(text), closed=True, reopened=False)
    return _split_at_interpolations(whole, text, tables)


def _split_at_interpolations(
    quoted: QuotedSpan, text: str, tables: TranslationTables
) -> Iterator[QuotedSpan]:
    """Yield the parts of a quotation between the interpolations."""
    left, start = quoted.left, quoted.start
    for found in _interpolations(text, quoted.start, quoted.end, tables):
        end = found.left + (text[found.left] in ",!?…")
        if end > start:
            yield quoted._replace(left=left, start=start, end=end, right=found.start)
        quoted = quoted._replace(reopened=False)
        left, start = found.end, found.right
    if quoted.end > start:
        yield quoted._replace(left=left, start=start)


def _interpolations(text: str, start: int, stop: int, tables: TranslationTables) -> Iterator[_Interpolation]:
    at = start
    for opening in _OPENING.finditer(text, start, stop):
        by_dash = opening["dash"] is not None
        if by_dash and not tables.uses_dialogue_dashes:
            continue
        subject_end = end_of_narrators_subject(text, opening.end(), tables, by_dash=by_dash)
        if opening.start() < at or not subject_end:
            continue
        if by_dash:
            end, at = _dash_close(text, opening.end(), stop)
        else:
            end, at = _comma_close(text, subject_end, stop, tables)
        yield _Interpolation(opening.start(), opening.end(), end, at)


def _dash_close(text: str, at: int, stop: int) -> tuple[int, int]:
    """Return where the narrator's words end, and where speech goes on behind the dash."""
    close = _DASH_CLOSE.search(text, at, stop)
    return (close.start(), close.end()) if close is not None else (stop, stop)


def _comma_close(text: str, at: int, stop: int, tables: TranslationTables) -> tuple[int, int]:
    """Return the same for a full stop, or a comma before a new clause.

    If a sentence of speech follows the full stop, other words behind a comma are still the narrator's:
    'raconte Louise, qui vit seule. J’y mourrai.'
    """
    is_bare = text[at - 1].isalnum() and text[at : at + 1] == ","
    by_comma: tuple[int, int] | None = None
    for close in _COMMA_CLOSE.finditer(text, at, stop):
        following = close["next"]
        if following is None:
            is_last = close.end() >= stop
            return by_comma if by_comma is not None and is_last else (close.start(), close.end())
        low = following.lower().replace("’", "'")
        resumed = close.start(), close.start("next")
        if is_bare and close.start() == at:
            return resumed
        if tables.words.get(low) in CUE_WORDS.resumptions or low in tables.impersonal_subjects:
            return resumed
        if low in tables.words and tables.words[low] not in _RELATIVES:
            by_comma = by_comma or resumed
    return by_comma or (stop, stop)
