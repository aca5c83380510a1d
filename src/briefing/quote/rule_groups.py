"""The groups of attribution rules, which a caller can switch off to measure what each adds.

`benchmarks/quotes.py` prints the scores without each of them.
"""

from typing import Literal, get_args

RuleGroup = Literal[
    "cue after",
    "cue before",
    "colon",
    "pronouns",
    "descriptions",
    "appositions",
    "same paragraph",
    "handover",
    "previous speaker",
    "previous subject",
    "reported speech",
    "quotation kinds",
    "headlines",
    "interviews",
]
"""A group of rules: cues beside the quotation, coreference, discourse (who spoke before), and kinds."""

ALL_RULE_GROUPS: frozenset[RuleGroup] = frozenset(get_args(RuleGroup))
"""Every group; what `find_quotations` applies by default."""
