"""The user's own rules, applied to a page: phrases and CSS selectors to drop or to keep."""

from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

from briefing.clean.element import Line
from briefing.clean.metadata import host_of
from briefing.clean.options import CleanOptions, SiteRule
from briefing.clean.phrases import fold
from briefing.errors import UsageError

KEEP, DROP = "keep", "drop"


def rules_for(options: CleanOptions, address: str) -> tuple[SiteRule, ...]:
    """The rules for all sites, and those of this address's host or of a domain above it."""
    host = host_of(address)
    return tuple(
        rule
        for rule in options.rules
        if not rule.site or host == rule.site.lower() or host.endswith("." + rule.site.lower())
    )


def has_selectors(options: CleanOptions) -> bool:
    """Does any rule look at the page's markup? Then the whole tree is needed."""
    return any(rule.drop_selectors or rule.keep_selectors for rule in options.rules)


def chosen_tags(soup: BeautifulSoup, rules: Sequence[SiteRule]) -> dict[Tag, str]:
    """The tags that a user's selectors name, with the wish. Raises UsageError for a broken selector."""
    wishes: dict[Tag, str] = {}
    for rule in rules:
        for wish, selectors in ((DROP, rule.drop_selectors), (KEEP, rule.keep_selectors)):
            for selector in selectors:
                wishes.update(dict.fromkeys(_select(soup, selector), wish))
    return wishes


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    from soupsieve import SelectorSyntaxError  # noqa: PLC0415  # takes 40 ms, and few rules hold a selector

    try:
        return list(soup.select(selector))
    except SelectorSyntaxError as cause:
        raise UsageError(
            f"'{selector}' is no CSS selector", "mend it in the settings: div.promo, #comments"
        ) from cause


def apply_wishes(lines: Sequence[Line], rules: Sequence[SiteRule]) -> None:
    """Drop and keep lines as the user said; keeping wins over everything."""
    for line in lines:
        wish = line.owner.wish
        text = fold(line.text)
        keeps = [fold(phrase) for rule in rules for phrase in rule.keep_phrases]
        drops = [fold(phrase) for rule in rules for phrase in rule.drop_phrases]
        if wish == KEEP or any(phrase in text for phrase in keeps):
            line.reason = None
        elif wish == DROP or any(phrase in text for phrase in drops):
            line.reason = line.reason or "other"
