"""Whose text of a story is told: the source's own, or the page's."""

import pytest
from tests.digest.newsroom import sentences
from tests.digest.town import Town
from tests.fetch.servers import Answer, page

from briefing.digest import plan_digest
from briefing.model import TextPolicy
from briefing.storage import Source

NEEDS_SCRIPTS = page(b"<html><head><title>App</title></head><body><div id='root'></div></body></html>")
WALL = page(
    b"<html><head><title>Before you go on</title></head><body><main><h1>Before you go on</h1><p>We and our "
    b"many partners keep and read information on your device, such as identifiers, for the purposes that "
    b"are told below, if you agree to them.</p><p>You may change your mind at any time by coming back to "
    b"this page and pressing the button at its lower end, for this site only.</p><p>Some of our partners do "
    b"not ask for your consent and rely upon their legitimate interest instead.</p></main></body></html>"
)


def paragraphs(seed: str, number: int) -> list[str]:
    """Paragraphs of three sentences, about 50 words each."""
    said = sentences(seed, 3 * number)
    return [" ".join(said[at : at + 3]) for at in range(0, 3 * number, 3)]


def html_of(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def feed(*entries: str) -> Answer:
    items = "".join(entries)
    return page(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Harbour</title>{items}</channel></rss>".encode(),
        "application/rss+xml",
    )


def entry(name: str, html: str, link: bool = True) -> str:
    url = f"<link>/{name}</link>" if link else f"<guid isPermaLink='false'>{name}</guid>"
    content = f"<content:encoded><![CDATA[{html}]]></content:encoded>" if html else ""
    return f"<item><title>Story {name}</title>{url}{content}</item>"


def article_page(texts: list[str]) -> Answer:
    return page(
        f"<html lang='en'><head><title>Story</title></head><body><article><h1>Story</h1>{html_of(texts)}"
        "</article></body></html>".encode()
    )


def plan(town: Town, text: TextPolicy = "auto") -> list[tuple[str, int]]:
    """The own texts and pages of a morning: whose text each story has, and how many paragraphs."""
    with town.library() as library:
        library.add_source(Source(town.news.server.at("/feed"), "feed", text=text))
    with town.context() as context:
        choices = plan_digest(context, town.run()).choices
    return [(one.text, len(one.candidate.article.blocks)) for one in choices if one.candidate]


def requests(town: Town) -> list[str]:
    return [path for path, _ in town.news.server.seen if path not in ("/feed", "/robots.txt")]


@pytest.mark.parametrize(
    ("there", "told"),
    [
        (lambda handler: handler.send(b"no", 403), [("feed", 6)]),
        (lambda handler: handler.send(b"no", 429), [("feed", 6)]),
        (lambda handler: handler.send(b"no", 404), [("feed", 6)]),
        (NEEDS_SCRIPTS, [("feed", 6)]),
        (WALL, [("feed", 6)]),
        (article_page(paragraphs("a", 2)), [("feed", 6)]),
        (article_page(paragraphs("a", 6)), [("page", 6)]),
        (article_page(paragraphs("a", 9)), [("page", 9)]),
    ],
    ids=["403", "429", "404", "scripts", "wall", "less", "as much", "more"],
)
def test_the_text_with_more_of_the_story_is_told(
    there: Answer, told: list[tuple[str, int]], town: Town
) -> None:
    town.news.server.routes |= {"/feed": feed(entry("a", html_of(paragraphs("a", 6)))), "/a": there}
    assert plan(town) == told


def test_an_excerpt_does_not_replace_a_page_that_cannot_be_had(town: Town) -> None:
    teaser = html_of(paragraphs("a", 1)[:1])[:120] + " […]</p>"
    town.news.server.routes["/feed"] = feed(entry("a", teaser))
    assert plan(town) == []


def test_a_long_text_that_ends_with_a_call_to_read_on_is_said_to_be_cut(town: Town) -> None:
    html = html_of(paragraphs("a", 4)) + "<p><a href='/a'>Continue reading</a></p>"
    town.news.server.routes["/feed"] = feed(entry("a", html))
    with town.library() as library:
        library.add_source(Source(town.news.server.at("/feed"), "feed"))
    with town.context() as context:
        [choice] = plan_digest(context, town.run()).choices
    assert choice.candidate is not None
    assert (choice.candidate.article.cut, len(choice.candidate.article.blocks)) == (True, 4)
    assert "text of the source, since" in choice.why
    assert "/a answers 404" in choice.why


def test_entries_without_a_link_are_told_and_are_stories_of_their_own(town: Town) -> None:
    entries = [entry(name, html_of(paragraphs(name, 3)), link=False) for name in "ab"]
    town.news.server.routes["/feed"] = feed(*entries)
    assert plan(town) == [("feed", 3), ("feed", 3)]


def test_a_source_whose_texts_are_whole_is_asked_for_no_more_pages(town: Town) -> None:
    whole = {name: paragraphs(name, 6) for name in "abc"}
    town.news.server.routes |= {f"/{name}": article_page(texts) for name, texts in whole.items()}
    town.news.server.routes["/feed"] = feed(*(entry(name, html_of(whole[name])) for name in "ab"))
    assert plan(town) == [("page", 6), ("page", 6)]
    assert sorted(requests(town)) == ["/a", "/b"]
    town.news.server.seen.clear()
    town.news.server.routes["/feed"] = feed(entry("c", html_of(whole["c"])))
    assert sorted(plan(town)) == [("feed", 6)] * 3
    assert requests(town) == []


def test_a_source_whose_texts_were_shorter_is_compared_again(town: Town) -> None:
    town.news.server.routes |= {
        "/feed": feed(*(entry(name, html_of(paragraphs(name, 4))) for name in "ab")),
        "/a": article_page(paragraphs("a", 8)),
        "/b": article_page(paragraphs("b", 4)),
    }
    for _ in range(2):
        town.news.server.seen.clear()
        assert sorted(plan(town)) == [("page", 4), ("page", 8)]
        assert sorted(requests(town)) == ["/a", "/b"]


def test_the_user_can_choose_the_text_of_a_source(town: Town) -> None:
    town.news.server.routes |= {
        "/feed": feed(entry("a", html_of(paragraphs("a", 3)))),
        "/a": article_page(paragraphs("a", 8)),
    }
    assert plan(town, "feed") == [("feed", 3)]
    assert requests(town) == []
    town.news.server.routes["/a"] = article_page(paragraphs("a", 1))
    assert plan(town, "page") == [("page", 1)]


@pytest.mark.parametrize("carried", [0, 1])
def test_a_page_without_byline_and_date_has_those_of_its_entry(town: Town, carried: int) -> None:
    texts = paragraphs("a", 4)
    facts = (
        "<author>m@harbour.example (Maria Okafor)</author><pubDate>Sun, 22 Nov 2026 06:00:00 GMT</pubDate>"
    )
    town.news.server.routes["/feed"] = feed(
        entry("a", html_of(texts[:carried])).replace("</item>", f"{facts}</item>")
    )
    town.news.server.routes["/a"] = article_page(texts)
    with town.library() as library:
        library.add_source(Source(town.news.server.at("/feed"), "feed"))
    with town.context() as context:
        [choice] = plan_digest(context, town.run()).choices
    assert choice.candidate is not None
    article = choice.candidate.article
    assert (choice.text, article.byline, article.published) == (
        "page", ("Maria Okafor",), "2026-11-22T06:00:00Z",
    )  # fmt: skip
