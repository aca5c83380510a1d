"""Article -> Quotations: who is quoted, where, and by which words the article attributes it."""

from briefing.quote.quotations import find_quotations, gender_of_name
from briefing.quote.rule_groups import ALL_RULE_GROUPS, RuleGroup

__all__ = ["ALL_RULE_GROUPS", "RuleGroup", "find_quotations", "gender_of_name"]
