"""The user's own rules: phrases and CSS selectors that drop or keep lines of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import Tag

from briefing.clean.elements import Line, UserChoice
from briefing.clean.page_metadata import host_of
from briefing.clean.rule import Finding, RuleContext
from briefing.clean.wording_rules import fold
from briefing.errors import UsageError


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A user's rule for the pages of a site. Keeping wins over dropping.

    Attributes:
        site: A host, which includes its subdomains ('example.org'); '' for all sites.
        drop_phrases: Drop each line that contains one of these, in upper or lower case.
        keep_phrases: Keep each line that contains one of these, in upper or lower case.
        drop_selectors: Drop everything inside the elements that these CSS selectors match.
        keep_selectors: Keep everything inside the elements that these CSS selectors match.
    """

    site: str = ""
    drop_phrases: tuple[str, ...] = ()
    keep_phrases: tuple[str, ...] = ()
    drop_selectors: tuple[str, ...] = ()
    keep_selectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """How a page is cleaned.

    Attributes:
        rules: The user's own rules.
        max_chars: The most characters of markup that are parsed, scripts and styles not counted.
        live_hours: Of a live blog, only the entries of so many hours before the latest one are kept; 0 for
            all.
        is_arranged: Arrange the blocks as they are told: a live blog oldest entry first or its summary alone,
            content warnings at the start and corrections at the end. False keeps the order of the page.
    """

    rules: tuple[SiteRule, ...] = ()
    max_chars: int = 4_000_000
    live_hours: int = 12
    is_arranged: bool = True

    @property
    def has_selectors(self) -> bool:
        """Return True if a rule has a CSS selector: then the whole tree is needed."""
        return any(rule.drop_selectors or rule.keep_selectors for rule in self.rules)

    def rules_for(self, address: str) -> tuple[SiteRule, ...]:
        """Return the rules that apply to a page.

        Args:
            address: The URL of a page.

        Returns:
            The rules for all sites, and those for the host or a domain above it, in their order.
        """
        host = host_of(address)
        return tuple(
            rule
            for rule in self.rules
            if not rule.site or host == rule.site.lower() or host.endswith("." + rule.site.lower())
        )


def select_tags(soup: BeautifulSoup, rules: Sequence[SiteRule]) -> dict[Tag, UserChoice]:
    """The tags that the user's selectors match, and whether to keep or drop them.

    Raises:
        UsageError: A selector is not valid CSS.
    """
    chosen: dict[Tag, UserChoice] = {}
    choice: UserChoice
    for rule in rules:
        for choice, selectors in (("drop", rule.drop_selectors), ("keep", rule.keep_selectors)):
            for selector in selectors:
                chosen.update(dict.fromkeys(_select(soup, selector), choice))
    return chosen


def _select(soup: BeautifulSoup, selector: str) -> list[Tag]:
    from soupsieve import SelectorSyntaxError  # noqa: PLC0415  # takes 40 ms, and few rules have a selector

    try:
        return list(soup.select(selector))
    except SelectorSyntaxError as cause:
        raise UsageError(
            f"'{selector}' is no CSS selector",
            "correct it in the settings; valid selectors are div.promo, #comments",
        ) from cause


def mark_user_choices(lines: Sequence[Line], rules: Sequence[SiteRule]) -> None:
    """Set what the user's rules say about each line. A line to keep is kept, whatever dropped it."""
    keep_phrases = [fold(phrase) for rule in rules for phrase in rule.keep_phrases]
    drop_phrases = [fold(phrase) for rule in rules for phrase in rule.drop_phrases]
    for line in lines:
        choice = line.owner.user_choice
        text = fold(line.text)
        if choice == "keep" or any(phrase in text for phrase in keep_phrases):
            line.user_choice = "keep"
            line.restore()
        elif choice == "drop" or any(phrase in text for phrase in drop_phrases):
            line.user_choice = "drop"


def user_dropped(context: RuleContext) -> list[Finding]:
    """Lines that the user's own rules drop."""
    return [line for line in context.lines if line.user_choice == "drop"]
