"""What holds for every service: unread items, their texts, the pages of a list, logins, failures, marks."""

from dataclasses import replace
from typing import Any

import pytest
from tests.fetch.reading_services import PASSWORD, SECRETS, SERVICES, TEXT, TOKEN, Reader, saved
from tests.fetch.servers import Handler, page, redirect, serving

from briefing.errors import FetchError, RefusedAddressError, UnavailableError, UsageError
from briefing.fetch import (
    Account,
    Secret,
    SettlingSource,
    SourceVisit,
    open_source,
    source_kind,
)
from briefing.model import AfterTold

WITH_TEXTS = tuple(name for name in SERVICES if name != "raindrop")
ACTIONS = [(name, action) for name in SERVICES for action in source_kind(name).actions if action != "keep"]


@pytest.mark.parametrize("service", SERVICES)
def test_the_newest_unread_items_come_with_their_texts(reader: Reader, service: str) -> None:
    reader.fill(service, 4)
    reader.reading.lists[service][2].read = True
    reader.reading.lists[service][2].tags = ["read"]
    reader.reading.lists[service][1].archived = True
    items = reader.items(service)
    assert [(item.title, item.url) for item in items] == [
        ("Story 4", "https://paper.example/4"),
        ("Story 1", "https://paper.example/1"),
    ]
    assert ["ferry was repaired" in item.html for item in items] == [service in WITH_TEXTS] * 2
    assert len({item.key for item in items}) == 2
    assert reader.items(service) == items


