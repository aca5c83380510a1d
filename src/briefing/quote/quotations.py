"""The quotations of an article in order, each with its speaker, its kind and its language."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from briefing.model import Article, Attribution, BlockQuote, Gender, Quotation, QuotationKind, Span, Speaker
from briefing.quote.attribution import QuotationAttributor
from briefing.quote.coreference import CoreferenceResolver
from briefing.quote.cues.cue import ALL_RULE_GROUPS, RuleGroup
from briefing.quote.entity import Entity
from briefing.quote.handovers import NOT_ATTRIBUTED, AttributionResult
from briefing.quote.interview_turns import Turn, find_turns
from briefing.quote.language.translation_tables import LANGUAGES, read_translation_tables
from briefing.quote.language.vocabulary import first_name_gender, read_vocabulary
from briefing.quote.narration import Narration
from briefing.quote.phrases.mentions import split_titles
from briefing.quote.quotation_kinds import headline_blocks
from briefing.quote.quote_marks import QuotedSpan
from briefing.text import name_slug, primary_tag, read_table

_SUPPORTED = ("en", *LANGUAGES)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?:m|s|t|re|ve)\b)?")  # don't is one word, l'eau two
_MIN_WORDS = 5  # 'Wir schaffen das' and 'C'est la vie' stay with the article's language
_MIN_FUNCTION_WORDS = 3  # different ones
_WORDS_PER_FUNCTION_WORD = 4  # at most
_LEAD = 2  # function words more than any other language, unless it has no others
_LEAD_OVER_ARTICLE = 3  # times the function words of the article's language: a sentence with foreign words


def find_quotations(
    article: Article, rule_groups: frozenset[RuleGroup] = ALL_RULE_GROUPS
) -> tuple[Quotation, ...]:
    """Return the quotations of an article's blocks, in order of the text.

    Args:
        article: Its `language` (a BCP 47 tag) selects the word lists. English, German, French and Spanish
            have some; in other languages only names beside a quotation attribute it.
        rule_groups: The groups of rules to apply; without one of them the result shows what it adds.

    Returns:
        Every outermost pair of quotation marks, the speech of dialogues of dashes, and the passages without
        marks that the page sets apart. Spans do not overlap.
        `kind` is 'speech', or 'scare' and 'headline' for what stays with the narrator; `speaker` is None if
        the article names none; `language` is set for speech in another language than the article's.
    """
    turns = find_turns(article) if "interviews" in rule_groups else ()
    spoken = {span.block for turn in turns for span in (*turn.spans, *filter(None, [turn.label]))}
    texts = [block.text for block in article.blocks]
    narrated = ["" if number in spoken else text for number, text in enumerate(texts)]
    vocabulary, tables = read_vocabulary(article.language), read_translation_tables(article.language)
    has_title_case = tables is None or not tables.capitalizes_nouns
    headlines = frozenset[int]()
    if "headlines" in rule_groups:
        headlines = headline_blocks(narrated, has_title_case=has_title_case)
    set_apart = frozenset(
        number
        for number, block in enumerate(article.blocks)
        if isinstance(block, BlockQuote) and not block.author and number not in spoken
    )
    narration = Narration(narrated, vocabulary, tables, set_apart)
    narration.add_names(headlines)
    resolver = CoreferenceResolver(narration.entities, vocabulary, rule_groups)
    attributor = QuotationAttributor(narration, resolver, headlines)
    attributor.learn_genders()
    attributor.attribute()
    results = [attributor.results.get(number, NOT_ATTRIBUTED) for number in range(len(narration.quoted))]
    results = list(_without_own_questions(narration, results))
    quotations = [
        *_joined(zip(narration.quoted, results, strict=True), headlines),
        *(_quotation_of_turn(turn, article) for turn in turns),
    ]
    quotations.sort(key=lambda quotation: quotation.spans)
    return tuple(_with_languages(quotations, texts, article.language))


def gender_of_name(name: str, language: str) -> tuple[Gender, str]:
    """Return the gender that a full name implies, for a speaker that no article introduces.

    Args:
        name: A name with its titles: 'Dr. Samuel Brandt', 'Frau Lohmann'.
        language: A BCP 47 tag, for the titles.

    Returns:
        The gender and its source, 'title' or 'first name'; ('unknown', '') if neither is known.
    """
    words = name.split()
    vocabulary = read_vocabulary(language)
    if not words:
        return "unknown", ""
    parts = split_titles(words, vocabulary)
    for title in parts.titles:
        match vocabulary.titles.get(title):
            case "female" | "male" as gender:
                return gender, "title"
    match first_name_gender(parts.core[0]) if len(parts.core) > 1 else "":
        case "female" | "male" as gender:
            return gender, "first name"
        case _:
            return "unknown", ""


def foreign_language(text: str, own: str) -> str:
    """Return the language of a quotation if its function words clearly are not the article's.

    Args:
        text: The quoted words.
        own: The article's language, a BCP 47 tag.

    Returns:
        'en', 'de', 'es' or 'fr'; '' for the article's own language, and if the words do not decide.
    """
    words = _WORD.findall(text.lower().replace("’", "'"))
    found = _function_words_in(words)
    best = max(_SUPPORTED, key=lambda language: len(found.get(language, ())))
    home = primary_tag(own)
    known = found.get(best, frozenset())
    if best == home or len(words) < _MIN_WORDS or len(known) < _MIN_FUNCTION_WORDS:
        return ""
    if sum(word in known for word in words) * _WORDS_PER_FUNCTION_WORD < len(words):
        return ""
    if len(found.get(home, frozenset()) - known) * _LEAD_OVER_ARTICLE > len(known):
        return ""
    others = [theirs for language, theirs in found.items() if language != best]
    leads = all(theirs < known or len(theirs) + _LEAD <= len(known) for theirs in others)
    return best if leads else ""


def _without_own_questions(
    narration: Narration, results: Sequence[AttributionResult]
) -> Iterator[AttributionResult]:
    """Yield the results; a question of a dialogue has no speaker if the one whose it would be answers it."""
    found = list(zip(narration.quoted, results, strict=True))
    for (quoted, result), behind in zip(found, [*found[1:], None], strict=False):
        is_question = narration.texts[quoted.block][quoted.start : quoted.end].endswith("?")
        if behind is None or not is_question or quoted not in narration.dialogue_spans:
            yield result
            continue
        is_answer = behind[0].block == quoted.block + 1 and behind[1].entity is result.entity
        is_own = is_answer and bool(behind[1].attribution.words) and not result.attribution.words
        yield AttributionResult(None, Attribution("none"), result.is_speech) if is_own else result


def _joined(
    found: Iterable[tuple[QuotedSpan, AttributionResult]], headlines: frozenset[int]
) -> list[Quotation]:
    """Return the quotations; the spans of one that goes on in the next block are joined."""
    quotations: list[Quotation] = []
    for quoted, result in found:
        span = Span(quoted.block, quoted.start, quoted.end)
        if quoted.reopened and quotations:
            before = quotations[-1]
            quotations[-1] = Quotation((*before.spans, span), before.speaker, before.attribution, before.kind)
            continue
        speaker = _speaker_of(result.entity) if result.entity is not None else None
        without_voice: QuotationKind = "headline" if quoted.block in headlines else "scare"
        kind = "speech" if result.is_speech else without_voice
        quotations.append(Quotation((span,), speaker, result.attribution, kind))
    return quotations


def _quotation_of_turn(turn: Turn, article: Article) -> Quotation:
    """Return the quotation of a turn of an interview; its attribution's frame is the label."""
    gender, source = gender_of_name(turn.name, article.language)
    if turn.name == article.site:
        gender, source = "organisation", "name"
    speaker = Speaker(name_slug(turn.name), turn.name, gender=gender, gender_source=source)
    label = turn.label
    words = article.blocks[label.block].text[: label.end].strip(" :") if label is not None else ""
    return Quotation(turn.spans, speaker, Attribution("turn", words, label))


