"""Speech or not: what is said aloud changes the voice, a title, a term and a scare quote do not.

Speech in a language whose words we do not read: where the marks stand and how long it is tells alone.

Headlines among the blocks: what they quote stays with the narrator.
"""

import re
from collections.abc import Sequence

from briefing.quote.cues.cue import Cue
from briefing.quote.phrases.mentions import Phrase

_LONG_FRAGMENT_WORDS = 6
_LONG_OBJECT_WORDS = 10  # behind a preposition: 'a response to “…”'
_LEAST_CLAUSE_WORDS = 4  # a clause of its own: 'while “Ohio is no desert.”'
_LEAST_WOVEN_WORDS = 4  # goes on in the narrator's words: 'when the tide came, “he left” with the crew'
_SAID = frozenset({"name said", "said name", "participle", "according to", "in the words of", "colon"})
_NEAR = 3  # phrases
_ALOUD = ("chant", "shout", "yell", "scream", "cry", "cried", "roar", "boo")
_ARTS = frozenset({"sang", "sings", "sing", "singing", "wrote", "writes", "read", "reads", "penned"})
# What somebody says of somebody, and no title: 'That’s Ann Lee.'
_PRONOUN = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Tt]hey|[Hh]e|[Ss]he|[Ii]t|[Tt]hat|[Tt]here)\b")


def is_speech(  # noqa: PLR0913, PLR0917  # where it stands, its words, its frame; one return a case
    phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str, frame: Cue | None
) -> bool:
    """Whether the quotation at `at` changes the voice."""
    words = inside.split()
    closes = inside[-1:] in ".,?!…—–"
    opens = not words or words[0][:1].isupper() or words[0][:1] in "[…'‘“\"I"
    said = frame is not None and bool(frame.subject)
    before = phrases[at - 1] if at > begin else None
    leads_in = before is None or (before.kind in ("punct", "quote") and (said or before.low != "("))
    led = before is not None and before.low in ",:"
    whole = at + 1 >= limit and (
        before is None or (said and before.kind == "verb" and before.low not in _ARTS)
    )
    if is_title_case(inside) and not (whole and _is_sentence(inside)) and not _is_said(frame, before, at):
        return False
    woven = led and not (opens or closes) and at + 1 < limit and len(words) < _LEAST_WOVEN_WORDS
    if woven or _is_work(phrases, at, limit) or _is_excerpt(phrases, begin, at):
        return False
    aloud = closes and len(words) > 1 and _is_aloud(phrases, at)
    if aloud or (said and leads_in and (closes or led or _is_signed(frame))):
        return True
    if before is not None and not leads_in:
        return len(words) > _least(before, said=said and opens and closes) and (opens or closes)
    if len(words) <= 1:
        return at == begin > 0 and opens and inside[-1:] in ".?!…"
    return closes or (opens and len(words) > _LONG_FRAGMENT_WORDS)


def _is_said(frame: Cue | None, before: Phrase | None, at: int) -> bool:
    """Whether words in title case are said: their frame stands right beside them."""
    if frame is None or frame.rule not in _SAID or (before is not None and before.low == "("):
        return False
    follows = frame.first > at and (not frame.subject or frame.subject[0] <= at + _NEAR)
    return follows or (before is not None and (before.low in ",:" or before.low.startswith(_ALOUD)))


def _is_aloud(phrases: Sequence[Phrase], at: int) -> bool:
    """'they chanted “…” and “…”'."""
    first = at - 2 if at > 2 and phrases[at - 1].low == "and" and phrases[at - 2].kind == "quote" else at
    return first > 0 and phrases[first - 1].low.startswith(_ALOUD)


def _is_signed(frame: Cue | None) -> bool:
    return frame is not None and frame.rule == "dash"


def _is_work(phrases: Sequence[Phrase], at: int, limit: int) -> bool:
    """'“The pier closes,” by X': a title and its author."""
    document_author = phrases[at + 2].mention if at + 2 < limit and phrases[at + 1].low == "by" else None
    return document_author is not None and document_author.name is not None


def _is_excerpt(phrases: Sequence[Phrase], begin: int, at: int) -> bool:
    """'“A Title,” by X: “…”': a list of articles quotes what they are about, and nobody speaks."""
    is_byline = begin > 0 and phrases[begin - 1].kind == "quote" and phrases[begin].low == "by"
    return is_byline and phrases[at - 1].low == ":"


def _is_sentence(inside: str) -> bool:
    return inside[-1:] in ".?!…" and _PRONOUN.search(inside) is not None


