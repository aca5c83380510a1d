"""A publisher's calls to its readers, told by what they ask: 'If you liked it, please follow us'."""

from briefing.clean.signs import QUOTED, find_sign, has_signs
from briefing.model import DropReason

LONGEST_CALL = 300  # characters
LATEST_ACT = 0.6  # of the line: what stands before a later one is more than its occasion


def reason_by_call(folded: str, language: str) -> DropReason | None:
    """The reason to drop a folded line that asks the reader for something of the publisher's."""
    if len(folded) > LONGEST_CALL or not has_signs(language):
        return None
    spoken = QUOTED.sub(" ", folded)
    is_letter = find_sign("letters", spoken, language)
    if not is_letter and not find_sign("things", spoken, language):
        return None
    act = find_sign("acts", spoken, language)
    if act is None or act.start() > LATEST_ACT * len(spoken) or not find_sign("house", spoken, language):
        return None
    if find_sign("speech", spoken, language) or find_sign("past", spoken, language):
        return None
    return "newsletter" if is_letter else "promotion"
