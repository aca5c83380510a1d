"""Pages without an article are refused, and a page with only the beginning of its story is marked as cut."""

import json

import pytest

from briefing.clean import clean_page
from briefing.errors import NoArticleError
from briefing.model import Article, Page

LINK = '<li><a href="/{0}">The harbour story number {0} with a long headline</a></li>'
FRONT = "<main><h1>Harbour</h1><ul>" + "".join(LINK.format(i) for i in range(40)) + "</ul></main>"
TEASER = """<div class="card"><h2><a href="/{0}">Harbour story number {0}</a></h2>
<p>The harbour master said on Monday that pier {0} will open again, and that the ferry would be back.</p>
</div>"""
TEASERS = "<main><h1>News from the harbour</h1>" + "".join(TEASER.format(i) for i in range(12)) + "</main>"
LOGIN = "<h1>Welcome</h1><p>Please sign in with your password to go on reading this.</p><p>Log in now.</p>"
COOKIES = (
    "<h1>Your choice</h1><p>We use cookies to run this site, and our partners use cookies too, all day.</p>"
    "<p>Give your consent to cookies or read our policy on cookies before you enter the site.</p>"
)
VIDEO = """<meta property="og:type" content="video.other"><h1>Watch: the ferry returns</h1>
<div class="player"></div><p>The ferry came back on Monday, and our camera was on the quay.</p>"""
MENU = "<nav><ul>" + "".join(LINK.format(i) for i in range(9)) + "</ul></nav>"
LOST = (
    MENU + "<main><h1>Page not found</h1><p>Sorry, we looked on every pier. Try the search above.</p></main>"
)
LOST_IN_GERMAN = "<main><h1>Seite nicht gefunden</h1><p>Die Seite wurde verschoben oder gelöscht.</p></main>"
SHELL = (
    '<div id="root"></div><noscript>You need to enable JavaScript to run this.</noscript><script>x</script>'
)
SHELL_THAT_SAYS_SO = (
    "<div id=root><p>Please enable JavaScript in your browser to see this page and its news.</p></div>"
)
ROBOTS = (
    "<h1>Just a moment</h1><p>Checking your browser. Verify you are human by completing the action below.</p>"
)
RESULT = '<h3><a href="/{0}">Ferry number {0}</a></h3><p>The ferry {0} came back to the quay on Monday.</p>'
SEARCH = "<main><h1>Search results for “ferry”</h1>" + "".join(RESULT.format(i) for i in range(4)) + "</main>"


def clean(html: str) -> Article:
    page = f"<html><head><title>The Quay</title></head><body>{html}</body></html>"
    return clean_page(Page("page.html", "", page, "text/html"))


@pytest.mark.parametrize(
    ("html", "said"),
    [
        (FRONT, "section front|no article"),
        (TEASERS, "section front"),
        (LOGIN, "login wall"),
        (COOKIES, "cookie wall"),
        (VIDEO, "video page"),
        (LOST, "error page .'Page not found'"),
        (LOST_IN_GERMAN, "error page .'Seite nicht gefunden'"),
        (SHELL, "runs its scripts"),
        (SHELL_THAT_SAYS_SO, "runs its scripts"),
        (ROBOTS, "asks for a human"),
        (SEARCH, "search results"),
        ("", "runs its scripts"),
    ],
)
def test_a_page_without_an_article_is_refused_with_its_kind(html: str, said: str) -> None:
    with pytest.raises(NoArticleError, match=said) as refusal:
        clean(html)
    assert refusal.value.hint


STORY = """<h1>{0}</h1><p>The ferry came back on Monday after eleven weeks in dry dock, and the town stood
on the quay.</p><p>The next crossing is on Tuesday at nine in the morning, and tickets are sold there.</p>"""


@pytest.mark.parametrize(
    "headline",
    [
        "Missing boat not found after a long search",
        "Passwords stolen: what the harbour office says of its cookies",
        "Search for the missing ferry goes on",
        "Fire on pier 404 kills 500 chickens",
        "Video shows the ferry's return",
    ],
)
def test_a_short_story_about_such_things_is_an_article(headline: str) -> None:
    assert clean(f"{MENU}<article>{STORY.format(headline)}</article>").title == headline


def test_a_list_article_whose_items_are_linked_is_an_article() -> None:
    text = (
        "the herring boats of pier lay there all winter long while paint came off in strips by every spring"
    )
    items = "".join(
        f"<h2><a href='/{i}'>{i}. Pier number {i}</a></h2>"
        + "".join(f"<p>{' '.join(f'{word}{part}{i}' for word in text.split())}.</p>" for part in "abc")
        for i in range(1, 9)
    )
    article = clean(f"<article><h1>Eight piers to see this year</h1>{items}</article>")
    assert article.blocks[0].text == "1. Pier number 1"


