"""Files of mails as a source, and the pages of mails that are arguments."""

import os
from pathlib import Path

import pytest
from tests.fetch.test_mail import TEXT, with_text
from tests.fetch.test_newsletter import BRIDGE, LIBRARY, layout, linked

from briefing.clean import clean_page
from briefing.errors import FetchError
from briefing.fetch import FetchOptions, SourceVisit, fetch_page, fetch_pages, page_from_item
from briefing.fetch.mail_source import MailFiles, items_of_mail
from briefing.model import SourceItem

TWO = layout(linked("The bridge closes", "a"), BRIDGE, linked("Open on Sundays", "b"), LIBRARY)


def visit(path: Path, state: str = "") -> SourceVisit:
    return SourceVisit("mail", str(path), state)


def test_a_newsletter_gives_an_item_for_each_story() -> None:
    items = items_of_mail(with_text(html=TWO, subject="Two stories"), "a.eml")
    assert [(item.key, item.url, item.title, item.published) for item in items] == [
        ("1@quay.example#1", "https://quay.example/a", "The bridge closes", "2026-11-30T06:00:00Z"),
        ("1@quay.example#2", "https://quay.example/b", "Open on Sundays", "2026-11-30T06:00:00Z"),
    ]


def test_a_letter_is_one_item_without_an_address() -> None:
    [item] = items_of_mail(with_text(TEXT), "a.eml")
    assert item == SourceItem(
        "1@quay.example",
        "",
        "The tide is out",
        "2026-11-30T06:00:00Z",
        stamp=item.stamp,
        html=item.html,
    )
    assert item.html.endswith(f"<p>{TEXT}</p>")


def test_a_story_of_a_mail_is_from_its_sender_and_not_from_its_file() -> None:
    item = items_of_mail(with_text(html=TWO), "a.eml")[0]
    assert clean_page(page_from_item(item, "letters.mbox")).site == "The Quay"


def test_mails_that_share_a_message_id_are_all_items(tmp_path: Path) -> None:
    for name, subject, text in (("a", "One", TEXT), ("b", "Two", f"{TEXT} {TEXT}"), ("c", "One", TEXT)):
        (tmp_path / f"{name}.eml").write_bytes(with_text(text, subject=subject))
    items = MailFiles(tmp_path).items(visit(tmp_path)).items
    keys = {item.title: item.key for item in items}
    assert (len({item.key for item in items}), keys["One"] != keys["Two"]) == (2, True)
    assert all(key.startswith("1@quay.example#") for key in keys.values())


def test_a_damaged_mail_costs_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(b"Subject: nothing\n\n")
    (tmp_path / "b.eml").write_bytes(with_text(TEXT))
    assert [item.title for item in MailFiles(tmp_path).items(visit(tmp_path)).items] == ["The tide is out"]


def test_an_unchanged_folder_is_not_read_again(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(with_text(TEXT))
    first = MailFiles(tmp_path).items(visit(tmp_path))
    again = MailFiles(tmp_path).items(visit(tmp_path, first.state))
    (tmp_path / "b.eml").write_bytes(with_text(TEXT, subject="Another"))
    third = MailFiles(tmp_path).items(visit(tmp_path, first.state))
    assert ([len(answer.items) for answer in (first, again, third)], again.state) == ([1, 0, 2], first.state)


@pytest.mark.skipif(os.geteuid() == 0 if hasattr(os, "geteuid") else True, reason="root reads everything")
def test_a_file_that_cannot_be_read_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    path.touch(mode=0)
    with pytest.raises(FetchError, match="cannot be read"):
        MailFiles(path).items(visit(path))


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.mbox"
    with pytest.raises(FetchError, match=r"a\.mbox cannot be read"):
        MailFiles(path).items(visit(path))


def test_a_mail_as_an_argument_gives_a_page_for_each_story(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(with_text(html=TWO))
    pages = fetch_pages(str(path), FetchOptions(fetched="2026-11-30T07:00:00Z"))
    assert [(page.address, page.fetched) for page in pages] == [
        (f"{path}#1", "2026-11-30T07:00:00Z"),
        (f"{path}#2", "2026-11-30T07:00:00Z"),
    ]
    assert '<meta property="og:site_name" content="The Quay">' in pages[0].text
    assert "<h1>The bridge closes</h1>" in pages[0].text


def test_one_page_is_asked_of_a_mail_with_several_stories(tmp_path: Path) -> None:
    path = tmp_path / "letter.eml"
    path.write_bytes(with_text(html=TWO))
    with pytest.raises(FetchError, match="holds 2 stories"):
        fetch_page(str(path))
