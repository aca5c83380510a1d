"""Classifies quotations: speech changes the voice; a title, a term and a scare quote do not.

`SPEECH_RULES` decide in order. In a language without word lists only form and position count
(`is_speech_by_form`). Quotations in headlines stay with the narrator (`headline_blocks`).
"""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from briefing.quote.cues.cue import Cue, QuoteSite
from briefing.quote.language.cue_words import CUE_WORDS
from briefing.quote.language.vocabulary import Vocabulary
from briefing.quote.phrases.mentions import Mention, Phrase

_LONG_FRAGMENT_WORDS = 6
_LONG_OBJECT_WORDS = 10  # behind a preposition: 'a response to “…”'
_MIN_CLAUSE_WORDS = 4  # a clause of its own: 'while “Ohio is no desert.”'
_MIN_EMBEDDED_WORDS = 4  # the narrator's sentence goes on: 'when the tide came, “he left” with the crew'
_NEAR = 3  # phrases
_SPOKEN_CUES = frozenset({"name said", "said name", "participle", "according to", "in the words of", "colon"})
_BESIDE = frozenset({"name said", "said name"})
_SHORT_SENTENCE = 2  # words: '“Hard right”, said X' may be a term
_CLOSING = ".,?!…—–"
_STOPS = ".?!…"
_OPENING = "[…'‘“\"I"
# A pronoun of a spoken sentence, which no title is: 'That’s Ann Lee.'
_PRONOUN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Tt]here)\b")

_MIN_WORDS_BY_FORM = 3
_LONG_WORDS_BY_FORM = 6
_LONG_FRAGMENT_BY_FORM = 10  # words, inside a sentence
_LONG_UNSPACED = 7  # letters, in scripts without spaces: 「他に選択肢がない」
_LONGEST_CLAUSE = 16  # phrases
_STOPS_OF_ANY_SCRIPT = ".,?!…。、！？"
_DASHES = "—–-―"

_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_DOUBLE = re.compile(r'[“”"]')
# A whole block in single marks: 'A river without a bridge.'
_SUBHEAD = re.compile(r"\s*[‘'](?:[^“”\"‘’']|[’'](?=\w)){1,80}[’']\s*")
# The first opening mark of a block: ‘Go,’ or “Go,”
_FIRST_MARK = re.compile(r"(?:^|(?<=[\s(—–]))[‘'](?=\w)|[“\"]")
# A single mark before a capital: Mayor: ‘We will rebuild’
_SINGLE_MARK = re.compile(r"(?:^|\s)[‘'][A-Z]")
_SHORT_WORD_LETTERS = 3  # title case writes 'of', 'the' and 'and' in lower case
_MIN_HEADLINE_WORDS = 4
_MAX_HEADLINE_WORDS = 18


class _Features(NamedTuple):
    """What the rules look at.

    `is_closed`: the quotation ends with a stop. `is_opened`: it begins like a sentence. `has_speaker`: its
    cue names one. `is_apart`: no word of the narrator stands directly before it.
    """

    site: QuoteSite
    cue: Cue | None
    before: Phrase | None
    words: Sequence[str]
    is_closed: bool
    is_opened: bool
    has_speaker: bool
    is_apart: bool
    is_led_in: bool


class SpeechRule(NamedTuple):
    """A rule: if it applies, the quotation is speech, or it is not."""

    name: str
    is_speech: bool
    applies: Callable[[_Features], bool]


def is_speech(site: QuoteSite, cue: Cue | None) -> bool:
    """Return True if a quotation is speech: the first rule that applies decides."""
    features = _features(site, cue)
    return next((rule.is_speech for rule in SPEECH_RULES if rule.applies(features)), False)


def _features(site: QuoteSite, cue: Cue | None) -> _Features:
    text, before = site.text, site.preceding
    words = text.split()
    has_speaker = cue is not None and bool(cue.subject)
    return _Features(
        site=site,
        cue=cue,
        before=before,
        words=words,
        is_closed=text[-1:] in _CLOSING,
        is_opened=not words or words[0][:1].isupper() or words[0][:1] in _OPENING,
        has_speaker=has_speaker,
        is_apart=before is None or (before.kind in ("punct", "quote") and (has_speaker or before.low != "(")),
        is_led_in=before is not None and before.low in ",:",
    )


