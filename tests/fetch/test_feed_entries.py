"""The entries of feeds: their text, in every form that feeds have for it, and their dates."""

import json

import pytest

from briefing.fetch import feed_from_bytes, is_excerpt
from briefing.fetch.feed_entries import html_from_markdown, html_from_text, is_plausible, iso_date
from briefing.model import SourceItem

RSS = """<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:source="http://source.scripting.com/"><channel><title>Harbour</title>
<link>https://harbour.example/</link><item><title>Ferry</title>{}</item></channel></rss>"""
XHTML = "http://www.w3.org/1999/xhtml"
LINKED = "<link>/linked</link></item><item><title>Next</title>"
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour</title><id>h</id>
<entry><id>tag:harbour.example,2026:1</id><title>Ferry</title>{}</entry></feed>"""
DATES = {
    "Mon, 30 Nov 2026 07:15:00 GMT": "2026-11-30T07:15:00Z",
    "Mon, 30 Nov 2026 07:15:00 EST": "2026-11-30T12:15:00Z",
    "Mon, 30 Nov 2026 07:15:00 PDT": "2026-11-30T14:15:00Z",
    "Mon, 30 Nov 2026 09:15:00 CEST": "2026-11-30T07:15:00Z",
    "Mon, 30 Nov 2026 12:45:00 +0530": "2026-11-30T07:15:00Z",
    "Mon, 30 Nov 2026 07:15:00": "2026-11-30T07:15:00Z",
    "Fri, 30 Nov 2026 07:15:00 GMT": "2026-11-30T07:15:00Z",
    "Mo, 30. Nov 2026 07:15:00 +0000": "2026-11-30T07:15:00Z",
    "lun., 30 août 2026 07:15:00 +0200": "2026-08-30T05:15:00Z",
    "30 Nov 26 07:15 GMT": "2026-11-30T07:15:00Z",
    "30-Nov-2026 07:15:00": "2026-11-30T07:15:00Z",
    "Monday, November 30, 2026 - 07:15": "2026-11-30T07:15:00Z",
    "Sept 3, 2026 7:15 pm": "2026-09-03T19:15:00Z",
    "11/30/2026 07:15:00 PM": "2026-11-30T19:15:00Z",
    "30/11/2026 12:05 AM": "2026-11-30T00:05:00Z",
    "30.11.2026 07:15": "2026-11-30T07:15:00Z",
    "2026-11-30": "2026-11-30T00:00:00Z",
    "2026-11-30T07:15:00-08:00": "2026-11-30T15:15:00Z",
    "2026-11-30 07:15:00 UTC": "2026-11-30T07:15:00Z",
    "2026-11-30T07:15:00.123z": "2026-11-30T07:15:00Z",
    "1796022900": "2026-11-30T07:15:00Z",
    "1796022900000": "2026-11-30T07:15:00Z",
    "Thu, 01 Jan 1970 00:00:00 GMT": "",
    "31 Feb 2026": "",
    "2026-11-29T25:00:00Z": "",
    "yesterday": "",
    "": "",
    "30 Foo 2026": "",
    "99999999999999999": "",
}


def item_of(feed: str) -> SourceItem:
    [item] = feed_from_bytes(feed.encode(), "https://harbour.example/feed").items
    return item


@pytest.mark.parametrize(
    ("entry", "html"),
    [
        (
            "<description>Short.</description>"
            "<content:encoded><![CDATA[<p>Tom &amp; Ann sailed at 5 &lt; 6.</p>]]></content:encoded>",
            "<p>Tom &amp; Ann sailed at 5 &lt; 6.</p>",
        ),
        (
            "<description>&lt;p&gt;It &amp;amp; they sailed.&lt;/p&gt;</description>",
            "<p>It &amp; they sailed.</p>",
        ),
        ("<description>One line.\n\nAnother.</description>", "<p>One line.</p>\n<p>Another.</p>"),
        (
            "<description>Short.</description><source:markdown>## At *sea*\n\nThe [ferry](https://f.example/)\n"
            "sailed &amp; came.</source:markdown>",
            "<h2>At sea</h2>\n<p>The ferry sailed &amp; came.</p>",
        ),
    ],
)
def test_rss_carries_text_in_three_elements(entry: str, html: str) -> None:
    item = item_of(RSS.format(f"<guid isPermaLink='false'>1</guid>{entry}"))
    assert (item.key, item.url, item.html) == ("1", "", html)


@pytest.mark.parametrize(
    ("content", "html"),
    [
        (
            f'<content type="xhtml"><div xmlns="{XHTML}"><p>Tom &amp; Ann</p></div></content>',
            "<p>Tom &amp; Ann</p>",
        ),
        (
            f'<content type="xhtml" xmlns:h="{XHTML}"><h:div><h:p>At 5 &lt; 6</h:p></h:div></content>',
            "<p>At 5 &lt; 6</p>",
        ),
        ('<content type="html">&lt;p&gt;Tom &amp;amp; Ann&lt;/p&gt;</content>', "<p>Tom &amp; Ann</p>"),
        (
            '<content type="text">Tom &amp; Ann\n\nat 5 &lt; 6</content>',
            "<p>Tom &amp; Ann</p>\n<p>at 5 &lt; 6</p>",
        ),
        ("<summary>Tom &amp; Ann</summary>", "<p>Tom &amp; Ann</p>"),
    ],
)
def test_atom_carries_text_as_xhtml_html_or_plain_text(content: str, html: str) -> None:
    item = item_of(ATOM.format(content))
    assert (item.key, item.url, item.html) == ("tag:harbour.example,2026:1", "", html)


@pytest.mark.parametrize(
    ("entry", "url", "html"),
    [
        ({"content_html": "<p>Tom &amp; Ann</p>"}, "", "<p>Tom &amp; Ann</p>"),
        ({"content_text": "Tom & Ann\n\nsailed"}, "", "<p>Tom &amp; Ann</p>\n<p>sailed</p>"),
        (
            {"id": "https://harbour.example/1", "summary": "Sailed."},
            "https://harbour.example/1",
            "<p>Sailed.</p>",
        ),
        ({"url": "/ferry", "content_text": ""}, "https://harbour.example/ferry", ""),
    ],
)
def test_a_json_feed_carries_html_or_plain_text(entry: dict[str, str], url: str, html: str) -> None:
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "H", "items": [{"id": "1", **entry}]}
    item = item_of(json.dumps(feed))
    assert (item.url, item.html) == (url, html)


def test_an_entry_with_neither_link_nor_text_is_no_item_and_neither_is_an_episode_of_a_podcast() -> None:
    audio = "<enclosure url='https://h.example/1.mp3' type='audio/mpeg' length='1'/>"
    episode = f"<guid isPermaLink='false'>2</guid>{audio}<description>Notes.</description>"
    for entry in ("<guid>1</guid>", episode, "<link>mailto:a@b.example</link>"):
        [told] = feed_from_bytes(RSS.format(LINKED + entry).encode(), "https://harbour.example/feed").items
        assert told.url == "https://harbour.example/linked"


def test_markdown_keeps_what_is_heard() -> None:
    text = (
        "# The ferry #\nIt sailed **at noon**, from pier_two_b.\n\n- one `ticket`\n- two\n\n"
        "> It was _late_.\n> Very.\n\n![A ferry](f.jpg)"
    )
    assert html_from_markdown(text) == (
        "<h2>The ferry</h2>\n<p>It sailed at noon, from pier_two_b.</p>\n"
        "<ul><li>one ticket</li></ul>\n<ul><li>two</li></ul>\n"
        "<blockquote><p>It was late. Very.</p></blockquote>\n<p></p>"
    )


def test_plain_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    assert html_from_text("One.\r\nTwo <b>.\r\n") == "<p>One.</p>\n<p>Two &lt;b&gt;.</p>"


@pytest.mark.parametrize(
    ("html", "excerpt"),
    [
        ("<p>The ferry sailed at noon. […]</p>", True),
        ("<p>The ferry sailed [&#8230;]</p><p>The post <a>Ferry</a> appeared first on <a>H</a>.</p>", True),
        ("<p>The ferry sailed…</p>", True),
        ("<p>The ferry sailed.</p><p><a href='/f'>Continue reading <span>Ferry</span> →</a></p>", True),
        ("<p>Die Fähre fuhr.</p><p><a>Weiterlesen</a></p>", True),
        ("<p>“Well…” she said. The ferry sailed at noon.</p>", False),
        ("<p>The ferry sailed at noon.</p>", False),
    ],
)
def test_an_excerpt_is_known_by_its_end(html: str, excerpt: bool) -> None:
    assert is_excerpt(html) is excerpt


@pytest.mark.parametrize(("text", "iso"), DATES.items())
def test_a_date_is_read_in_utc(text: str, iso: str) -> None:
    assert iso_date(text) == iso


def test_a_date_far_after_the_fetch_is_not_plausible() -> None:
    now = "2026-11-30T07:15:00+00:00"
    dates = ("2026-11-30T19:00:00Z", "2026-12-02T00:00:00Z", "2999-01-01T00:00:00Z", "")
    assert [is_plausible(date, now) for date in dates] == [True, False, False, True]
    assert is_plausible("2999-01-01T00:00:00Z", "")
