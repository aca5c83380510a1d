"""Text facts that several rooms need: language tags, slugs, sentence ends, and the package's word lists."""

from briefing.text.identifiers import file_slug, fold_name, name_slug, primary_tag
from briefing.text.sentences import CLOSING_MARKS, is_terminated, sentence_spans
from briefing.text.word_lists import read_table, read_text, read_words

__all__ = [
    "CLOSING_MARKS",
    "file_slug",
    "fold_name",
    "is_terminated",
    "name_slug",
    "primary_tag",
    "read_table",
    "read_text",
    "read_words",
    "sentence_spans",
]
