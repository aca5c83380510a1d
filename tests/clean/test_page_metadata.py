"""Byline, site, date, language and address from what pages declare."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.clean.story import BEFORE, BEHIND

from briefing.clean import clean_page
from briefing.clean.page_metadata import people_in
from briefing.model import Article, Page

BODY = """<article><h1>Ferry returns to the harbour</h1>{0}
<p>The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay.</p>
<p>The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay from eight.</p>
<p>The harbour master, Ida Holm, said that the new engine had been tried for three days on open water.</p>
</article>"""
ADDRESS = "https://news.example.org/harbour/ferry"


def read(head: str = "", beside_headline: str = "", address: str = ADDRESS) -> Article:
    html = f"<html><head>{head}</head><body>{BODY.format(beside_headline)}</body></html>"
    return clean_page(Page(address, address, html, "text/html"))


def linked_data(value: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


def news(**fields: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Ferry returns", **fields}


PERSON = {"@type": "Person", "name": "Ann Lee"}
PAIR = ("Ann Lee", "Bo Hart")
DESK = {"@type": "Person", "name": "News Desk"}
GRAPH = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Quay"},
        {"@type": ["Article", "NewsArticle"], "headline": "Ferry returns", "author": {"@id": "#ann"}},
        {"@type": "Person", "@id": "#ann", "name": "Ann Lee"},
    ],
}


@pytest.mark.parametrize(
    ("head", "people"),
    [
        (linked_data(news(author=PERSON)), ("Ann Lee",)),
        (linked_data([news(author=[PERSON, {"@type": "Person", "name": "Bo Hart"}])]), PAIR),
        (linked_data(news(author="By Ann Lee and Bo Hart")), PAIR),
        (linked_data(news(author={"@type": "Person", "name": ["Ann Lee", "Bo Hart"]})), PAIR),
        (linked_data(news(creator=["Ann Lee"])), ("Ann Lee",)),
        (linked_data(GRAPH), ("Ann Lee",)),
        (linked_data(news(author={"@type": "Organization", "name": "Ann Lee Films"})), ()),
        (linked_data(news(author=DESK)) + "<meta name=byl content='By Ann Lee'>", ("Ann Lee",)),
        ("<meta name='author' content='Ann Lee'>", ("Ann Lee",)),
        ("<meta name='author' content='Ann Lee'><meta name='author' content='Bo Hart'>", PAIR),
        ("<meta property='article:author' content='https://social.example.org/annlee'>", ()),
        ("<meta property='http://ogp.me/ns/article#author' content='Ann Lee'>", ("Ann Lee",)),
        ("<meta name='DC.creator' content='Lee, Ann'>", ("Ann Lee",)),
        ("<meta name='parsely-author' content='Ann Lee'>", ("Ann Lee",)),
        ("""<meta name='parsely-page' content='{"author": "Ann Lee"}'>""", ("Ann Lee",)),
        ("<meta name='parsely-page' content='{broken'>", ()),
        ("<meta name='sailthru.author' content='Ann Lee,Bo Hart'>", PAIR),
    ],
)  # fmt: skip
def test_the_byline_is_read_from_the_head(head: str, people: tuple[str, ...]) -> None:
    assert read(head).byline == people


@pytest.mark.parametrize(
    ("beside_headline", "people"),
    [
        ("<span itemprop='author' itemscope><b itemprop='name'>Ann Lee</b>, 8 stories</span>", ("Ann Lee",)),
        ("<p>By <a rel=author href=/a>Ann Lee</a> and <a rel=author href=/b>Bo Hart</a></p>", PAIR),
        ("<p>By Ann Lee and Bo Hart</p>", PAIR),
        ("<p>Von Anna Lee</p>", ("Anna Lee",)),
        ("<p>Par Anne Lee</p>", ("Anne Lee",)),
        ("<p>Por Ana Lee</p>", ("Ana Lee",)),
        ("<p>By the time she arrived, the quay was full</p>", ()),
    ],
)  # fmt: skip
def test_the_byline_is_read_beside_the_headline(beside_headline: str, people: tuple[str, ...]) -> None:
    assert read("", beside_headline).byline == people


def test_the_authors_of_other_stories_are_not_in_the_byline() -> None:
    teasers = "".join(
        f"<div><p>More <a rel='author' href='/{n}'>{n} Vale</a></p></div>" for n in ("Cy", "Di")
    )
    assert read("", f"<p>By <a rel='author' href='/ann'>Ann Lee</a></p>{teasers}").byline == ("Ann Lee",)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        (linked_data(news(datePublished="2026-11-23T06:00:00+01:00")), "2026-11-23T06:00:00+01:00"),
        ("<meta property='article:published_time' content='2026-11-23T06:00:00Z'>", "2026-11-23T06:00:00Z"),
        ("<meta itemprop='datePublished' content='2026-11-23'>", "2026-11-23"),
        ("<meta name='DC.date.issued' content='2026-11-23'>", "2026-11-23"),
        ("<meta name='parsely-pub-date' content='2026-11-23T05:00:00Z'>", "2026-11-23T05:00:00Z"),
        (
            """<meta name='parsely-page' content='{"pub_date": "2026-11-23T05:00:00Z"}'>""",
            "2026-11-23T05:00:00Z",
        ),
        (
            "<meta name='sailthru.date' content='Mon, 23 Nov 2026 06:00:00 +0100'>",
            "2026-11-23T06:00:00+01:00",
        ),
        ("<meta name='pubdate' content='November 23, 2026'>", "2026-11-23"),
        ("", ""),
    ],
)
def test_the_date_is_read_from_the_head(head: str, published: str) -> None:
    assert read(head).published == published


@pytest.mark.parametrize(
    ("beside_headline", "published"),
    [
        ("<time datetime='2026-11-23T06:00:00+01:00'>this morning</time>", "2026-11-23T06:00:00+01:00"),
        ("<time>23 November 2026</time>", "2026-11-23"),
        (
            "<time datetime='2026-11-24'></time><time itemprop='datePublished' datetime='2026-11-23'></time>",
            "2026-11-23",
        ),
        (
            "<time datetime='2026-11-24'>now</time><time pubdate datetime='2026-11-23'>then</time>",
            "2026-11-23",
        ),
    ],
)
def test_the_date_is_read_beside_the_headline(beside_headline: str, published: str) -> None:
    assert read("", beside_headline).published == published


def test_the_day_in_the_address_is_the_last_resort() -> None:
    assert read(address="https://news.example.org/2026/11/23/ferry").published == "2026-11-23"


@pytest.mark.parametrize(
    ("head", "site"),
    [
        ("<meta property='og:site_name' content='The Quay'>", "The Quay"),
        (linked_data(news(publisher={"@type": "Organization", "name": "The Quay"})), "The Quay"),
        ("<meta name='application-name' content='The Quay'>", "The Quay"),
        ("", "news.example.org"),
    ],
)
def test_the_site_has_the_name_from_its_metadata(head: str, site: str) -> None:
    assert read(head).site == site


@pytest.mark.parametrize(
    ("head", "image"),
    [
        ("<meta property='og:image' content='/ferry.jpg'>", "https://news.example.org/ferry.jpg"),
        (
            "<meta name='twitter:image' content='https://img.example.org/f.jpg'>",
            "https://img.example.org/f.jpg",
        ),
        (
            linked_data(news(image={"@type": "ImageObject", "url": "/f.jpg"})),
            "https://news.example.org/f.jpg",
        ),
        (linked_data(news(image=["/f.jpg", "/g.jpg"])), "https://news.example.org/f.jpg"),
        ("", ""),
    ],
)
def test_the_lead_image_has_an_absolute_address(head: str, image: str) -> None:
    assert read(head).image == image


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel='canonical' href='https://example.org/ferry'>", "https://example.org/ferry"),
        ("<link rel='canonical' href='/ferry'>", "https://news.example.org/ferry"),
        (
            "<link rel='canonical' href='/'><meta property='og:url' content='/ferry'>",
            "https://news.example.org/ferry",
        ),
        (
            linked_data(news(mainEntityOfPage={"@id": "https://example.org/ferry"})),
            "https://example.org/ferry",
        ),
        ("<link rel='canonical' href='http://[broken'>", ADDRESS),
        ("<link rel='canonical' href='javascript:void(0)'>", ADDRESS),
        ("", ADDRESS),
    ],
)
def test_the_address_is_the_canonical_one(head: str, url: str) -> None:
    assert read(head).url == url


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Ferry returns to the harbour | The Quay</title>", "Ferry returns to the harbour"),
        (linked_data(news(headline="Ferry <em>returns</em> to the harbour")), "Ferry returns to the harbour"),
        ("<meta property='og:title' content='Another headline altogether'>", "Ferry returns to the harbour"),
    ],
)
def test_the_headline_is_the_one_on_the_page(head: str, title: str) -> None:
    assert read(head).title == title


def test_an_h1_that_links_to_the_front_page_is_not_the_headline() -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = (
        "<title>Notes from the Quay: Ferry returns</title><h1><a href='/'>Notes from the Quay</a></h1>"
        f"<h3 class='post-title entry-title'>Ferry returns</h3><div class='post-body'>{story}</div>"
    )
    assert clean_page(Page("ferry.html", "", page, "text/html")).title == "Ferry returns"


def test_without_headings_a_part_of_the_title_that_starts_a_line_is_the_headline() -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = f"<title>The Quay - Ferry is back again</title><b>Ferry is back again</b><br>By Ann Lee{story}"
    assert clean_page(Page("ferry.html", "", page, "text/html")).title == "Ferry is back again"


@pytest.mark.parametrize(
    ("inner", "title"),
    [
        ("<span>Premium</span><span>Ferry is back again</span>", "Ferry is back again"),
        ("<span>Plus </span>Ferry is back again", "Ferry is back again"),
        ("<span>Harbour town</span><span>Ferry is back again</span>", "Ferry is back again"),
        ("Harbour town: Ferry is back again", "Harbour town: Ferry is back again"),
    ],
)
def test_a_label_or_section_in_the_h1_is_no_part_of_the_headline(inner: str, title: str) -> None:
    story = "".join(f"<p>{text}</p>" for text in (*BEFORE, *BEHIND))
    page = f"<meta property='og:title' content='Ferry is back again'><h1>{inner}</h1>{story}"
    assert clean_page(Page("ferry.html", "", page, "text/html")).title == title


def test_a_lone_surrogate_in_json_ld_does_no_harm() -> None:
    broken = '<script type="application/ld+json">{"@type":"NewsArticle","author":"Ann Lee \\ud83d"}</script>'
    assert read(broken).byline == ("Ann Lee",)


def test_the_declared_language_wins_unless_the_text_disagrees() -> None:
    html = f"<html lang='en_gb'><body>{BODY.format('')}</body></html>"
    assert clean_page(Page(ADDRESS, ADDRESS, html, "text/html")).language == "en-GB"


@pytest.mark.parametrize(
    ("claim", "people"),
    [
        ("By Ann Lee and Bo Hart", ("Ann Lee", "Bo Hart")),
        ("BY ANN LEE", ("Ann Lee",)),
        ("Ann Lee, Bo Hart & Cy Vale", ("Ann Lee", "Bo Hart", "Cy Vale")),
        ("Von Anna Lee und Bo Hart, Hafenstadt", ("Anna Lee", "Bo Hart")),
        ("Par Anne Lee et Bo Hart", ("Anne Lee", "Bo Hart")),
        ("Por Ana Lee y Bo Hart", ("Ana Lee", "Bo Hart")),
        ("José Ortega y Gasset", ("José Ortega y Gasset",)),
        ("Di Anna Lee e Bo Hart", ("Anna Lee", "Bo Hart")),
        ("Lee, Ann", ("Ann Lee",)),
        ("Ann Lee in Harbour Town", ("Ann Lee",)),
        ("Ann Lee (Harbour Town)", ("Ann Lee",)),
        ("Ann Lee, Harbour Correspondent", ("Ann Lee",)),
        ("Ann Lee | ann@example.org", ("Ann Lee",)),
        ("Dr. Ann M. O’Lee-Hart", ("Dr. Ann M. O’Lee-Hart",)),
        ("大渡 美咲", ("大渡 美咲",)),
        ("松岡大地", ("松岡大地",)),
        ("Emily Post", ("Emily Post",)),
    ],
)
def test_people_are_found_however_they_are_joined(claim: str, people: tuple[str, ...]) -> None:
    assert people_in((claim,), ("The Quay Gazette",)) == people


@pytest.mark.parametrize(
    "claim",
    [
        "News Desk", "Staff Writer", "Online-Redaktion", "dpa", "dpa/AFP", "AFP", "Associated Press", "admin",
        "Agence France-Presse", "The Quay Gazette", "Quay Gazette", "QUAY GAZETTE", "https://example.org/ann",
        "@annlee", "annlee", "Web Team", "Redacción", "La rédaction", "Guest", "", "By", "{{author}}",
        "The Harbour Tribune", "The Editorial Board",
    ],
)  # fmt: skip
def test_desks_agencies_and_publishers_are_no_people(claim: str) -> None:
    assert people_in((claim,), ("The Quay Gazette",)) == ()


def test_a_person_is_named_once() -> None:
    assert people_in(("Ann Lee", "ANN LEE", "By Ann Lee"), ()) == ("Ann Lee",)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_author_values_give_names_or_nothing(claims: list[str]) -> None:
    assert all(name.strip() for name in people_in(claims, ("Quay",)))
