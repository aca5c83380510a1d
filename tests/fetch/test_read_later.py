"""What is particular to Wallabag, Readeck, linkding and Raindrop.io."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from tests.digest.newsroom import sentences
from tests.fetch.reading_services import TEXT, Reader, saved

from briefing.clean import clean_page
from briefing.errors import FetchError, UsageError
from briefing.fetch import FetchOptions, SourceVisit, open_source, page_from_item
from briefing.fetch.read_later import Wallabag
from briefing.fetch.service_api import Api, ServiceSource


def test_a_text_of_wallabag_names_its_author_and_its_date(reader: Reader) -> None:
    reader.reading.lists["wallabag"] = [saved(1, author="Ida Brandt")]
    [item] = reader.items("wallabag")
    assert (item.published, item.html) == (
        "",
        '<meta name="article:published_time" content="2026-11-20T08:00:00Z">'
        f'<meta name="author" content="Ida Brandt">{TEXT}',
    )


def test_the_date_and_the_author_of_a_service_are_those_of_the_article(reader: Reader) -> None:
    html = "".join(f"<p>{' '.join(sentences(seed, 3))}</p>" for seed in "abc")
    reader.reading.lists["wallabag"] = [replace(saved(1, author="Ida Brandt"), html=html)]
    [item] = reader.items("wallabag")
    article = clean_page(page_from_item(item, "Wallabag", FetchOptions(fetched="2026-11-30")))
    assert (article.published[:10], article.byline, article.title) == (
        "2026-11-20",
        ("Ida Brandt",),
        "Story 1",
    )


def test_wallabag_needs_a_client(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    account = reader.account("wallabag")
    for options in ((), account.options[:1]):
        with pytest.raises(UsageError, match="has no client_") as caught:
            reader.open("wallabag", replace(account, options=options)).items(SourceVisit("wallabag", ""))
        assert 'options = {client_id = "...", client_secret = "..."}' in caught.value.hint
    monkeypatch.delenv("CLIENT_SECRET")
    with pytest.raises(UsageError, match="the variable CLIENT_SECRET"):
        reader.items("wallabag")


@pytest.mark.parametrize("pages", [10**9, "many", None])
def test_an_empty_page_of_wallabag_is_the_last_whatever_it_says(pages: object) -> None:
    asked: list[object] = []

    def get(path: str, query: object) -> object:
        asked.append(query)
        return {"pages": pages, "_embedded": {"items": []}}

    api: Any = SimpleNamespace(get=get, entries=lambda found, *names: found[names[0]][names[1]])
    assert (list(Wallabag(api).unread()), len(asked)) == ([], 1)


def test_an_article_that_was_read_to_its_end_is_not_unread_in_readeck(reader: Reader) -> None:
    reader.reading.lists["readeck"] = [saved(1), saved(2, read=True)]
    assert [item.title for item in reader.items("readeck")] == ["Story 1"]


def test_a_snapshot_of_linkding_is_a_page_without_what_nobody_hears(reader: Reader) -> None:
    reader.reading.lists["linkding"] = [saved(1), saved(2, snapshot=False)]
    without, with_snapshot = reader.items("linkding")
    assert without.html == ""
    assert [part in with_snapshot.html for part in (TEXT, "data:image", "color:red")] == [True, False, False]
    page = page_from_item(with_snapshot, "linkding", FetchOptions(fetched="2026-11-30"))
    assert (page.text, page.address) == (with_snapshot.html, "https://paper.example/1")


@pytest.mark.parametrize(
    ("address", "collection"),
    [
        ("raindrop+https://app.raindrop.io", "-1"),
        ("raindrop+https://app.raindrop.io/my/0", "0"),
        ("raindrop+https://raindrop.io/my/31415/sort=title", "31415"),
    ],
)
def test_the_address_of_raindrop_names_the_collection(
    reader: Reader,
    address: str,
    collection: str,
) -> None:
    account = replace(reader.account("raindrop"), address="raindrop+https://")
    accounts = tuple(
        replace(account, address=start)
        for start in ("raindrop+https://app.raindrop.io", "raindrop+https://raindrop.io")
    )
    source = open_source(SourceVisit("raindrop", address), reader.context(*accounts))
    assert isinstance(source, ServiceSource)
    service = source.log_in(source.api)
    api = service.api  # type: ignore[attr-defined]
    assert isinstance(api, Api)
    assert (api.base, service.collection) == ("https://api.raindrop.io/rest/v1", collection)  # type: ignore[attr-defined]


def test_tags_of_raindrop_stay_beside_the_one_of_read_bookmarks(reader: Reader) -> None:
    reader.reading.lists["raindrop"] = [saved(1, tags=["ships", "later"])]
    source = reader.open("raindrop")
    for _ in range(2):
        source.after_told(["1"], "read")  # type: ignore[attr-defined]
    assert reader.reading.lists["raindrop"][0].tags == ["ships", "later", "read"]


def test_the_collection_for_archived_bookmarks_is_made_once(reader: Reader) -> None:
    reader.fill("raindrop", 2)
    source = reader.open("raindrop")
    source.after_told(["1"], "archive")  # type: ignore[attr-defined]
    source.after_told(["2"], "archive")  # type: ignore[attr-defined]
    assert reader.reading.calls.count("raindrop create_collection") == 1
    assert reader.items("raindrop") == ()


def test_a_refusal_of_raindrop_is_an_error(reader: Reader) -> None:
    reader.server.routes["*"] = lambda handler: handler.send(b'{"result": false, "error": -1}')
    with pytest.raises(FetchError, match="does not answer as Raindrop"):
        reader.open("raindrop").after_told(["1"], "read")  # type: ignore[attr-defined]