def _is_title(found: _Features) -> bool:
    """Return True if the words are in title case, and neither a whole sentence nor beside their cue."""
    text, before = found.site.text, found.before
    asks = text[-1:] == "?" and len(found.site.phrases) == 1  # “Mrs Ann Lee?”
    if asks or not _is_title_case(text) or (found.site.vocabulary.has_inversion and text[-1:] in _STOPS):
        return False  # German nouns are capitalized in a sentence too: „So ist das Geschäft.“
    is_whole = found.site.index + 1 >= found.site.end and (
        before is None
        or (found.has_speaker and before.kind == "verb" and before.low not in CUE_WORDS.performing_verbs)
    )
    is_sentence = text[-1:] in _STOPS and _PRONOUN.search(text) is not None
    return not (is_whole and is_sentence) and not _has_cue_beside(found)


def _has_cue_beside(found: _Features) -> bool:
    cue, before, at = found.cue, found.before, found.site.index
    if cue is None or cue.rule not in _SPOKEN_CUES or (before is not None and before.low == "("):
        return False
    follows = cue.first > at and (not cue.subject or min(cue.verb, cue.subject[0]) <= at + _NEAR)
    is_introduced = before is not None and before.low.startswith(CUE_WORDS.chanting_stems)
    return follows or found.is_led_in or is_introduced


def _is_name_of_thing(found: _Features) -> bool:
    """Return True if the words are a name or a title: 'das Lied „…“', 'die Kampagne heißt „…“'.

    In German no comma stands between a noun and its name. A sentence behind a person, or behind a noun of
    speech ('die Frage „…?“'), is none.
    """
    before, vocabulary = found.before, found.site.vocabulary
    if before is None or not vocabulary.has_inversion:
        return False
    if before.low == "named" or (before.low in CUE_WORDS.before_nouns and before.kind != "np"):
        return True
    if before.kind == "word" and found.site.phrases[found.site.index - 2].kind == "prep":
        return True  # a noun that no list has: 'in dem Lied „…“'
    mention = before.mention
    if mention is None or mention.kind != "nominal" or mention.noun in vocabulary.speech_nouns:
        return False
    is_sentence = found.has_speaker and found.is_opened and found.site.text[-1:] in _STOPS
    return mention.entity_type in ("", "document", "organisation") and not is_sentence


def _is_title_behind_colon(found: _Features) -> bool:
    """Return True if a work and a colon stand before a German title: 'die neue CD der Gruppe vor: „Auf See“.'

    A sentence has its full stop inside the marks.
    """
    site, cue = found.site, found.cue
    is_here = site.vocabulary.has_inversion and found.before is not None and found.before.low == ":"
    is_short = len(found.words) <= _LONG_FRAGMENT_WORDS and site.has_stop_outside
    has_verb = cue is not None and cue.rule != "colon"
    if cue is not None and has_verb:
        has_verb = site.phrases[cue.verb].low not in site.vocabulary.weak_verbs
    if not is_here or not is_short or has_verb:
        return False
    clause = site.phrases[max(site.start, site.clause_start) : site.index]
    mentions = (phrase.mention for phrase in clause if phrase.mention is not None)
    nouns = (one.noun or one.words[-1].lower() for one in mentions)  # 'CD' is read as a name
    return any(noun.endswith(site.vocabulary.works) for noun in nouns)


def _is_embedded(found: _Features) -> bool:
    """Return True if the narrator's sentence goes on with a few quoted words after a comma."""
    is_fragment = found.is_led_in and not (found.is_opened or found.is_closed)
    goes_on = found.site.index + 1 < found.site.end
    return is_fragment and goes_on and len(found.words) < _MIN_EMBEDDED_WORDS


