"""German, French and Spanish: one grammar, a table of words a language."""

from briefing.write.spoken.european.grammar import LANGUAGES, speak_european

__all__ = ["LANGUAGES", "speak_european"]