def _speaker_of(entity: Entity) -> Speaker:
    """Return the speaker; its id is the folded name: 'Siân O’Neil' is 'sian-o-neil' in every article."""
    gender, source = entity.gender()
    return Speaker(name_slug(entity.name), entity.name, entity.role, gender, source)


def _with_languages(quotations: Iterable[Quotation], texts: Sequence[str], own: str) -> Iterator[Quotation]:
    """Yield the quotations; speech in another language than the article's has its `language`."""
    for quotation in quotations:
        words = " ".join(texts[span.block][span.start : span.end] for span in quotation.spans)
        language = foreign_language(words, own) if quotation.kind == "speech" else ""
        yield replace(quotation, language=language) if language else quotation


def _function_words_in(words: list[str]) -> Mapping[str, frozenset[str]]:
    """Return the different function words among the words, by language."""
    languages = _languages_by_word()
    found: dict[str, set[str]] = {}
    for word in set(words):
        for language in languages.get(word, ()):
            found.setdefault(language, set()).add(word)
    return {language: frozenset(theirs) for language, theirs in found.items()}


@cache
def _languages_by_word() -> Mapping[str, tuple[str, ...]]:
    """Return the languages of each function word."""
    found: dict[str, tuple[str, ...]] = {}
    for language, words in read_table("briefing.quote", "words/function_words.toml").items():
        for word in words.split():
            found[word] = (*found.get(word, ()), language)
    return found