def _has_author(found: _Features) -> bool:
    """Return True if an author follows a title: '“The pier closes,” by X'."""
    phrases, at, end = found.site.phrases, found.site.index, found.site.end
    author = phrases[at + 2].mention if at + 2 < end and phrases[at + 1].low == "by" else None
    return author is not None and author.name is not None


def _is_excerpt(found: _Features) -> bool:
    """Return True if a title and its author precede, in a list of articles: '“A Title,” by X: “…”'."""
    phrases, start = found.site.phrases, found.site.start
    is_byline = start > 0 and phrases[start - 1].kind == "quote" and phrases[start].low == "by"
    return is_byline and phrases[found.site.index - 1].low == ":"


def _is_unspoken_text(found: _Features) -> bool:
    """Return True if a text is quoted that nobody says: 'Their banner: “…”', '“…,” says the proverb'."""
    phrases, vocabulary = found.site.phrases, found.site.vocabulary
    at = found.site.index - 1
    while at > found.site.start and (
        phrases[at].kind in ("punct", "word") or phrases[at].low in ("like", "when")
    ):
        at -= 1
    beside = phrases[at].mention if found.before is not None else None
    cue = found.cue
    speaker = phrases[cue.subject[0]].mention if cue is not None and cue.subject else None
    is_text = any(m is not None and m.noun in vocabulary.unspoken_texts for m in (beside, speaker))
    return is_text or (speaker is not None and is_inanimate(speaker, vocabulary)) or _is_received(found)


def is_inanimate(mention: Mention, vocabulary: Vocabulary) -> bool:
    """Return True if a thing says something only in a figure of speech: 'the look on her face said'."""
    if mention.kind != "nominal" or mention.entity_type:
        return False
    return any(word.lower() in vocabulary.inanimate_nouns for word in mention.words)


def _is_received(found: _Features) -> bool:
    """Return True if somebody received or found the text: 'He received a message: “…”'."""
    site, cue = found.site, found.cue
    is_led_in = found.before is not None and found.before.low == ":"
    has_verb = cue is not None and site.phrases[cue.verb].kind == "verb"
    clause = site.phrases[site.start : site.index]
    return is_led_in and not has_verb and any(p.low in CUE_WORDS.unsigned_verbs for p in clause)


def _is_title_in_apposition(found: _Features) -> bool:
    """Return True if a title stands between commas behind a thing: 'his album, “August Light”, is out'."""
    site, cue = found.site, found.cue
    before = site.phrases[site.index - 2].mention if site.index - 2 >= site.start else None
    is_led_in = found.before is not None and found.before.low == "," and before is not None
    if (
        not is_led_in
        or before is None
        or before.kind != "nominal"
        or before.entity_type not in ("", "document")
    ):
        return False
    is_short = len(found.words) <= _LONG_FRAGMENT_WORDS and site.text[-1:] not in _STOPS
    has_verb = cue is not None and site.phrases[cue.verb].kind == "verb"
    follows = site.phrases[site.index + 1].low if site.index + 1 < site.end else ""
    is_source = cue is not None and cue.rule in ("according to", "in the words of")
    is_closed = site.text[-1:] == "," and _is_title_case(site.text)  # the comma is inside the marks
    has_verb = has_verb and not (is_closed and cue is not None and cue.verb > site.index + _NEAR)
    return is_short and (follows == "," or is_closed) and not (has_verb or is_source)


def _is_chant(found: _Features) -> bool:
    """Return True if a verb of chanting precedes: 'they chanted “…” and “…”'."""
    if not found.is_closed or len(found.words) <= 1:
        return False
    phrases, at = found.site.phrases, found.site.index
    is_second = at > 2 and phrases[at - 1].low == "and" and phrases[at - 2].kind == "quote"
    first = at - 2 if is_second else at
    return first > 0 and phrases[first - 1].low.startswith(CUE_WORDS.chanting_stems)


