"""The quotations of an article in order, each given to its speaker.

An entity of the name table as the Speaker that leaves the room.

What a name alone tells, for a speaker that no article introduces: a new one in an edited script.

The language of a quotation, told by its small words; '' where they do not tell clearly.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from briefing.model import Article, Gender, Quotation, Span, Speaker
from briefing.quote.attribution import NOT_ATTRIBUTED, AttributionResult, QuotationAttributor
from briefing.quote.coreference import CoreferenceResolver
from briefing.quote.entities import Entity
from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.translation_tables import LANGUAGES, read_translation_tables
from briefing.quote.language.vocabulary import read_vocabulary
from briefing.quote.narration import Narration, SentenceSplitter
from briefing.quote.phrases.mentions import split_titles
from briefing.quote.quotation_kinds import headline_blocks
from briefing.quote.quote_marks import QuotedSpan
from briefing.quote.rule_groups import ALL_RULE_GROUPS, RuleGroup
from briefing.text import name_slug, primary_tag, read_table


def find_quotations(
    article: Article, rule_groups: frozenset[RuleGroup] = ALL_RULE_GROUPS
) -> tuple[Quotation, ...]:
    """Every quotation of the article's blocks, in order of the text, by the rules of these families."""
    texts = [block.text for block in article.blocks]
    words, tables = read_vocabulary(article.language), read_translation_tables(article.language)
    headlines = headline_blocks(texts) if "headlines" in rule_groups else frozenset()
    blocks = Narration(texts, words, tables)
    blocks.learn_names(headlines)
    sentences = SentenceSplitter(
        texts, blocks.marked, words, comma_outside=tables is not None or not words.is_supported
    )
    references = CoreferenceResolver(blocks.names, words, rule_groups)
    attributions = QuotationAttributor(blocks, sentences, references, headlines)
    attributions.read_genders()
    attributions.read()
    given = [attributions.given.get(number, NOT_ATTRIBUTED) for number in range(len(blocks.marked))]
    quotations = _assembled(zip(blocks.marked, given, strict=True), headlines)
    return tuple(_with_languages(quotations, texts, article.language))


def _assembled(
    found: Iterable[tuple[QuotedSpan, AttributionResult]], headlines: frozenset[int]
) -> list[Quotation]:
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


def speaker_from_entity(entity: Entity) -> Speaker:
    """The speaker; the id is the folded full name: 'Siân O’Neil' is 'sian-o-neil' every day."""
    gender, source = entity.gender()
    return Speaker(name_slug(entity.name), entity.name, entity.role, gender, source)


def gender_of_name(name: str, language: str) -> tuple[Gender, str]:
    """The gender that a full name or its title tells, and which of them told; else ('unknown', '')."""
    words = name.split()
    vocabulary = read_vocabulary(language)
    if not words:
        return "unknown", ""
    parts = split_titles(words, vocabulary)
    for title in parts.titles:
        match vocabulary.titles.get(title):
            case "female" | "male" as told:
                return told, "title"
    match first_name_gender(parts.core[0]) if len(parts.core) > 1 else "":
        case "female" | "male" as told:
            return told, "first name"
        case _:
            return "unknown", ""


_SPOKEN = ("en", *LANGUAGES)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:m|s|t|re|ve)\b)?")  # don't is one word, l'eau two
_SHORTEST = 5  # words: 'Wir schaffen das' and 'C'est la vie' stay with the article's language
_FEWEST = 3  # different small words
_SHARE = 4  # of so many words one at the least is a small word of the language
_LEAD = 2  # so many more of them than of any language that has words which this one lacks
_MIXED = 3  # so many of them for one of the article's: a sentence with foreign words in it


def foreign_language(text: str, own: str) -> str:
    """The language that `text` is in, if we know it and it is clearly not `own` (a BCP 47 tag); else ''."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    found = _small_words_in(words)
    best = max(_SPOKEN, key=lambda language: len(found.get(language, ())))
    home = primary_tag(own)
    small = found.get(best, frozenset())
    if best == home or len(words) < _SHORTEST or len(small) < _FEWEST:
        return ""
    if sum(word in small for word in words) * _SHARE < len(words):
        return ""
    if len(found.get(home, frozenset()) - small) * _MIXED > len(small):
        return ""
    rivals = [theirs for language, theirs in found.items() if language != best]
    return best if all(_yields(theirs, small) for theirs in rivals) else ""


def _yields(theirs: frozenset[str], small: frozenset[str]) -> bool:
    """Whether another language has clearly less to say for itself."""
    return theirs < small or len(theirs) + _LEAD <= len(small)


def _small_words_in(words: list[str]) -> Mapping[str, frozenset[str]]:
    """The different small words of each language among these."""
    languages = _languages()
    met: dict[str, set[str]] = {}
    for word in set(words):
        for language in languages.get(word, ()):
            met.setdefault(language, set()).add(word)
    return {language: frozenset(small) for language, small in met.items()}


@cache
def _languages() -> Mapping[str, tuple[str, ...]]:
    """The languages that have a small word, by word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_table("briefing.quote", "words/function_words.toml").items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found
