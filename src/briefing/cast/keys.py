"""How a person is recognised from day to day: the folded name."""

import re
import unicodedata

from briefing.model import Speaker

_BETWEEN_WORDS = re.compile(r"[\W_]+")  # "Siân O'Neill-Jones" -> sian o neill jones


def speaker_key(name: str) -> str:
    """A name as it is compared: no case, accents or marks ('Éric Sandell' -> 'eric-sandell').

    A key is its own key, so ids and names may be folded alike.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _BETWEEN_WORDS.sub("-", bare).strip("-")


def key_of_speaker(speaker: Speaker) -> str:
    """A speaker's key; who has neither letters nor digits in id and name is nobody in particular ('')."""
    return speaker_key(speaker.id) or speaker_key(speaker.name)
