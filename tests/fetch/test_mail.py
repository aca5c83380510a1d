"""Mails: sender, subject, date, and the text of whatever MIME parts they have."""

import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from briefing.errors import FetchError
from briefing.fetch.mail import Mail, html_from_plain, mail_from_bytes, messages_in, messages_of
from briefing.fetch.page import begins_as_mail, is_bulk_mail, is_mail_path

TEXT = "The tide is out and the ferries run again."


def mail(subject: str = "The tide is out", **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "The Quay <post@quay.example>"
    message["Subject"] = subject
    message["Date"] = "Mon, 30 Nov 2026 07:00:00 +0100"
    message["Message-ID"] = "<1@quay.example>"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def with_text(plain: str = "", html: str = "", subject: str = "The tide is out") -> bytes:
    message = mail(subject)
    if plain:
        message.set_content(plain)
    if html and plain:
        message.add_alternative(html, subtype="html")
    elif html:
        message.set_content(html, subtype="html")
    return bytes(message)


def test_a_mail_has_sender_subject_date_and_html() -> None:
    assert mail_from_bytes(with_text("See the page.", f"<p>{TEXT}</p>"), "a.eml") == Mail(
        "1@quay.example", "The tide is out", "The Quay", "2026-11-30T06:00:00Z", f"<p>{TEXT}</p>\n"
    )


def test_the_plain_text_is_read_where_the_html_says_nearly_nothing() -> None:
    long = "\n\n".join(f"{TEXT} Number {number} of the boats came in." for number in range(9))
    html = mail_from_bytes(with_text(long, "<p>Open this in a browser.</p>"), "a.eml").html
    assert html.count("<p>") == 9


@pytest.mark.parametrize(
    ("charset", "body"),
    [
        ("iso-8859-15", "Fähre für 12 € über Ærø"),
        ("windows-1252", "“Fähre”, said he"),
        ("utf-8", "Łódź — 5 €"),
    ],
)
def test_charsets_and_quoted_printable_are_decoded(charset: str, body: str) -> None:
    message = mail()
    message.set_content(f"<p>{body}</p>", subtype="html", charset=charset, cte="quoted-printable")
    assert mail_from_bytes(bytes(message), "a.eml").html.strip() == f"<p>{body}</p>"


def test_an_undeclared_charset_is_found() -> None:
    head = b"From: p@quay.example\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    assert "Fähre über Ærø" in mail_from_bytes(head + "<p>Fähre über Ærø</p>".encode(), "a.eml").html


def test_a_forwarded_mail_is_the_attached_one() -> None:
    outer = mail("Fwd: The tide is out")
    outer.set_content("For your breakfast!")
    inner = mail("The tide is out")
    inner.replace_header("Message-ID", "<inner@quay.example>")
    inner.set_content(f"<p>{TEXT}</p>", subtype="html")
    outer.add_attachment(inner)
    found = mail_from_bytes(bytes(outer), "a.eml")
    assert (found.key, found.subject, found.html.strip()) == (
        "inner@quay.example",
        "The tide is out",
        f"<p>{TEXT}</p>",
    )


@pytest.mark.parametrize("mark", ["Fwd: ", "WG: ", "TR: ", "RV: ", "Re: Fwd: "])
def test_marks_of_a_forwarded_subject_are_left_out(mark: str) -> None:
    assert mail_from_bytes(with_text(TEXT, subject=f"{mark}Ferries"), "a.eml").subject == "Ferries"


def test_a_mail_without_text_is_an_error() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="a.png")
    with pytest.raises(FetchError, match="without text"):
        mail_from_bytes(bytes(message), "a.eml")


@pytest.mark.parametrize(
    "header", [b"Subject: =?utf-8?B?!!!?=", b"From: =?bad?q?=ff?= <", b"Date: yesterday", b"To: ;;;,<"]
)
def test_odd_headers_cost_no_text(header: bytes) -> None:
    data = b"Received: by mx.example\r\n" + header + b"\r\nContent-Type: text/plain\r\n\r\n" + TEXT.encode()
    assert mail_from_bytes(data, "a.eml").html == f"<p>{TEXT}</p>"


