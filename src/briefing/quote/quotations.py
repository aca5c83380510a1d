"""The quotations of an article in order, each given to its speaker."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.model import Article, Quotation, Span
from briefing.quote.attribution import Attributions
from briefing.quote.blocks import Blocks
from briefing.quote.families import ALL_FAMILIES, Family
from briefing.quote.given import UNGIVEN, Given
from briefing.quote.language.detection import foreign_language
from briefing.quote.language.readings import read_readings
from briefing.quote.language.vocabulary import read_vocabulary
from briefing.quote.marks.headlines import headline_blocks
from briefing.quote.marks.pairs import Marked
from briefing.quote.people.references import References
from briefing.quote.sentences import Sentences
from briefing.quote.speakers import speaker_from_entity


def find_quotations(article: Article, families: frozenset[Family] = ALL_FAMILIES) -> tuple[Quotation, ...]:
    """Every quotation of the article's blocks, in order of the text, by the rules of these families."""
    texts = [block.text for block in article.blocks]
    words, readings = read_vocabulary(article.language), read_readings(article.language)
    headlines = headline_blocks(texts) if "headlines" in families else frozenset()
    blocks = Blocks(texts, words, readings)
    blocks.learn_names(headlines)
    sentences = Sentences(
        texts, blocks.marked, words, comma_outside=readings is not None or not words.is_read
    )
    references = References(blocks.names, words, families)
    attributions = Attributions(blocks, sentences, references, headlines)
    attributions.read_genders()
    attributions.read()
    given = [attributions.given.get(number, UNGIVEN) for number in range(len(blocks.marked))]
    quotations = _assembled(zip(blocks.marked, given, strict=True), headlines)
    return tuple(_with_languages(quotations, texts, article.language))


def _assembled(found: Iterable[tuple[Marked, Given]], headlines: frozenset[int]) -> list[Quotation]:
    quotations: list[Quotation] = []
    for marked, given in found:
        span = Span(marked.block, marked.start, marked.end)
        if marked.reopened and quotations:
            before = quotations[-1]
            quotations[-1] = Quotation((*before.spans, span), before.speaker, before.attribution, before.kind)
            continue
        speaker = speaker_from_entity(given.entity) if given.entity is not None else None
        silent = "headline" if marked.block in headlines else "scare"
        kind = "speech" if given.speech else silent
        quotations.append(Quotation((span,), speaker, given.attribution, kind))  # type: ignore[arg-type]
    return quotations


def _with_languages(quotations: Iterable[Quotation], texts: Sequence[str], own: str) -> Iterator[Quotation]:
    """What is spoken in another language than the article's says so; the narrator's own words never do."""
    for quotation in quotations:
        words = " ".join(texts[span.block][span.start : span.end] for span in quotation.spans)
        language = foreign_language(words, own) if quotation.kind == "speech" else ""
        yield replace(quotation, language=language) if language else quotation
