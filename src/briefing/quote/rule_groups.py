"""The families of rules that give a quotation to its speaker.

A reading may do without some of them: that shows what each adds (`benchmarks/quotes.py`).
"""

from typing import Literal, get_args

RuleGroup = Literal[
    "said X beside",
    "X said before",
    "colon",
    "pronouns",
    "descriptions",
    "appositions",
    "same paragraph",
    "previous speaker",
    "previous subject",
    "reported speech",
    "kinds",
    "headlines",
]
ALL_RULE_GROUPS: frozenset[RuleGroup] = frozenset(get_args(RuleGroup))
