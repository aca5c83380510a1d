"""Articles from the phone, through the real server and commands: saved, and included in one episode only."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import httpx2
import pytest
from tests.digest.newsroom import article
from tests.fetch.servers import Server, page, serving
from tests.serve.browser import IN_BROWSER, visiting
from tests.serve.user import TONE, User

MORNINGS = ("1795415400", "1795501800", "1795588200")  # 6:30 on three days of November 2026
TITLES = {name: f"The {name} was painted" for name in ("address", "page", "shared", "marked", "typed")}


@pytest.fixture
def web() -> Iterator[Server]:
    """An article a title, and nothing else."""
    with serving({f"/{name}": page(article(name, title)) for name, title in TITLES.items()}) as server:
        yield server


@pytest.fixture
def user(tmp_path: Path) -> User:
    networks = '["127.0.0.0/8"]'
    return User(tmp_path, {"BRIEFING_CAST": TONE, "BRIEFING_FETCH_ALLOW_NETWORKS": networks})


def digest(user: User, morning: int) -> tuple[int, str]:
    """The programme of a morning."""
    user.more["SOURCE_DATE_EPOCH"] = MORNINGS[morning]
    return user.briefing("digest", "--title", f"Morning {morning}")


def saved(answer: httpx2.Response) -> tuple[int, str]:
    result = answer.json()
    return answer.status_code, result.get("say") or result["error"]


def test_an_address_and_a_page_are_in_the_next_episode_only(user: User, web: Server) -> None:
    with user.serving() as phone:
        endpoint = f"{phone}articles"
        behind_a_door = "https://paper.example/behind-a-door"
        sent = [
            saved(httpx2.post(endpoint, json={"url": web.at("/address")})),
            saved(
                httpx2.post(
                    endpoint,
                    params={"url": behind_a_door},
                    content=article("page", TITLES["page"]),
                    headers={"content-type": "text/html"},
                )
            ),
            saved(httpx2.post(endpoint, json={"url": web.at("/address")})),
        ]
        assert sent == [
            (202, "Saved for the next episode (1 article)."),
            (202, "Saved for the next episode (2 articles)."),
            (202, "Already saved for the next episode (2 articles)."),
        ]
        assert digest(user, 0) == (0, "")
        assert [sorted(titles) for titles in user.chapters()] == [[TITLES["address"], TITLES["page"]]]
        assert TITLES["page"] in httpx2.get(phone).text
        code, said = saved(httpx2.post(endpoint, json={"url": web.at("/address")}))
        # the address was saved again, after the page
        named = "Already in the episode “…: The page was painted and The address was painted”."
        assert (code, re.sub("“.*?:", "“…:", said)) == (
            202,
            f"{named} It is included again only if it has changed.",
        )
        assert digest(user, 1) == (4, "")
        assert len(user.chapters()) == 1


def test_a_rejection_is_one_sentence(user: User) -> None:
    user.more["BRIEFING_SERVE_ARTICLES_A_MINUTE"] = "4"
    with user.serving() as phone:
        endpoint = f"{phone}articles"
        large = {"url": "https://n.example/", "html": "x" * 5_000_000}
        assert [
            saved(httpx2.post(endpoint, json=body))
            for body in ({"url": "http://10.0.0.1/router"}, {"url": "tomorrow"}, large, *[{"url": "no"}] * 2)
        ] == [
            (422, "This URL cannot be fetched: its address is a private network."),
            (422, "Enter the URL of an article, such as https://news.example/story."),
            (413, "The page is larger than 5 MB."),
            (422, "Enter the URL of an article, such as https://news.example/story."),
            (429, "Too many articles. Try again in a minute."),
        ]


def test_a_page_that_cannot_be_read_is_named_in_the_episode(user: User, web: Server) -> None:
    with user.serving() as phone:
        for path in ("/address", "/gone"):
            httpx2.post(f"{phone}articles", json={"url": web.at(path)})
        code, said = digest(user, 0)
        assert code == 3
        assert web.at("/gone") in said
        assert user.chapters() == [[TITLES["address"]]]
        assert web.at("/gone") in httpx2.get(phone).text


class TestInABrowser:
    """The three ways of a browser."""

    pytestmark = IN_BROWSER

    def test_shared_bookmarked_and_typed_urls_are_in_the_next_episode(
        self, browser: Any, user: User, web: Server
    ) -> None:
        with user.serving() as phone:
            no_icon = ("status of 404",)  # of the pages that are saved
            with visiting(browser, phone, expected=no_icon) as app:
                self.share(app, phone, web.at("/shared"))
                app.goto(phone)
                self.use_bookmarklet(app, web.at("/marked"))
                app.goto(f"{phone}add.html")
                app.get_by_label("URL of an article").fill(web.at("/typed"))
                app.get_by_label("URL of an article").press("Enter")
                app.get_by_text("Saved for the next episode (3 articles).").wait_for()
            assert digest(user, 0) == (0, "")
            with visiting(browser, phone) as app:
                chapters = app.locator(".chapters li:has(.source) .name").all_text_contents()
            assert sorted(chapters) == sorted(TITLES[name] for name in ("shared", "marked", "typed"))
            assert digest(user, 1) == (4, "")

    def share(self, app: Any, phone: str, address: str) -> None:
        """As Android's share sheet does by the manifest: many apps give the address as text."""
        target = json.loads(httpx2.get(f"{phone}manifest.webmanifest").text)["share_target"]
        names = target["params"]
        given = urlencode({names["title"]: "A story", names["text"]: f"Read this: {address}"})
        app.goto(f"{phone}{target['action']}?{given}")
        app.get_by_text("Saved for the next episode (1 article).").wait_for()

    def use_bookmarklet(self, app: Any, address: str) -> None:
        """As a bookmark of it runs on any page."""
        code = app.locator("#bookmarklet").get_attribute("href")
        app.goto(address)
        with app.expect_popup() as opened:
            app.evaluate(unquote(code.removeprefix("javascript:")))
        opened.value.get_by_text("Saved for the next episode (2 articles).").wait_for()
        opened.value.close()

    def test_a_rejection_is_shown_on_the_page(self, browser: Any, user: User) -> None:
        refused = ("status of 422",)
        with user.serving() as phone, visiting(browser, phone, expected=refused) as app:
            for address, sentence in (
                ("http://192.168.1.1/", "This URL cannot be fetched: its address is a private network."),
                (
                    f"https://n.example/{'a' * 5000}",
                    "Enter the URL of an article, such as https://news.example/story.",
                ),
            ):
                app.get_by_label("URL of an article").fill(address)
                app.get_by_role("button", name="Save").click()
                app.get_by_text(sentence).wait_for()

    def test_without_a_network_the_url_is_stored_and_sent_later(self, browser: Any, user: User) -> None:
        with user.serving() as phone, visiting(browser, phone) as app:
            app.evaluate("navigator.serviceWorker.ready.then(() => true)")
            app.reload()
            app.context.set_offline(True)
            app.goto(f"{phone}add.html?url=https%3A%2F%2Fn.example%2Fin-a-tunnel")
            app.get_by_text("No network. 1 URL is stored on this device").wait_for()
            app.context.set_offline(False)
            app.get_by_text("Saved for the next episode (1 article).").wait_for()
            app.reload()
            app.get_by_text("Already saved for the next episode (1 article).").wait_for()