@pytest.mark.parametrize("said", ["", "<>", "<a b@quay.example>", "<b\u00e4r@quay.example>"])
def test_a_message_id_that_is_not_one_word_in_ascii_is_replaced_by_a_hash(said: str) -> None:
    data = f"Message-ID: {said}\r\nContent-Type: text/plain\r\n\r\n{TEXT}".encode()
    assert re.fullmatch(r"[0-9a-f]{32}", mail_from_bytes(data, "a.eml").key)


def test_a_line_break_in_an_encoded_message_id_reaches_no_command() -> None:
    said = "<=?utf-8?q?a=0D=0AA1_LOGOUT?=@quay.example>"
    data = f"Message-ID: {said}\r\nContent-Type: text/plain\r\n\r\n{TEXT}".encode()
    assert not re.search(r"\s", mail_from_bytes(data, "a.eml").key)


def test_lines_of_a_plain_text_are_joined() -> None:
    line = "The tide is out and the ferries run again, as they did for"
    text = f"{line}\nforty years.\n\nHEADS\n=====\n\n* One\n* Two\n"
    assert html_from_plain(text) == (f"<p>{line} forty years.</p>\n<h2>HEADS</h2>\n<p>One</p>\n<p>Two</p>")


def test_addresses_quoted_mails_and_signatures_of_a_plain_text_are_left_out() -> None:
    text = f"{TEXT} (https://l.example/x?y=1)\n\n> What did you say?\n\n[https://l.example/z]\n\n-- \nAnna\n"
    assert html_from_plain(text) == f"<p>{TEXT}</p>"


def test_a_saved_page_is_no_mail_and_an_mbox_is_several() -> None:
    first, second = with_text(TEXT), with_text("Other text.")
    box = (
        b"From a@b.example Mon Nov 30 06:00:00 2026\n"
        + first
        + b"\nFrom a@b.example Mon Nov 30 07:00:00 2026\n"
        + second
    )
    page = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://a.example\r\nMessage-ID: <1>\r\n\r\n"
    )
    assert begins_as_mail(first, "-")
    assert begins_as_mail(box, "-")
    assert not begins_as_mail(page, "a.mhtml")
    assert not begins_as_mail(b"Note: this is a text\nFrom: nobody\n\nHello", "a.txt")
    assert [mail_from_bytes(one, "box").html for one in messages_in(box)] == [
        f"<p>{TEXT}</p>",
        "<p>Other text.</p>",
    ]


def test_newsletters_are_told_from_personal_mail_by_their_header() -> None:
    assert is_bulk_mail(b"From: a\r\nlist-unsubscribe: <mailto:u@quay.example>\r\n\r\nText")
    assert not is_bulk_mail(b"From: a\r\nSubject: b\r\n\r\nList-Id: in the text")


def test_files_and_folders_of_mails_are_recognised(tmp_path: Path) -> None:
    maildir, folder, box = tmp_path / "Mail", tmp_path / "letters", tmp_path / "archive"
    for name in ("cur", "new", "tmp"):
        (maildir / name).mkdir(parents=True)
    (maildir / "new" / "1.a.host").write_bytes(with_text(TEXT))
    folder.mkdir()
    (folder / "a.eml").write_bytes(with_text(TEXT))
    box.write_bytes(b"From a@b.example Mon Nov 30 06:00:00 2026\n" + with_text(TEXT) + b"\n")
    for path in (maildir, folder, folder / "a.eml", box):
        assert is_mail_path(path), path
    for path in (maildir, folder, box):
        assert [mail_from_bytes(one, "x").subject for one in messages_of(path, 10)] == ["The tide is out"], (
            path
        )
    assert not is_mail_path(tmp_path)
    assert not is_mail_path(tmp_path / "missing")