LEDE = "The ferry came back on Monday after eleven weeks in dry dock, and the whole town stood on the quay."
SECOND = (
    "The next crossing is on Tuesday at nine in the morning, and tickets are sold at the quay from eight."
)
LONG = f"<p>{LEDE}</p>" + "".join(
    f"<p>On day {i} she carried {7 * i} guests to pier {i + 3}, sold {9 * i} buns and {i + 8} pies, and "
    f"was {i + 2} minutes late.</p>"
    for i in range(1, 50)
)
SHORT = f"<p>{LEDE}</p><p>{SECOND}</p>"


def is_cut(body: str, head: str = "") -> bool:
    html = f"<html><head>{head}</head><body><article><h1>Ferry returns</h1>{body}</article></body></html>"
    return clean_page(Page("page.html", "", html, "text/html")).cut


def access(**fields: object) -> str:
    article = {"@type": "NewsArticle", "headline": "Ferry returns", **fields}
    return f'<script type="application/ld+json">{json.dumps(article)}</script>'


LOCKED = "<meta property='article:content_tier' content='locked'>"
METERED = "<meta property='article:content_tier' content='metered'>"


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (SHORT, access(isAccessibleForFree=False)),
        (SHORT, access(isAccessibleForFree="False")),
        (LONG, access(isAccessibleForFree=False, wordCount=2400)),
        (SHORT, LOCKED),
        (f"<p>{LEDE}</p><p>The next crossing is on Tuesday at nine, and tickets are sold on the …</p>", ""),
        (f"<p>{LEDE}</p><p>The next crossing is on Tuesday at nine, and tickets are sold on the...</p>", ""),
        (f"{SHORT}<div class='box'><p>Subscribe to continue reading</p></div>", ""),
        (
            f"{SHORT}<div><h3>This article is for subscribers only</h3><p>Already a member? Log in</p></div>",
            "",
        ),
        (f"{SHORT}<div><b>Jetzt weiterlesen</b><p>Mit einem Abo für 1 Euro im Monat testen</p></div>", ""),
        (f"{SHORT}<div><p>Pour lire la suite, abonnez-vous dès 1 euro</p></div>", ""),
        (f"{SHORT}<div><p>Suscríbete para seguir leyendo</p></div>", ""),
    ],
)
def test_a_cut_story_is_marked_as_cut(body: str, head: str) -> None:
    assert is_cut(body, head)


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (SHORT, ""),
        (SHORT, access(isAccessibleForFree=True)),
        (LONG, access(isAccessibleForFree=False)),
        (SHORT, METERED + access(isAccessibleForFree=False)),
        (SHORT, access(isAccessibleForFree=False, wordCount=40)),
        (f"{LONG}<div><p>Subscribe to continue reading</p></div>", ""),
        (f"<p>{LEDE}</p><p>“I waited for eleven weeks...” said Ida Holm, and went aboard.</p>", ""),
        (f"{SHORT}<div><p>Subscribe to our newsletter</p></div>", ""),
    ],
)
def test_a_whole_story_is_not_marked_as_cut(body: str, head: str) -> None:
    assert not is_cut(body, head)


@pytest.mark.parametrize(
    ("label", "cut"), [("Plus", True), ("Premium +", True), ("Nur für Abonnenten", True), ("Harbour", False)]
)
def test_a_short_story_with_a_subscribers_label_at_its_headline_is_cut(label: str, cut: bool) -> None:
    page = f"<span>{label}</span><h1>Ferry returns to the harbour</h1><p>{LEDE}</p><p>{SECOND}</p>"
    assert clean_page(Page("ferry.html", "", page, "text/html")).cut == cut


@pytest.mark.parametrize("is_root", [False, True])
def test_a_story_before_linked_headings_is_an_article(is_root: bool) -> None:
    story = "".join(
        f"<p>The ferry came back to pier {n} on Monday, and the harbour master said that it would stay there "
        f"for the {n} weeks of the summer, as it did in the years before the storm took the roof.</p>"
        for n in range(2, 8)
    )
    canonical = '<link rel="canonical" href="https://quay.example.com/">' if is_root else ""
    related = "".join(
        f'<h3><a href="/{n}">What is pier {n} for?</a></h3><p>The answer to question {n} of the quay.</p>'
        for n in range(9)
    )
    article = clean(f"{canonical}<article><h1>The ferry is back</h1>{story}{related}</article>")
    assert [block.text[:36] for block in article.blocks[:6]] == [
        f"The ferry came back to pier {n} on Mon" for n in range(2, 8)
    ]
