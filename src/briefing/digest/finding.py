"""What the user typed becomes a source: a feed, a page's feed, a file of addresses, a folder of pages."""

from pathlib import Path

from briefing.digest.sources import Morning
from briefing.errors import FetchError
from briefing.fetch import Crawler, FeedAnswer, FeedRequest, fetch_page, find_feeds, is_address
from briefing.shelf import Source


def find_source(text: str, morning: Morning, *, weight: int = 100, most: int = 10) -> Source:
    """The source that an address, a file or a folder is. A page leads to its feed. Raises FetchError."""
    if not is_address(text):
        return _local_source(Path(text).expanduser(), weight, most)
    crawler = Crawler(morning.fetch, morning.crawl_policy)
    [(_, answer)] = crawler.feeds([FeedRequest(text)])
    if isinstance(answer, FetchError):
        page = _page_of(text, morning, answer)
        for address in find_feeds(page, text):
            [(_, answer)] = crawler.feeds([FeedRequest(address)])
            if isinstance(answer, FeedAnswer) and answer.feed is not None:
                return Source(answer.moved_to or address, "feed", answer.feed.title, weight, most)
        raise FetchError(
            f"{text} is no feed and names none", "Look for an RSS link on the page and give that."
        )
    title = answer.feed.title if answer.feed else ""
    return Source(answer.moved_to or text, "feed", title, weight, most)


def _page_of(address: str, morning: Morning, failure: FetchError) -> str:
    """The page's HTML, to look for feeds in; what the address said as a feed where it is no page either."""
    if "is no feed" not in failure.message:
        raise failure
    return fetch_page(address, morning.fetch).text


def _local_source(path: Path, weight: int, most: int) -> Source:
    if path.is_dir():
        return Source(str(path.resolve()), "folder", path.name, weight, most)
    if path.is_file():
        return Source(str(path.resolve()), "list", path.name, weight, most)
    raise FetchError(f"{path} does not exist", "Give an address, a file of addresses, or a folder of pages.")
