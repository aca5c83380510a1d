"""Page to article: what is kept, and what is dropped and why. Pure."""

from briefing.clean.article import clean_page
from briefing.clean.rules import CleanOptions, SiteRule

__all__ = ["CleanOptions", "SiteRule", "clean_page"]
