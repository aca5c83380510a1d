"""The user's own rules drop and keep lines."""

import pytest

from briefing.clean import CleanOptions, SiteRule, clean_page
from briefing.errors import UsageError
from briefing.model import Article, Page

STORY = """<article><h1>Ferry returns to the harbour</h1>
<p>The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay.</p>
<p class="odd">Our own house notice stands here every day, and nobody on the quay ever reads all of it.</p>
<p>The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay.</p>
<p class="caption">A line that this user wants to hear, although the page calls it a caption.</p>
</article>"""


def clean(rule: SiteRule) -> Article:
    return clean_page(Page("https://news.example.org/1", "", STORY, "text/html"), CleanOptions(rules=(rule,)))


def starts(article: Article) -> list[str]:
    return [block.text[:3] for block in article.blocks]


@pytest.mark.parametrize(
    "rule",
    [
        SiteRule(drop_phrases=("own house notice",)),
        SiteRule(drop_selectors=("p.odd",)),
        SiteRule(site="example.org", drop_selectors=("p.odd",)),
    ],
)
def test_a_line_that_the_user_drops_is_dropped(rule: SiteRule) -> None:
    assert starts(clean(rule)) == ["The", "The"]


@pytest.mark.parametrize(
    "rule", [SiteRule(keep_phrases=("this user wants",)), SiteRule(keep_selectors=(".caption",))]
)
def test_a_line_that_the_user_keeps_is_kept(rule: SiteRule) -> None:
    assert starts(clean(rule)) == ["The", "Our", "The", "A l"]


def test_a_rule_for_another_site_changes_nothing() -> None:
    rule = SiteRule(site="ample.org", drop_phrases=("own house notice",))
    assert starts(clean(rule)) == ["The", "Our", "The"]


def test_a_broken_selector_is_named() -> None:
    with pytest.raises(UsageError, match="p\\[\\["):
        clean(SiteRule(drop_selectors=("p[[",)))
