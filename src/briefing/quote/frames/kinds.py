"""Speech or not: what is said aloud changes the voice, a title, a term and a scare quote do not."""

from collections.abc import Sequence

from briefing.quote.frames.frame import Frame
from briefing.quote.marks.headlines import is_title_case
from briefing.quote.phrases.mentions import Phrase

_LONG_FRAGMENT_WORDS = 6
_LONG_OBJECT_WORDS = 10  # behind a preposition: 'a response to “…”'
_SAID = frozenset({"name said", "said name", "participle", "according to", "in the words of", "colon"})


def is_speech(  # noqa: PLR0913, PLR0917  # where it stands, its words, its frame
    phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str, frame: Frame | None
) -> bool:
    """Whether the quotation at `at` changes the voice."""
    words = inside.split()
    closes = inside[-1:] in ".,?!…—–"
    opens = not words or words[0][:1].isupper() or words[0][:1] in "[…'‘“\"I"
    said = frame is not None and bool(frame.subject)
    leads_in = at == begin or (
        phrases[at - 1].kind in ("punct", "quote") and (said or phrases[at - 1].low != "(")
    )
    led = at > begin and phrases[at - 1].low in ",:"
    if is_title_case(inside) and (frame is None or frame.rule not in _SAID):
        return False
    if leads_in and said and (closes or led):
        return True
    if at > begin and not leads_in:
        least = _LONG_OBJECT_WORDS if phrases[at - 1].kind == "prep" else _LONG_FRAGMENT_WORDS
        return len(words) > least and (opens or closes)
    if len(words) <= 1:
        return at == begin > 0 and opens and inside[-1:] in ".?!…"
    return closes or (opens and len(words) > _LONG_FRAGMENT_WORDS)
