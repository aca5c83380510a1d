"""A feed as a source: RSS, Atom, RDF and JSON Feed by HTTP, asked only for what has changed."""

from dataclasses import dataclass, replace

from briefing.fetch.download import download, validator_headers
from briefing.fetch.feed import feed_from_bytes
from briefing.fetch.feed_dates import is_plausible
from briefing.fetch.source_kinds import SourceAnswer, SourceContext, SourceVisit
from briefing.model import SourceItem


@dataclass(frozen=True, slots=True)
class FeedSource:
    """The feed of a URL. Its state is the two validators of the last answer (RFC 9110, section 13)."""

    address: str
    context: SourceContext

    def items(self, visit: SourceVisit) -> SourceAnswer:
        """Return the entries; none if the feed has not changed. Raises FetchError."""
        etag, _, modified = visit.state.partition("\n")
        headers = validator_headers(etag, modified)
        found = download(self.address, self.context.fetch, headers, self.context.resolve_host)
        if found.status == 304:
            return SourceAnswer(state=visit.state, moved_to=found.moved_to)
        feed = feed_from_bytes(found.body, found.final_address, found.headers.get("content-type", ""))
        etag, modified = (found.headers.get(name, "") for name in ("etag", "last-modified"))
        state = f"{etag}\n{modified}" if etag or modified else ""
        items = tuple(self._with_plausible_date(item) for item in feed.items)
        return SourceAnswer(items, feed.title, state, found.moved_to)

    def _with_plausible_date(self, item: SourceItem) -> SourceItem:
        """Return the item without a date in the future; it then counts from when it was first seen."""
        is_right = is_plausible(item.published, self.context.fetch.fetched)
        return item if is_right else replace(item, published="")


def open_source(address: str, context: SourceContext) -> FeedSource:
    """Return the feed of a URL."""
    return FeedSource(address, context)
