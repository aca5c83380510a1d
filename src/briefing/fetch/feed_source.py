"""A feed as a source: RSS, Atom, RDF and JSON Feed by HTTP, asked only for what has changed."""

from dataclasses import dataclass

from briefing.fetch.download import download, validator_headers
from briefing.fetch.feed import feed_from_bytes
from briefing.fetch.source_kinds import SourceAnswer, SourceContext, SourceVisit


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
        return SourceAnswer(feed.items, feed.title, state, found.moved_to)


def open_source(address: str, context: SourceContext) -> FeedSource:
    """Return the feed of a URL."""
    return FeedSource(address, context)
