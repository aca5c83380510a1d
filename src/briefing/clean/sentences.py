"""Where a sentence ends."""

import re

CLOSING = r"[\"'”’“»«›\)\]）」』]*\s*[♦◆◼■□●•∎❖]?$"  # quotation marks, and the ornament that ends a story
SENTENCE_END = re.compile(r"[.!?…。！？।؟:]" + CLOSING)  # 'It rained.”'
FULL_STOP = re.compile(r"[.。।؟]" + CLOSING)  # 'It rained.”'


def ends_sentence(text: str) -> bool:
    """Does the text end as a sentence does, or lead up to the next with a colon?"""
    return bool(SENTENCE_END.search(text))


def ends_statement(text: str) -> bool:
    """Does the text end with a full stop? A linked headline may ask or shout, but has none."""
    return bool(FULL_STOP.search(text))
