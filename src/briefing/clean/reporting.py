"""Does a line that has the words of a notice tell of them? A story about newsletters says 'sign up' too."""

import re

from briefing.clean.sentences import ends_statement
from briefing.clean.signs import QUOTED, find_sign, has_signs
from briefing.model import DropReason

NO_WORDS = re.compile(r"\W*")  # that open a notice: the quotation marks of what somebody says
LABEL = re.compile(r"[:|>]|»(?!,)")  # behind a notice: 'Read more: the yard hires'
TELLING_NOTICES = frozenset(("contributor", "author_bio", "legal", "credit", "caption"))


def is_reported(folded: str, notice: re.Match[str], reason: DropReason, language: str) -> bool:
    """Is the notice in a folded line a part of what the story tells?

    It is when somebody says it, or when the line, notice apart, is a whole sentence in the past that turns to
    nobody. What stands behind a label is a headline and tells nothing; notices about people and rights are
    told in the past themselves.
    """
    behind = folded[notice.end() :].lstrip()
    is_label = LABEL.match(behind) or LABEL.match(notice[0][-1:])
    if is_label or not ends_statement(folded) or not has_signs(language):
        return False
    marks = NO_WORDS.match(notice[0])
    outside = QUOTED.sub(" ", f"{folded[: notice.start()]}{marks[0] if marks else ''} … {behind}")
    if find_sign("house", outside, language):
        return False
    if find_sign("speech", outside, language):
        return True
    if reason in TELLING_NOTICES or find_sign("house", notice[0], language):
        return False
    return bool(find_sign("past", outside, language)) and not find_sign("reader", outside, language)