def _least(before: Phrase, *, said: bool) -> int:
    """How many words inside the narrator's sentence are no speech yet; `said`: they are a sentence."""
    if said and before.kind == "verb":
        return 1
    if said and before.kind == "sub":
        return _LEAST_CLAUSE_WORDS - 1
    return _LONG_OBJECT_WORDS if before.kind == "prep" else _LONG_FRAGMENT_WORDS


_MIN_WORDS_BY_FORM = 3
_LONG = 6  # words
_LONG_FRAGMENT = 10  # words in the middle of a sentence
_LONG_UNSPACED = 7  # letters, where no spaces part the words: 「他に選択肢がない」
_LONGEST_CLAUSE = 16  # phrases
_STOPS = ".,?!…。、！？"
_DASHES = "—–-―"


def is_speech_by_form(phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str) -> bool:
    """Whether the quotation at `at`, whose words are `inside`, is more than a term or a title."""
    words = inside.split()
    if len(words) == 1 and not inside.isascii():
        return len(inside) >= _LONG_UNSPACED
    before = phrases[at - 1] if at > begin else None
    apart = before is None or (before.kind in ("punct", "quote") and before.low != "(")
    behind = phrases[at + 1].low if at + 1 < limit else ""
    closes = inside[-1:] in _STOPS or (behind != "" and behind in _DASHES)
    if len(words) < _MIN_WORDS_BY_FORM or (is_title_case(inside) and not closes):
        return False
    return (apart and (closes or len(words) > _LONG)) or len(words) > _LONG_FRAGMENT


def trailing_clause_cue(phrases: Sequence[Phrase], at: int, limit: int) -> Cue | None:
    """'«…», ha detto la sindaca Laura Conti.': the rest of the sentence, whoever its first phrase names."""
    begin = at + 1
    while begin < limit and phrases[begin].kind == "punct" and phrases[begin].low in _DASHES + ",":
        begin += 1
    is_clause = at + 1 < begin < limit <= begin + _LONGEST_CLAUSE and (
        at == 0 or phrases[at - 1].low in _STOPS
    )
    ends = limit == len(phrases) or phrases[limit - 1].low in _STOPS
    return Cue("beside", (0,), begin, begin, limit) if is_clause and ends else None


_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_DOUBLE = re.compile(r'[“”"]')
# all of it in single marks, where the story quotes with double ones: 'A river without a bridge.'
_SUBHEAD = re.compile(r"\s*[‘'](?:[^“”\"‘’']|[’'](?=\w)){1,80}[’']\s*")
# the first mark of a block that opens: ‘Go,’ or “Go,”
_OPENING = re.compile(r"(?:^|(?<=[\s(—–]))[‘'](?=\w)|[“\"]")
_SHORT_WORD = 3  # letters: 'of', 'the' and 'and' are small in every headline
_MIN_HEADLINE_WORDS = 4
_LONGEST = 18  # words of a headline in sentence case


def is_title_case(text: str) -> bool:
    """Does every longer word begin with a capital: 'Tales From the Crypt'? Two words at the least."""
    words = _WORD.findall(text)
    longer = [word for word in words if len(word) > _SHORT_WORD]
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 1 and all(word[0].isupper() for word in longer)


def headline_blocks(texts: Sequence[str]) -> frozenset[int]:
    """The blocks in title case, and short ones that quote as headlines do: with single marks."""
    found = {number for number, text in enumerate(texts) if _is_headline(text)}
    if texts and _quotes_briefly(texts[0]):
        found.add(0)
    if _quotes_doubly(texts):
        found.update(number for number, text in enumerate(texts) if _is_subhead(text))
    return frozenset(found)


def _quotes_doubly(texts: Sequence[str]) -> bool:
    """Whether most blocks that quote do so in double marks."""
    openings = [found.group() for text in texts if (found := _OPENING.search(text))]
    return 2 * sum(mark in '“"' for mark in openings) > len(openings)


def _is_subhead(text: str) -> bool:
    """All of it in single marks, or a part of it and no full stop: 'Mayor: 'We will rebuild''."""
    is_sentence = text.rstrip("’' ").endswith((".", "?", "!", "…", ":", ",", ";"))
    return bool(_SUBHEAD.fullmatch(text)) or (_quotes_briefly(text) and not is_sentence)


def _is_headline(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if len(word) > _SHORT_WORD]
    small = sum(word[0].islower() for word in words)
    return len(words) >= _MIN_HEADLINE_WORDS and len(words) <= _LONGEST and small * 6 <= len(words)


def _quotes_briefly(text: str) -> bool:
    is_short = len(text.split()) <= _LONGEST
    is_sentence = text.rstrip("’' ").endswith(".")
    marks = re.search(r"(?:^|\s)[‘'][A-Z]", text) is not None and not _DOUBLE.search(text)
    return is_short and marks and not is_sentence