def _is_attributed(found: _Features) -> bool:
    """Return True if a complete quotation has a speaker and is apart from the narrator's words."""
    is_signed = found.cue is not None and found.cue.rule == "dash"
    is_led_in = found.is_led_in and not _is_led_in_by_document(found)
    is_whole = found.is_closed or is_led_in or is_signed or _has_verb_beside(found)
    return found.has_speaker and found.is_apart and is_whole


def _is_led_in_by_document(found: _Features) -> bool:
    """Return True if a document and a colon stand before a German quotation: 'Das Buch: „Die Küste“'."""
    cue, site = found.cue, found.site
    if cue is None or cue.rule != "colon" or not cue.subject or not site.vocabulary.has_inversion:
        return False
    mention = site.phrases[cue.subject[0]].mention
    return mention is not None and mention.entity_type == "document"


def _has_verb_beside(found: _Features) -> bool:
    """Return True if a cue is beside the mark: '“We have seen it”, said X', German '„Wir gehen“ sagte X'."""
    cue, site = found.cue, found.site
    is_sentence = len(found.words) > _SHORT_SENTENCE or _PRONOUN.search(site.text) is not None
    opens_sentence = site.index == site.start and found.is_opened and is_sentence
    follows = site.phrases[site.index + 1].low if site.index + 1 < site.end else ""
    if cue is not None and cue.rule in _BESIDE and follows == "," and opens_sentence:
        return cue.first <= site.index + 2
    is_beside = cue is not None and cue.rule == "said name" and cue.first == site.index + 1
    is_plain = cue is not None and opens_sentence and site.phrases[cue.verb].low in CUE_WORDS.plain_verbs
    return (site.vocabulary.has_inversion or is_plain) and is_beside and len(found.words) > 1


def _is_long_inside_sentence(found: _Features) -> bool:
    is_whole = found.is_opened or found.is_closed or (found.has_speaker and found.site.has_stop_outside)
    if found.before is None or found.is_apart or not is_whole:
        return False
    is_sentence = found.has_speaker and found.is_opened and found.is_closed
    return len(found.words) > _longest_fragment(found.before, is_sentence=is_sentence)


def _longest_fragment(before: Phrase, *, is_sentence: bool) -> int:
    """Return how many words inside the narrator's sentence are still a fragment."""
    if is_sentence and before.kind == "verb":
        return 1
    if is_sentence and before.kind == "sub":
        return _MIN_CLAUSE_WORDS - 1
    return _LONG_OBJECT_WORDS if before.kind == "prep" else _LONG_FRAGMENT_WORDS


def _is_one_word_sentence(found: _Features) -> bool:
    """Return True if a single word follows another sentence: 'She laughed. “Never.”'."""
    phrases = found.site.phrases  # “No.” alone in its block is a turn of a conversation
    is_alone = len(phrases) <= _NEAR and all(phrase.kind in ("quote", "punct") for phrase in phrases)
    is_first = found.site.index == found.site.start and (is_alone or found.site.start > 0)
    return len(found.words) <= 1 and is_first and found.is_opened and found.site.text[-1:] in _STOPS


SPEECH_RULES = (
    SpeechRule("title case", False, _is_title),
    SpeechRule("name of a thing", False, _is_name_of_thing),
    SpeechRule("title behind a colon", False, _is_title_behind_colon),
    SpeechRule("embedded fragment", False, _is_embedded),
    SpeechRule("title with author", False, _has_author),
    SpeechRule("excerpt in a list", False, _is_excerpt),
    SpeechRule("text that nobody says", False, _is_unspoken_text),
    SpeechRule("title in apposition", False, _is_title_in_apposition),
    SpeechRule("chant", True, _is_chant),
    SpeechRule("attributed", True, _is_attributed),
    SpeechRule("long inside a sentence", True, _is_long_inside_sentence),
    SpeechRule("inside a sentence", False, lambda found: not found.is_apart),
    SpeechRule("one-word sentence", True, _is_one_word_sentence),
    SpeechRule("one word", False, lambda found: len(found.words) <= 1),
    SpeechRule("closed by a stop", True, lambda found: found.is_closed),
    SpeechRule(
        "long fragment", True, lambda found: found.is_opened and len(found.words) > _LONG_FRAGMENT_WORDS
    ),
)
"""In this order; a quotation to which none applies is a scare quote."""


