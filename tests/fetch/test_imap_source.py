"""Folders of a real mail server: Debian's Dovecot on loopback, with TLS by a certificate of the test."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.fetch.mail_server import PASSWORD, MailServer, can_serve_mail, serving_mail
from tests.fetch.test_mail import TEXT, mail, with_text

from briefing.errors import FetchError, RefusedAddressError, UnavailableError, UsageError
from briefing.fetch import SourceVisit
from briefing.fetch.imap_source import open_source

pytestmark = pytest.mark.skipif(
    not can_serve_mail(),
    reason="Debian's dovecot-imapd 2.3 or the extra mail is not installed, or nobody may start it",
)


@pytest.fixture(scope="module")
def running() -> Iterator[MailServer]:
    with serving_mail() as server:
        yield server


@pytest.fixture
def server(running: MailServer, monkeypatch: pytest.MonkeyPatch) -> MailServer:
    monkeypatch.setenv("SSL_CERT_FILE", str(running.base / "cert.pem"))
    return running


def letter(number: int, subject: str = "") -> bytes:
    message = mail(subject or f"Letter {number}")
    message.replace_header("Message-ID", f"<{number}@quay.example>")
    message.set_content(f"<p>{TEXT}</p>", subtype="html")
    return bytes(message)


def test_only_new_mails_are_given_and_none_is_marked_as_read(server: MailServer) -> None:
    server.deliver("News", letter(1), letter(2))
    source = open_source(f"{server.address}/News", server.context())
    first = source.items(SourceVisit("mailbox", source.address))
    nothing = source.items(SourceVisit("mailbox", source.address, first.state))
    server.deliver("News", letter(3))
    third = source.items(SourceVisit("mailbox", source.address, nothing.state))
    assert [[item.key for item in answer.items] for answer in (first, nothing, third)] == [
        ["2@quay.example", "1@quay.example"],
        [],
        ["3@quay.example"],
    ]
    with server.box() as box:
        box.folder.set("News")
        assert [message.flags for message in box.fetch(mark_seen=False)] == [(), (), ()]


def test_a_server_that_numbers_anew_gives_the_same_keys(server: MailServer) -> None:
    server.deliver("Anew", letter(1))
    source = open_source(f"{server.address}/Anew", server.context())
    first = source.items(SourceVisit("mailbox", source.address))
    validity, _, last = first.state.partition(":")
    again = source.items(SourceVisit("mailbox", source.address, f"{int(validity) + 1}:{last}"))
    assert [item.key for item in again.items] == [item.key for item in first.items] == ["1@quay.example"]


def test_personal_mail_in_the_inbox_is_not_told(server: MailServer) -> None:
    letter_of_a_list = letter(5, "A letter").replace(
        b"Subject:", b"List-Unsubscribe: <mailto:u@quay.example>\nSubject:"
    )
    server.deliver("INBOX", letter(4, "Dear Anna"), letter_of_a_list)
    source = open_source(f"{server.address}/INBOX", server.context())
    assert [item.title for item in source.items(SourceVisit("mailbox", source.address)).items] == ["A letter"]


@pytest.mark.parametrize(
    ("action", "left", "flags"), [("read", "Told", ("\\Seen",)), ("archive", "Archive", ())]
)
def test_told_mails_are_marked_or_moved_and_a_second_call_does_no_harm(
    server: MailServer, action: str, left: str, flags: tuple[str, ...]
) -> None:
    number = {"read": 11, "archive": 12}[action]
    server.deliver("Told", letter(number))
    source = open_source(f"{server.address}/Told", server.context())
    for _ in range(2):
        source.after_told([f"{number}@quay.example#1", f"{number}@quay.example#2"], action)  # type: ignore[arg-type]
    with server.box() as box:
        box.folder.set(left)
        found = list(box.fetch(f'SUBJECT "Letter {number}"', mark_seen=False))
    assert [tuple(flag for flag in message.flags if flag != "\\Recent") for message in found] == [flags]


def test_starttls_comes_before_the_password(server: MailServer) -> None:
    server.deliver("Plain", letter(1))
    source = open_source(f"imap://anna@localhost:{server.plain_port}/Plain", server.context())
    assert [item.key for item in source.items(SourceVisit("mailbox", "x")).items] == ["1@quay.example"]


def test_a_mail_that_is_too_large_is_left_out(server: MailServer) -> None:
    server.deliver("Large", letter(1), with_text("word " * 9000))
    context = server.context()
    context = replace(context, fetch=replace(context.fetch, max_bytes=9000))
    source = open_source(f"{server.address}/Large", context)
    assert [item.key for item in source.items(SourceVisit("mailbox", "x")).items] == ["1@quay.example"]


def test_each_failure_says_what_to_do_and_never_the_password(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    cases = [
        (f"{server.address}/Nowhere", server.context(), FetchError, "no folder Nowhere"),
        (f"{server.address}/INBOX", server.context("wrong-one"), FetchError, "refuses the login of anna"),
        (f"imaps://bob@other.example:{server.tls_port}/INBOX", server.context(), UsageError, "no login for"),
        (f"{server.address}/INBOX", server.context(private=False), RefusedAddressError, "localhost"),
    ]
    for address, context, kind, message in cases:
        with pytest.raises(kind, match=message) as caught:
            open_source(address, context).items(SourceVisit("mailbox", address))
        assert not {PASSWORD, "wrong-one"} & set(str(caught.value.hint + caught.value.message).split())
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(UnavailableError, match="cannot be reached"):
        open_source(f"{server.address}/INBOX", server.context()).items(SourceVisit("mailbox", "x"))
    with pytest.raises(UsageError, match="does not belong in an address"):
        open_source(f"imaps://anna:{PASSWORD}@localhost/INBOX", server.context())
