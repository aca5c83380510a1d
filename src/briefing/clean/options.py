"""The user's own say: what to drop or keep on a page that no rule gets right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SiteRule:
    """A user's rule for all sites (`site` is '') or for one host and its subdomains ('example.org').

    Phrases match a line that contains them, whatever the case; selectors are CSS and take everything inside
    the element. Keeping wins over dropping.
    """

    site: str = ""
    drop_phrases: tuple[str, ...] = ()
    keep_phrases: tuple[str, ...] = ()
    drop_selectors: tuple[str, ...] = ()
    keep_selectors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CleanOptions:
    """How a page is cleaned. `max_chars` bounds the markup that is read once scripts and styles are gone."""

    rules: tuple[SiteRule, ...] = ()
    max_chars: int = 4_000_000
