"""POST /articles: what is stored for the next episode, what is rejected, and the sentence for the user."""

import gzip
import json
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.serve.episode_folders import three_days

from briefing.serve import ServeOptions, build_app
from briefing.storage import InboxArticle, read_inbox

TOKEN = "s3cret-word-of-22-chars"  # noqa: S105  # a test's


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return three_days(tmp_path_factory.mktemp("output"), seconds=2)


def client(output: Path, inbox: Path, **more: object) -> TestClient:
    options = ServeOptions(output, inbox, TOKEN, **more)  # type: ignore[arg-type]  # whatever the options hold
    return TestClient(build_app(options), base_url="http://phone.example:8765", follow_redirects=False)


@pytest.mark.parametrize(
    ("content", "kind", "article"),
    [
        (b'{"url":"https://n.example/a"}', "application/json", InboxArticle("https://n.example/a")),
        (
            b'{"url":"https://n.example/a","html":"<p>x"}',
            "application/json",
            InboxArticle("https://n.example/a", "<p>x"),
        ),
        (
            b"url=https%3A%2F%2Fn.example%2Fb",
            "application/x-www-form-urlencoded",
            InboxArticle("https://n.example/b"),
        ),
        (b"https://n.example/c\n", "text/plain", InboxArticle("https://n.example/c")),
    ],
)
def test_an_article_is_stored_for_the_next_episode(
    output: Path, tmp_path: Path, content: bytes, kind: str, article: InboxArticle
) -> None:
    answer = client(output, tmp_path).post(
        f"/{TOKEN}/articles", content=content, headers={"content-type": kind}
    )
    said = "Saved for the next episode (1 article)."
    assert (answer.status_code, answer.json()) == (202, {"saved": article.url, "waiting": 1, "say": said})
    assert read_inbox(tmp_path) == (article,)


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"url":"file:///etc/passwd"}', "application/json", 422),
        (b'{"url":"https://a.example/\\r\\nX: y"}', "application/json", 422),
        (b'{"url":7}', "application/json", 422),
        (b"https://[::1/a", "text/plain", 422),
        (b"https://a.example:port/", "text/plain", 422),
        (b"https://:80/", "text/plain", 422),
        (b"[]", "application/json", 400),
        (b"{", "application/json", 400),
        (b"hello", "text/plain", 422),
        (b"https://a.example/" + b"a" * 5000, "text/plain", 422),
        (b"x" * 3000, "application/json", 413),
        (b"[" * 100_000, "application/json", 400),
        (b'{"url":' * 50_000, "application/json", 400),
        (b'{"url":' + b"9" * 9000 + b"}", "application/json", 400),
        ("&".join(f"a{at}=1" for at in range(99)).encode(), "application/x-www-form-urlencoded", 400),
        (b"<a href='https://n.example/'>", "text/xml", 422),
        ('{"url":"https://n.example/"}'.encode("utf-16"), "application/json", 400),
        (b'{"url":"https://n.example/\\ud800"}', "application/json", 422),
        (gzip.compress(b"https://n.example/", mtime=0), "text/plain", 422),
    ],
)
def test_a_body_without_a_web_url_is_rejected(
    output: Path, tmp_path: Path, content: bytes, kind: str, status: int
) -> None:
    limit = 2000 if status == 413 else 5_000_000
    ask = client(output, tmp_path, largest_article_bytes=limit)
    answer = ask.post(f"/{TOKEN}/articles", content=content, headers={"content-type": kind})
    assert answer.status_code == status
    assert json.loads(answer.content)["error"]
    assert read_inbox(tmp_path) == ()


def test_the_answer_says_what_happens_with_the_article(output: Path, tmp_path: Path) -> None:
    included = "https://news.example/harbour?a=1&b=ü"  # a chapter of two episodes; the newest is named
    addresses = ("https://n.example/a", "https://n.example/b", "https://n.example/a", included)
    ask = client(output, tmp_path)
    assert [ask.post(f"/{TOKEN}/articles", json={"url": url}).json()["say"] for url in addresses] == [
        "Saved for the next episode (1 article).",
        "Saved for the next episode (2 articles).",
        "Already saved for the next episode (2 articles).",
        "Already in the episode “Monday’s briefing”. It is included again only if it has changed.",
    ]


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://127.0.0.1:8000/x", "this machine itself"),
        ("http://localhost/x", "this machine itself"),
        ("http://2130706433/", "this machine itself"),
        ("http://192.168.1.7/router", "a private network"),
        ("http://[fd00::1]/", "a private network"),
        ("http://169.254.169.254/latest", "a link-local or metadata network"),
    ],
)
def test_a_private_address_is_rejected_at_once(
    output: Path, tmp_path: Path, address: str, reason: str
) -> None:
    answer = client(output, tmp_path).post(f"/{TOKEN}/articles", json={"url": address})
    said = {"error": f"This URL cannot be fetched: its address is {reason}."}
    assert (answer.status_code, answer.json()) == (422, said)
    assert read_inbox(tmp_path) == ()


