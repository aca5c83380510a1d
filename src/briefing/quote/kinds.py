"""Speech or not: what is said aloud changes the voice, a title, a term and a scare quote do not."""

from collections.abc import Sequence

from briefing.quote.frames import Frame
from briefing.quote.phrases import Phrase

_LONG_FRAGMENT_WORDS = 6


def is_speech(  # noqa: PLR0913, PLR0917  # where it stands, its words, its frame
    phrases: Sequence[Phrase], begin: int, at: int, limit: int, inside: str, frame: Frame | None
) -> bool:
    """Whether the quotation at `at` changes the voice."""
    words = inside.split()
    closes = inside[-1:] in ".,?!…—–"
    opens = not words or words[0][:1].isupper() or words[0][:1] in "[…'‘“\"I"
    leads_in = at == begin or (phrases[at - 1].kind in ("punct", "quote") and phrases[at - 1].low not in "(")
    led = at > begin and phrases[at - 1].low in ",:"
    if leads_in and frame is not None and frame.subject and (closes or led):
        return True
    if at > begin and not leads_in:
        return len(words) > _LONG_FRAGMENT_WORDS and (opens or closes)
    if len(words) <= 1:
        return False
    return closes or (opens and len(words) > _LONG_FRAGMENT_WORDS)
