"""Where a sentence ends."""

import re

SENTENCE_END = re.compile(r"[.!?…。！？।؟:][\"'”’“»«›\)\]）」』]*$")  # 'It rained.”'


def ends_sentence(text: str) -> bool:
    """Does the text end as a sentence does, or lead up to the next with a colon?"""
    return bool(SENTENCE_END.search(text))
