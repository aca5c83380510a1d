"""Pages whose story is in JSON-LD, in the state of a framework, or in noscript."""

import json
from typing import Any

import pytest

from briefing.clean import clean_page
from briefing.errors import NoArticleError
from briefing.model import Article, Page

STORY = (
    "The lighthouse at Garrow Point was switched on again on Monday, four years after a storm put it out.",
    "Its lamp was built by two brothers from the village, who found plans of 1887 in a drawer at school.",
    "“We had no idea it would be so bright,” said Mara Tolland, the older of them, after the first night.",
    "Fishermen had asked for the light since three boats ran onto the reef within one month.",
    "The county pays for the electricity, and the school for a keeper, who also shows the tower to visitors.",
    "A second lamp, for the harbour wall on the other side of the bay, will be ready by the end of spring.",
)
HEADLINE = "Garrow Point has its light again"
HTML = "".join(f"<p>{text}</p>" for text in STORY)
BLOCKS = [{"type": "paragraph", "text": text} for text in STORY]
PORTABLE = [
    {
        "_type": "block",
        "style": "normal",
        "children": [{"_type": "span", "text": text[:20]}, {"text": text[20:]}],
    }
    for text in STORY
]
CONTENTFUL = {
    "nodeType": "document",
    "content": [
        {"nodeType": "paragraph", "content": [{"nodeType": "text", "value": text, "marks": []}]}
        for text in STORY
    ],
}
OTHER = "The council met to speak of the budget for the coming year and did not agree about the roads. " * 20


def page_with(script: str = "", shown: str = "<div id='root'></div>", head: str = "") -> Page:
    return Page(
        "https://garrow.example/light",
        "https://garrow.example/light",
        f"<!doctype html><html lang='en'><head><title>{HEADLINE} - Garrow News</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/sea'>Sea</a></nav>{shown}{script}"
        "<footer>© Garrow News</footer></body></html>",
        "text/html",
    )


def texts(article: Article) -> tuple[str, ...]:
    return tuple(block.text for block in article.blocks)


def json_ld(**fields: Any) -> str:
    found = {"@type": "NewsArticle", "headline": HEADLINE, "datePublished": "2026-11-23", **fields}
    return f'<script type="application/ld+json">{json.dumps(found)}</script>'


def graph(*objects: dict[str, Any]) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@graph": objects})}</script>'


def assigned(code: str) -> str:
    return f"<script>window.__STATE__ = {code};</script>"


def state(value: Any) -> str:
    return f'<script id="__NEXT_DATA__" type="application/json">{json.dumps(value)}</script>'


def pushed(stream: str) -> str:
    half = len(stream) // 2
    calls = "".join(
        f"self.__next_f.push([1,{json.dumps(part)}])\n" for part in (stream[:half], stream[half:])
    )
    return f"<script>self.__next_f=self.__next_f||[];</script><script>{calls}</script>"


def element(tag: str, children: Any) -> list[Any]:
    return ["$", tag, None, {"children": children}]


NUXT_TABLE = [{"data": 1}, {"story": 2}, {"headline": 3, "body": 4}, HEADLINE, HTML]
TEXT_ROW = f"2:T{len(HTML.encode()):x},{HTML}"
PROPERTIES = ["$", "$L4", None, {"post": {"title": HEADLINE, "body": HTML}}]
TREE = element("article", [element("h1", HEADLINE), *(element("p", text) for text in STORY)])
IN_SCRIPTS = {
    "JSON-LD with line breaks": json_ld(articleBody="\n\n".join(STORY)),
    "JSON-LD with HTML": json_ld(articleBody=HTML),
    "JSON-LD with escaped HTML": json_ld(articleBody=HTML.replace("<", "&lt;").replace(">", "&gt;")),
    "JSON-LD in a graph": graph({"@type": "WebPage"}, {"@type": ["Article"], "articleBody": HTML}),
    "Next.js with HTML": state(
        {"props": {"pageProps": {"post": {"title": HEADLINE, "content": {"html": HTML}}}}}
    ),
    "Next.js with blocks": state({"props": {"story": {"headline": HEADLINE, "blocks": BLOCKS}}}),
    "Next.js with paragraphs": state({"props": {"story": {"headline": HEADLINE, "paragraphs": list(STORY)}}}),
    "Portable Text": state({"post": {"title": HEADLINE, "body": PORTABLE}}),
    "Contentful": state({"fields": {"title": HEADLINE, "text": CONTENTFUL}}),
    "JSON in a string": state({"cache": json.dumps({"headline": HEADLINE, "body": HTML})}),
    "beside another story": state(
        [{"headline": "Roads divide the council", "body": OTHER}, {"headline": HEADLINE, "body": HTML}]
    ),
    "a variable": assigned(json.dumps({"a": None, "story": HTML})),
    "a variable with undefined": assigned(f'{{"a":undefined,"story":{json.dumps(HTML)}}}'),
    "JSON.parse": assigned(f"JSON.parse({json.dumps(json.dumps({'story': HTML}))})"),
    "Nuxt 2": assigned(f"(function(a,b){{return {{data:[{{body:a,n:b}}]}}}}({json.dumps(HTML)},1))"),
    "Nuxt 3": f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(NUXT_TABLE)}</script>',
    "stream with properties": pushed(f"1:{json.dumps(PROPERTIES)}\n"),
    "stream with elements": pushed(f"1:{json.dumps(TREE)}\n"),
    "stream with a row of text": pushed(
        f'1:["$","$L4",null,{{"title":"{HEADLINE}","html":"$2"}}]\n{TEXT_ROW}'
    ),
    "noscript": f"<noscript>{HTML}</noscript>",
}


