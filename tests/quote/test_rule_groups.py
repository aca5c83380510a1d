"""Without a group of rules the result shows what the group adds."""

import pytest

from briefing.model import Article, Paragraph
from briefing.quote import ALL_RULE_GROUPS, RuleGroup, find_quotations

STORY = (
    "Ana Duarte, the head teacher, watched the rain.",
    "“The roof is gone,” she said.",
    "“We will rebuild it.”",
)


def speakers(rule_groups: frozenset[RuleGroup]) -> list[str]:
    article = Article("", "", (), "", "", "en", "", tuple(map(Paragraph, STORY)), ())
    return [found.speaker.name if found.speaker else "" for found in find_quotations(article, rule_groups)]


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        ((), ["Ana Duarte", "Ana Duarte"]),
        (("pronouns", "previous subject"), ["", ""]),
        (("previous speaker", "previous subject"), ["Ana Duarte", ""]),
    ],
)
def test_a_quotation_has_no_speaker_without_the_rules_that_attribute_it(
    without: tuple[RuleGroup, ...], expected: list[str]
) -> None:
    assert speakers(ALL_RULE_GROUPS - set(without)) == expected
