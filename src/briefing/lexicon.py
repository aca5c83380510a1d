"""The former place of `briefing.text.word_lists`; rooms that have not moved yet import it from here."""

from briefing.text import read_table, read_text, read_words

__all__ = ["read_table", "read_text", "read_words"]
