"""A page is understood once, as long as nothing that its story depends on has changed."""

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.clean import CleanOptions, SiteRule, clean_page
from briefing.errors import NoArticleError
from briefing.fetch import page_from_bytes
from briefing.model import Page
from briefing.pipeline import story_from_page

GOLDEN = sorted(Path("tests/golden").glob("*/page.*"))
PAGE = page_from_bytes(GOLDEN[0].read_bytes(), GOLDEN[0].name)
LAST_LINE = clean_page(PAGE).blocks[-1].text
DROPPED = CleanOptions(rules=(SiteRule(drop_phrases=(LAST_LINE,)),))


class CountingStore(dict[str, bytes]):
    """Keeps in memory, and counts."""

    puts = 0

    def put(self, key: str, data: bytes) -> None:
        self[key] = data
        self.puts += 1


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.parent.name)
def test_a_kept_story_is_the_story(path: Path) -> None:
    page, store = page_from_bytes(path.read_bytes(), path.name), CountingStore()
    first = story_from_page(page, CleanOptions(), store)
    assert (story_from_page(page, CleanOptions(), store), store.puts) == (first, 1)


def test_a_page_fetched_later_is_the_same_page() -> None:
    store = CountingStore()
    story_from_page(PAGE, CleanOptions(), store)
    story_from_page(replace(PAGE, fetched="2027-01-01T00:00:00+00:00"), CleanOptions(), store)
    assert store.puts == 1


@pytest.mark.parametrize(
    ("page", "options"),
    [
        (replace(PAGE, text=PAGE.text.replace("<p>", "<p>Late news. ", 1)), CleanOptions()),
        (replace(PAGE, final_address="https://other.example/story"), CleanOptions()),
        (PAGE, DROPPED),
    ],
    ids=["text", "address", "rules"],
)
def test_what_a_story_depends_on_makes_another_story(page: Page, options: CleanOptions) -> None:
    store = CountingStore()
    story_from_page(PAGE, CleanOptions(), store)
    assert story_from_page(page, options, store) == story_from_page(page, options, CountingStore())
    assert store.puts == 2


def test_a_damaged_story_is_read_again() -> None:
    store = CountingStore()
    story = story_from_page(PAGE, CleanOptions(), store)
    store.update(dict.fromkeys(store, b'{"type":"Story"}'))
    assert story_from_page(PAGE, CleanOptions(), store) == story


def test_a_page_without_a_story_is_refused_each_time() -> None:
    empty = replace(PAGE, text="<html><body><nav>Home</nav></body></html>")
    store = CountingStore()
    for _ in range(2):
        with pytest.raises(NoArticleError):
            story_from_page(empty, CleanOptions(), store)
    assert store.puts == 0
