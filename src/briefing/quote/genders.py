"""What a name alone tells, for a speaker that no article introduces: a new one in an edited script."""

from briefing.model import Gender
from briefing.quote.language.first_names import first_name_gender
from briefing.quote.language.vocabulary import read_vocabulary
from briefing.quote.phrases.peeling import peel_name


def gender_of_name(name: str, language: str) -> tuple[Gender, str]:
    """The gender that a full name or its title tells, and which of them told; else ('unknown', '')."""
    words = name.split()
    vocabulary = read_vocabulary(language)
    if not words:
        return "unknown", ""
    parts = peel_name(words, vocabulary)
    for title in parts.titles:
        match vocabulary.titles.get(title):
            case "female" | "male" as told:
                return told, "title"
    match first_name_gender(parts.core[0]) if len(parts.core) > 1 else "":
        case "female" | "male" as told:
            return told, "first name"
        case _:
            return "unknown", ""
