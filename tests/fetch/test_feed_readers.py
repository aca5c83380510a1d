"""What is particular to Miniflux and FreshRSS."""

from dataclasses import replace

import pytest
from tests.fetch.reading_services import PASSWORD, TEXT, TOKEN, Reader, saved

from briefing.errors import UnavailableError
from briefing.fetch import Account, Secret, SourceVisit, open_source
from briefing.model import SourceItem


def test_an_entry_of_miniflux_has_the_date_of_its_feed(reader: Reader) -> None:
    reader.reading.lists["miniflux"] = [
        saved(1, published="2026-11-29T21:06:03.133839-05:00", author="Ida Brandt"),
        saved(2, published="2031-01-01T00:00:00Z"),
    ]
    future, past = reader.items("miniflux")
    assert future.published == ""
    assert replace(past, stamp="") == SourceItem(
        "1",
        "https://paper.example/1",
        "Story 1",
        "2026-11-30T02:06:03Z",
        html=f'<meta name="author" content="Ida Brandt">{TEXT}',
    )


def test_miniflux_takes_a_password_where_the_account_has_a_user(reader: Reader) -> None:
    reader.fill("miniflux", 1)
    visit = SourceVisit("miniflux", reader.address("miniflux"))
    by_password = Account(visit.address, "anna", Secret(PASSWORD))
    assert len(open_source(visit, reader.context(by_password)).items(visit).items) == 1
    sent = [headers for _, headers in reader.server.seen]
    assert [(TOKEN in str(one), "Authorization" in one) for one in sent] == [(False, True)]


def test_an_entry_of_freshrss_has_the_date_of_its_feed(reader: Reader) -> None:
    reader.fill("freshrss", 1)
    [item] = reader.items("freshrss")
    assert (item.key, item.published) == (
        "tag:google.com,2005:reader/item/0000000000000001",
        "2026-11-20T08:00:00Z",
    )


@pytest.mark.parametrize("path", ["", "/api/greader.php", "/api/greader.php/"])
def test_the_address_of_freshrss_may_be_that_of_its_api(reader: Reader, path: str) -> None:
    reader.fill("freshrss", 1)
    visit = SourceVisit("freshrss", reader.address("freshrss", path))
    source = open_source(visit, reader.context(reader.account("freshrss")))
    assert len(source.items(visit).items) == 1


def test_freshrss_without_its_api_says_where_it_is_allowed(reader: Reader) -> None:
    reader.server.routes["*"] = lambda handler: handler.send(b"Service Unavailable!", 503)
    with pytest.raises(UnavailableError, match="answers 503") as caught:
        reader.items("freshrss")
    assert caught.value.hint.startswith("Allow API access in FreshRSS")


@pytest.mark.parametrize("service", ["miniflux", "freshrss"])
def test_many_entries_are_marked_in_groups(reader: Reader, service: str) -> None:
    reader.fill(service, 60)
    keys = [one.key(service) for one in reader.reading.lists[service]]
    reader.open(service).after_told(keys, "read")  # type: ignore[attr-defined]
    assert reader.items(service) == ()
    marks = {"miniflux": "miniflux update_entries", "freshrss": "freshrss edit_tag"}[service]
    assert reader.reading.calls.count(marks) == 2
