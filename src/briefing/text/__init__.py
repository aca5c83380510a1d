"""Text facts that several packages need: language tags, slugs, letters, sentence ends, and word lists."""

from briefing.text.characters import file_slug, fold_name, name_slug, plain_letters, primary_tag
from briefing.text.sentences import (
    CLOSING_MARKS,
    is_terminated,
    read_table,
    read_text,
    read_words,
    sentence_spans,
)

__all__ = [
    "CLOSING_MARKS",
    "file_slug",
    "fold_name",
    "is_terminated",
    "name_slug",
    "plain_letters",
    "primary_tag",
    "read_table",
    "read_text",
    "read_words",
    "sentence_spans",
]