@pytest.mark.parametrize("script", IN_SCRIPTS.values(), ids=IN_SCRIPTS)
def test_a_story_that_no_visible_element_holds_is_read_whole(script: str) -> None:
    article = clean_page(page_with(script))
    assert (texts(article), article.title, article.cut) == (STORY, HEADLINE, False)


@pytest.mark.parametrize("script", IN_SCRIPTS.values(), ids=IN_SCRIPTS)
def test_the_beginning_of_a_story_is_not_told_as_the_whole(script: str) -> None:
    shown = f"<article><h1>{HEADLINE}</h1><p>{STORY[0]}</p><p>Loading…</p></article>"
    assert texts(clean_page(page_with(script, shown))) == STORY


def test_a_story_that_is_visible_stays_as_it_is() -> None:
    shown = f"<article><h1>{HEADLINE}</h1>{HTML}</article>"
    body = "\n".join((*STORY, "Sign up for the letter from the coast.", "Read it each week."))
    assert texts(clean_page(page_with(json_ld(articleBody=body), shown))) == STORY


def test_paragraphs_that_run_together_are_parted_between_sentences() -> None:
    article = clean_page(page_with(json_ld(articleBody="".join(STORY))))
    assert " ".join(texts(article)) == " ".join(STORY)
    assert [len(text.split()) for text in texts(article)] == [59, 57]


@pytest.mark.parametrize("end", ["…", " ..."])
def test_a_body_that_is_cut_is_said_to_be_cut(end: str) -> None:
    half = [*STORY[:4], STORY[4][:60]]
    assert clean_page(page_with(json_ld(articleBody="\n".join(half) + end))).cut
    assert clean_page(page_with(json_ld(articleBody="\n".join(half)))).cut


def test_the_metadata_of_the_page_count_for_a_hidden_story() -> None:
    head = '<meta name="author" content="Ida Marsh"><meta property="og:site_name" content="Garrow News">'
    article = clean_page(page_with(IN_SCRIPTS["Next.js with HTML"], head=head))
    assert (article.byline, article.site, article.url) == (
        ("Ida Marsh",),
        "Garrow News",
        "https://garrow.example/light",
    )


@pytest.mark.parametrize(
    "script",
    [
        json_ld(articleBody="\n".join(STORY), isAccessibleForFree=False),
        json_ld(isAccessibleForFree="False") + state({"headline": HEADLINE, "body": HTML}),
        state({"headline": "Roads divide the council", "body": OTHER}),
        state({"consent": {"text": OTHER}, "related": [{"body": OTHER}]}),
        state(
            {
                "text": "We use cookies. Accept all cookies, or manage cookies, and read the cookie policy. "
                * 9
            }
        ),
        state({"messages": {str(number): f"Button {number}" for number in range(200)}}),
        "<noscript>You need to enable JavaScript to run this app, and to read it.</noscript>",
    ],
)
def test_what_is_not_free_or_another_text_is_not_read(script: str) -> None:
    with pytest.raises(NoArticleError):
        clean_page(page_with(script))
