"""Article -> Quotations: who is quoted, where, and by which words the article attributes it."""

from briefing.quote.cues.cue import ALL_RULE_GROUPS, RuleGroup
from briefing.quote.quotations import find_quotations, gender_of_name

__all__ = ["ALL_RULE_GROUPS", "RuleGroup", "find_quotations", "gender_of_name"]
