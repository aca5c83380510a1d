"""German, French and Spanish text normalization: one grammar, one table of words for each language."""

from briefing.write.normalization.european.grammar import LANGUAGES, verbalize_european

__all__ = ["LANGUAGES", "verbalize_european"]