def test_a_private_page_sent_as_html_and_an_allowed_network_are_accepted(
    output: Path, tmp_path: Path
) -> None:
    page = {"url": "http://192.168.1.7/minutes", "html": "<p>Minutes"}
    assert client(output, tmp_path).post(f"/{TOKEN}/articles", json=page).status_code == 202
    home = client(output, tmp_path, allow_networks=("192.168.0.0/16",))
    assert home.post(f"/{TOKEN}/articles", json={"url": "http://192.168.1.8/"}).status_code == 202


def test_a_form_without_scripts_gets_a_redirect_or_a_sentence(output: Path, tmp_path: Path) -> None:
    ask = client(output, tmp_path)
    headers = {"accept": "text/html,*/*"}
    saved = ask.post(f"/{TOKEN}/articles", data={"url": "https://n.example/a"}, headers=headers)
    refused = ask.post(f"/{TOKEN}/articles", data={"url": "tomorrow"}, headers=headers)
    assert (saved.status_code, saved.headers["location"]) == (303, f"/{TOKEN}/")
    assert (refused.status_code, refused.text) == (
        422,
        "Enter the URL of an article, such as https://news.example/story.",
    )


def test_the_number_of_articles_per_minute_is_limited(output: Path, tmp_path: Path) -> None:
    ask = client(output, tmp_path, articles_a_minute=2)
    codes = [
        ask.post(f"/{TOKEN}/articles", json={"url": f"https://n.example/{n}"}).status_code for n in range(3)
    ]
    assert codes == [202, 202, 429]


def test_what_waits_is_listed_with_title_or_address_and_removed(output: Path, tmp_path: Path) -> None:
    ask = client(output, tmp_path)
    page = {"url": "https://paper.example/a", "html": "<head><title>Quay &amp;\n tram</title></head>"}
    for body in ({"url": "https://www.n.example/story/?id=1"}, page):
        ask.post(f"/{TOKEN}/articles", json=body)
    listed = ask.get(f"/{TOKEN}/articles")
    assert (listed.headers["cache-control"], listed.json()) == (
        "no-store",
        {
            "articles": [
                {"url": "https://www.n.example/story/?id=1", "name": "n.example/story"},
                {"url": "https://paper.example/a", "name": "Quay & tram"},
            ]
        },
    )
    assert "Quay &amp; tram</a>" in ask.get(f"/{TOKEN}/").text
    removed = [ask.post(f"/{TOKEN}/articles/remove", json={"url": page["url"]}) for _ in range(2)]
    assert [(answer.status_code, answer.json()) for answer in removed] == [
        (
            200,
            {"removed": page["url"], "waiting": 1, "say": "Removed. 1 article for the next episode."},
        ),
        (404, {"error": "This article does not wait for the next episode."}),
    ]
    assert "Quay &amp; tram</a>" not in ask.get(f"/{TOKEN}/").text


def test_without_scripts_the_button_removes_an_article_and_leads_back(output: Path, tmp_path: Path) -> None:
    ask, url = client(output, tmp_path), "https://n.example/a"
    ask.post(f"/{TOKEN}/articles", json={"url": url})
    headers = {"accept": "text/html,*/*"}
    answer = ask.post(f"/{TOKEN}/articles/remove", data={"url": url}, headers=headers)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/{TOKEN}/")
    assert read_inbox(tmp_path) == ()


def test_nothing_is_listed_or_removed_without_the_token(output: Path, tmp_path: Path) -> None:
    ask, url = client(output, tmp_path), "https://n.example/a"
    ask.post(f"/{TOKEN}/articles", json={"url": url})
    answers = [ask.get("/wrong/articles"), ask.post("/wrong/articles/remove", json={"url": url})]
    assert [(answer.status_code, answer.content) for answer in answers] == [(404, b"")] * 2
    assert read_inbox(tmp_path) == (InboxArticle(url),)