def is_speech_by_form(site: QuoteSite) -> bool:
    """Return True if a quotation is more than a term or a title, without knowledge of its language."""
    words = site.text.split()
    if len(words) == 1 and not site.text.isascii():
        return len(site.text) >= _LONG_UNSPACED
    before = site.preceding
    is_apart = before is None or (before.kind in ("punct", "quote") and before.low != "(")
    behind = site.phrases[site.index + 1].low if site.index + 1 < site.end else ""
    is_closed = site.text[-1:] in _STOPS_OF_ANY_SCRIPT or (behind != "" and behind in _DASHES)
    if len(words) < _MIN_WORDS_BY_FORM or (_is_title_case(site.text) and not is_closed):
        return False
    is_long = len(words) > _LONG_WORDS_BY_FORM
    return (is_apart and (is_closed or is_long)) or len(words) > _LONG_FRAGMENT_BY_FORM


def trailing_clause_cue(site: QuoteSite) -> Cue | None:
    """Return the rest of the sentence as a cue, whatever its words: '«…», ha detto la sindaca.'"""
    phrases, at, end = site.phrases, site.index, site.end
    start = at + 1
    while start < end and phrases[start].kind == "punct" and phrases[start].low in _DASHES + ",":
        start += 1
    follows_stop = at == 0 or phrases[at - 1].low in _STOPS_OF_ANY_SCRIPT
    is_clause = at + 1 < start < end <= start + _LONGEST_CLAUSE and follows_stop
    ends_sentence = end == len(phrases) or phrases[end - 1].low in _STOPS_OF_ANY_SCRIPT
    return Cue("beside", (0,), start, start, end) if is_clause and ends_sentence else None


def _is_title_case(text: str) -> bool:
    """Return True if every longer word is capitalized, two words at least: 'Tales From the Crypt'."""
    words = _WORD.findall(text)
    longer = [word for word in words if len(word) > _SHORT_WORD_LETTERS]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 1 and all(word[0].isupper() for word in longer)


def headline_blocks(texts: Sequence[str], *, has_title_case: bool = True) -> frozenset[int]:
    """Return the blocks in title case, if the language has it, and short ones with single marks.

    Below the first block single marks count only if the article quotes with double ones.
    """
    found = {number for number, text in enumerate(texts) if has_title_case and _is_headline(text)}
    if texts and _is_short_with_single_mark(texts[0]):
        found.add(0)
    if _uses_double_marks(texts):
        found.update(number for number, text in enumerate(texts) if _is_subhead(text))
    return frozenset(found)


def _uses_double_marks(texts: Sequence[str]) -> bool:
    """Return True if most blocks with a quotation begin it with a double mark."""
    marks = [found.group() for text in texts if (found := _FIRST_MARK.search(text))]
    return 2 * sum(mark in '“"' for mark in marks) > len(marks)


def _is_subhead(text: str) -> bool:
    """Return True if the block is in single marks, or has some and no stop: 'Mayor: ‘We will rebuild’'."""
    is_sentence = text.rstrip("’' ").endswith((".", "?", "!", "…", ":", ",", ";"))
    return bool(_SUBHEAD.fullmatch(text)) or (_is_short_with_single_mark(text) and not is_sentence)


def _is_headline(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > _SHORT_WORD_LETTERS]
    lowercase = sum(word[0].islower() for word in words)
    return _MIN_HEADLINE_WORDS <= len(words) <= _MAX_HEADLINE_WORDS and lowercase * 6 <= len(words)


def _is_short_with_single_mark(text: str) -> bool:
    is_short = len(text.split()) <= _MAX_HEADLINE_WORDS
    is_sentence = text.rstrip("’' ").endswith(".")
    return is_short and _SINGLE_MARK.search(text) is not None and not _DOUBLE.search(text) and not is_sentence
