"""All rules for a feed: PSP-1, Apple, the podcast namespace and privacy, one function each.

The namespace's own schema (an XSD of 2021 in its repository) is in no package of PyPI, npm or Debian, and
does not know the elements that came later; what it says of the elements that we write stands here as rules.
"""

from xml.etree.ElementTree import ParseError

from tests.publish.psp import channel, document, item, listening
from tests.publish.psp.reading import ReadFeed, Rule

RULES: tuple[Rule, ...] = (*document.RULES, *channel.RULES, *item.RULES, *listening.RULES)
NOT_XML = "is_well_formed"


def faults(data: bytes, base: str = "") -> dict[str, list[str]]:
    """What is wrong, by the name of the rule; every address of a feed must stand below `base`."""
    feed = ReadFeed(data, base)
    try:
        data.decode("utf-8")
        feed.rss  # noqa: B018  # parsing is what may fail
    except (ParseError, UnicodeDecodeError) as cause:
        return {NOT_XML: [str(cause)]}
    said = {rule.__name__: list(rule(feed)) for rule in RULES}
    return {name: complaints for name, complaints in said.items() if complaints}
