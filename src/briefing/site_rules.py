"""The listener's own rules for pages, apart from `room_options` so that `clean` loads no other room."""

from briefing.clean import CleanOptions, SiteRule
from briefing.settings import Settings


def clean_options(settings: Settings) -> CleanOptions:
    """The listener's own rules for pages."""
    return CleanOptions(
        rules=tuple(
            SiteRule(
                rule.site, rule.drop_phrases, rule.keep_phrases, rule.drop_selectors, rule.keep_selectors
            )
            for rule in settings.clean.rules
        )
    )