@pytest.mark.parametrize("service", SERVICES)
def test_told_items_are_passed_over_on_all_pages_of_the_list(reader: Reader, service: str) -> None:
    reader.fill(service, 120)
    told = frozenset(one.key(service) for one in reader.reading.lists[service][10:])
    assert [item.title for item in reader.items(service, 500, told)] == [
        f"Story {n}" for n in range(10, 0, -1)
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_an_empty_list_gives_nothing(reader: Reader, service: str) -> None:
    assert reader.items(service) == ()


@pytest.mark.parametrize(("service", "action"), ACTIONS)
def test_told_items_are_marked_and_deleted_ones_do_not_matter(
    reader: Reader, service: str, action: AfterTold
) -> None:
    reader.fill(service, 3)
    keys = [item.key for item in reader.items(service)]
    reader.reading.lists[service][2].deleted = True
    source = reader.open(service)
    assert isinstance(source, SettlingSource)
    for _ in range(2):
        source.after_told(keys[:2], action)
    assert [item.key for item in reader.items(service)] == keys[2:]
    marked = reader.reading.lists[service][1]
    is_archived = service == "wallabag" or (action == "archive")
    assert (marked.archived, marked.read) == (is_archived, not is_archived)


@pytest.mark.parametrize("service", ["miniflux", "freshrss", "wallabag", "readeck"])
def test_an_item_without_an_address_has_its_text(reader: Reader, service: str) -> None:
    reader.reading.lists[service] = [
        replace(saved(1), url=""),
        replace(saved(2), url="ftp://paper.example/2"),
    ]
    assert [(item.url, "ferry" in item.html) for item in reader.items(service)] == [("", True)] * 2


@pytest.mark.parametrize("service", ["readeck", "linkding", "wallabag"])
def test_a_page_that_the_service_has_not_saved_is_read_from_its_address(reader: Reader, service: str) -> None:
    reader.reading.lists[service] = [replace(saved(1), html="")]
    [item] = reader.items(service)
    assert (item.url, item.html) == ("https://paper.example/1", "")
    before = item.stamp
    reader.reading.lists[service][0].html = TEXT
    [item] = reader.items(service)
    assert ("ferry" in item.html, item.stamp != before) == (True, True)


@pytest.mark.parametrize("service", ["readeck", "linkding", "wallabag"])
def test_a_text_that_the_service_fails_to_give_costs_no_other(reader: Reader, service: str) -> None:
    reader.fill(service, 2)
    reader.reading.lists[service].append(replace(saved(3), url=""))
    reader.reading.broken = {"3", saved(3).long_id, "2", saved(2).long_id}
    found = [(item.title, item.url, "ferry" in item.html) for item in reader.items(service)]
    assert found == [
        ("Story 2", "https://paper.example/2", False),
        ("Story 1", "https://paper.example/1", True),
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_a_wrong_login_is_refused_with_what_to_write_and_where(reader: Reader, service: str) -> None:
    wrong = replace(reader.account(service), password=Secret("not-the-one"))
    with pytest.raises(FetchError, match=f"{reader.server.port} refuses the login") as caught:
        reader.open(service, wrong).items(SourceVisit(service, ""))
    assert "[[fetch.accounts]]" in caught.value.hint
    assert f"password, client_id, client_secret for {reader.address(service)} under" in caught.value.hint or (
        service != "wallabag" and f"password for {reader.address(service)} under" in caught.value.hint
    )
    assert not [one for one in (*SECRETS, "not-the-one") if one in caught.value.message + caught.value.hint]


@pytest.mark.parametrize("service", SERVICES)
def test_a_missing_login_is_wrong_usage(reader: Reader, service: str) -> None:
    other = Account("imaps://mail.example", "anna", Secret("x"))
    with pytest.raises(UsageError, match="there is no login for") as caught:
        reader.open(service, other).items(SourceVisit(service, ""))
    assert caught.value.hint.startswith("Write into briefing.toml, under [[fetch.accounts]]: address = ")
    assert reader.reading.calls == []


def test_an_account_is_found_by_the_longest_start_of_the_address(reader: Reader) -> None:
    reader.reading.prefix = "/reader"
    reader.fill("miniflux", 1)
    right, visit = reader.account("miniflux"), SourceVisit("miniflux", reader.address("miniflux", "/reader"))
    wrong = replace(right, password=Secret("x"))
    of_path, of_web = replace(right, address=visit.address), replace(right, address=reader.server.at(""))
    for accounts in [(right,), (of_web,), (wrong, of_path)]:
        assert len(open_source(visit, reader.context(*accounts)).items(visit).items) == 1


def test_the_user_may_stand_in_the_address(reader: Reader) -> None:
    reader.fill("miniflux", 1)
    account = replace(reader.account("miniflux"), password=Secret(PASSWORD))
    visit = SourceVisit("miniflux", reader.address("miniflux").replace("//", "//anna@"))
    assert len(open_source(visit, reader.context(account)).items(visit).items) == 1


@pytest.mark.parametrize("service", SERVICES)
def test_a_busy_server_is_asked_again_and_one_that_wants_long_waits_is_left(
    reader: Reader, service: str
) -> None:
    reader.fill(service, 1)
    reader.reading.faults = [lambda handler: handler.send(b"slow down", 429)]
    assert len(reader.items(service)) == 1
    reader.reading.faults = [lambda handler: handler.send(b"slow down", 429, Retry_After="3600")]
    with pytest.raises(UnavailableError, match="answers 429"):
        reader.items(service)


def test_the_end_of_a_rate_limit_is_waited_for_by_the_clock_of_the_server(reader: Reader) -> None:
    def limit(handler: Handler) -> None:
        handler.send_response_only(429)
        handler.send_header("Date", "Mon, 30 Nov 2020 06:00:00 GMT")
        handler.send_header("X-RateLimit-Reset", "1606716060")  # a minute later
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    reader.reading.faults = [limit]
    with pytest.raises(UnavailableError, match="answers 429"):
        reader.items("raindrop")
    assert reader.reading.calls == []


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("body", [b"<html>Welcome</html>", b'{"items": 3}'])
def test_a_server_of_another_kind_is_named(reader: Reader, service: str, body: bytes) -> None:
    reader.server.routes["*"] = page(body)
    with pytest.raises(FetchError, match="does not answer as") as caught:
        reader.items(service)
    assert caught.value.hint.startswith("Give the address of the start page of")


@pytest.mark.parametrize("service", SERVICES)
def test_a_login_does_not_follow_a_redirect(reader: Reader, service: str) -> None:
    with serving({}, "127.0.0.2") as other:
        reader.server.routes["*"] = redirect(f"{other.at('/new')}?token={TOKEN}")
        with pytest.raises(FetchError, match=f"has moved to {other.at('/new')}$"):
            reader.items(service)
        assert other.seen == []


@pytest.mark.parametrize("service", SERVICES)
def test_a_login_is_not_sent_to_a_public_host_without_encryption(reader: Reader, service: str) -> None:
    context = replace(reader.context(reader.account(service)), resolve_host=lambda *_: ["93.184.216.34"])
    source = open_source(SourceVisit(service, reader.address(service)), context)
    with pytest.raises(RefusedAddressError, match="not sent without encryption"):
        source.items(SourceVisit(service, ""))


@pytest.mark.parametrize("service", SERVICES)
def test_a_server_on_the_users_own_network_must_be_allowed(reader: Reader, service: str) -> None:
    with pytest.raises(RefusedAddressError, match="is this machine itself"):
        reader.open(service, allow_private=False).items(SourceVisit(service, ""))
    allowed = reader.open(service, allow_private=False, allow_networks=("127.0.0.0/8",))
    assert allowed.items(SourceVisit(service, "")).items == ()


def test_an_answer_over_the_limit_is_refused(reader: Reader) -> None:
    reader.reading.lists["miniflux"] = [replace(saved(1), html="<p>" + "word " * 5_000)]
    with pytest.raises(FetchError, match="larger than"):
        reader.open("miniflux", max_bytes=20_000).items(SourceVisit("miniflux", ""))


@pytest.mark.parametrize("rest", ["anna:secret@reader.example", "reader.example/?token=1"])
def test_a_secret_in_an_address_is_wrong_usage(reader: Reader, rest: str) -> None:
    address = f"miniflux+https://{rest}"
    with pytest.raises(UsageError, match="is a host and perhaps a path"):
        open_source(SourceVisit("miniflux", address), reader.context())


def test_a_login_is_in_no_repr(reader: Reader) -> None:
    source: Any = reader.open("miniflux")
    assert not [one for one in SECRETS if one in repr(source.log_in(source.api))]
