"""Bytes become a page, or an error that says what they are."""

import gzip
import plistlib
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import FetchError
from briefing.fetch import FetchOptions, page_from_bytes
from briefing.model import Page

HTML = "<!DOCTYPE html><html><body><p>The ferry sailed at noon.</p></body></html>"


def test_html_is_told_from_plain_text_whatever_its_name() -> None:
    assert page_from_bytes(HTML.encode(), "note.txt") == Page("note.txt", "", HTML, "text/html")
    assert page_from_bytes(b"The ferry sailed.", "page") == Page(
        "page", "", "The ferry sailed.", "text/plain"
    )


@pytest.mark.parametrize(
    ("text", "content_type", "media_type"),
    [
        ("<p>A fragment.</p>", "", "text/html"),
        ("Prices rose (a < b) and fell.", "", "text/plain"),
        ("<joke> no tag </joke>", "", "text/plain"),
        ("No tags at all", "text/html; charset=utf-8", "text/html"),
        ("<p>how to write a paragraph", "text/plain", "text/plain"),
        ("\ufeff \n<!-- saved from url=(0014)about:internet -->\n<HTML>", "", "text/html"),
        ('<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0">', "", "text/html"),
    ],
)
def test_media_types(text: str, content_type: str, media_type: str) -> None:
    assert page_from_bytes(text.encode(), "source", content_type).media_type == media_type


def test_the_time_is_the_callers() -> None:
    options = FetchOptions(fetched="2026-11-23T06:30:00+01:00")
    assert page_from_bytes(b"Words.", "-", options=options).fetched == "2026-11-23T06:30:00+01:00"
    assert page_from_bytes(b"Words.", "-").fetched == ""


def test_gzip_is_unpacked() -> None:
    assert page_from_bytes(gzip.compress(HTML.encode()), "page.html.gz").text == HTML


def test_a_gzip_bomb_is_refused_before_it_is_unpacked_whole() -> None:
    bomb = gzip.compress(b" " * 5_000_000)
    with pytest.raises(FetchError, match="larger than 1 MB"):
        page_from_bytes(bomb, "bomb.gz", options=FetchOptions(max_bytes=1 << 20))


@pytest.mark.parametrize(
    "data", [b"\x1f\x8b", gzip.compress(HTML.encode(), mtime=0)[:-12], b"\x1f\x8b\x08\x00" + b"x" * 50]
)
def test_damaged_gzip_is_said_to_be_damaged(data: bytes) -> None:
    with pytest.raises(FetchError, match="damaged gzip"):
        page_from_bytes(data, "page.gz")


def mhtml_of(html: str, charset: str = "utf-8") -> bytes:
    """A page as a browser saves it: related parts, the HTML quoted-printable, a picture behind it."""
    message = EmailMessage()
    message["From"] = "<Saved by Blink>"
    message["Snapshot-Content-Location"] = "https://news.example/ferry"
    message["Subject"] = "The ferry"
    message["MIME-Version"] = "1.0"
    message.set_content(html, subtype="html", charset=charset, cte="quoted-printable")
    message.add_related(b"\x89PNG\r\n\x1a\n", "image", "png")
    return message.as_bytes()


@pytest.mark.parametrize("charset", ["utf-8", "windows-1252"])
def test_mhtml_gives_its_page_and_its_address(charset: str) -> None:
    html = HTML.replace("noon", "noon – précisément")
    page = page_from_bytes(mhtml_of(html, charset), "ferry.mhtml")
    assert page == Page("ferry.mhtml", "https://news.example/ferry", html + "\n", "text/html")


def test_a_safari_archive_gives_its_page() -> None:
    resource = {
        "WebResourceData": HTML.replace("noon", "één uur").encode("latin1"),
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "ISO-8859-1",
        "WebResourceURL": "https://news.example/ferry",
    }
    data = plistlib.dumps({"WebMainResource": resource}, fmt=plistlib.FMT_BINARY)
    page = page_from_bytes(data, "ferry.webarchive")
    assert (page.final_address, "één uur" in page.text) == ("https://news.example/ferry", True)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"", "is empty"),
        (b" \n\t", "holds no text"),
        (b"\xef\xbb\xbf", "holds no text"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0", "is a ZIP archive"),
        (b"ID3\x04\0\0\0\0\0\0", "is an MP3 file"),
        (bytes(range(256)) * 8, "is a binary file"),
        (b"bplist00garbage", "property list without a page"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n",
            "without an HTML page",
        ),
    ],
)
def test_what_is_no_page_is_named(data: bytes, what: str) -> None:
    with pytest.raises(FetchError, match=what) as caught:
        page_from_bytes(data, "thing")
    assert caught.value.hint


@given(
    st.binary(max_size=400), st.sampled_from(["", "text/html", "text/plain; charset=shift_jis", "image/png"])
)
def test_any_bytes_give_a_page_or_our_error(data: bytes, content_type: str) -> None:
    try:
        page = page_from_bytes(data, "source", content_type)
    except FetchError:
        return
    assert page.text.strip()
