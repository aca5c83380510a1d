"""What the phone saves, through the real server and command line, until a programme tells it once."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

import httpx2
import pytest
from tests.digest.newsroom import article
from tests.fetch.servers import Server, page, serving
from tests.serve.browsing import IN_BROWSER, visiting
from tests.serve.listening import TONE, Listener

MORNINGS = ("1795415400", "1795501800", "1795588200")  # 6:30 on three days of November 2026
TITLES = {name: f"The {name} was painted" for name in ("address", "page", "shared", "marked", "typed")}


@pytest.fixture
def web() -> Iterator[Server]:
    """An article a title, and nothing else."""
    with serving({f"/{name}": page(article(name, title)) for name, title in TITLES.items()}) as server:
        yield server


@pytest.fixture
def listener(tmp_path: Path) -> Listener:
    networks = '["127.0.0.0/8"]'
    return Listener(tmp_path, {"BRIEFING_CAST": TONE, "BRIEFING_FETCH_ALLOW_NETWORKS": networks})


def digest(listener: Listener, morning: int) -> tuple[int, str]:
    """The programme of a morning."""
    listener.more["SOURCE_DATE_EPOCH"] = MORNINGS[morning]
    return listener.briefing("digest", "--title", f"Morning {morning}")


def saved(answer: httpx2.Response) -> tuple[int, str]:
    told = answer.json()
    return answer.status_code, told.get("say") or told["error"]


def test_an_address_and_a_page_are_told_the_next_morning_and_never_again(
    listener: Listener, web: Server
) -> None:
    with listener.serving() as phone:
        inlet = f"{phone}articles"
        behind_a_door = "https://paper.example/behind-a-door"
        sent = [
            saved(httpx2.post(inlet, json={"url": web.at("/address")})),
            saved(
                httpx2.post(
                    inlet,
                    params={"url": behind_a_door},
                    content=article("page", TITLES["page"]),
                    headers={"content-type": "text/html"},
                )
            ),
            saved(httpx2.post(inlet, json={"url": web.at("/address")})),
        ]
        assert sent == [
            (202, "Saved. One article waits for tomorrow."),
            (202, "Saved. 2 articles wait for tomorrow."),
            (202, "Already saved. 2 articles wait for tomorrow."),
        ]
        assert digest(listener, 0) == (0, "")
        assert [sorted(titles) for titles in listener.told()] == [[TITLES["address"], TITLES["page"]]]
        assert TITLES["page"] in httpx2.get(phone).text
        told = "Told already, in “Morning 0”. It comes again only if it has changed."
        assert saved(httpx2.post(inlet, json={"url": web.at("/address")})) == (202, told)
        assert digest(listener, 1) == (4, "")
        assert len(listener.told()) == 1


def test_what_cannot_be_saved_is_refused_in_plain_words(listener: Listener) -> None:
    listener.more["BRIEFING_SERVE_ARTICLES_A_MINUTE"] = "4"
    with listener.serving() as phone:
        inlet = f"{phone}articles"
        large = {"url": "https://n.example/", "html": "x" * 5_000_000}
        assert [
            saved(httpx2.post(inlet, json=body))
            for body in ({"url": "http://10.0.0.1/router"}, {"url": "tomorrow"}, large, *[{"url": "no"}] * 2)
        ] == [
            (422, "That address is a private network, which is not fetched from."),
            (422, "That is not an address of a page."),
            (413, "The page is too large."),
            (422, "That is not an address of a page."),
            (429, "Too many articles in a minute. Try again in a little while."),
        ]


def test_what_turns_out_to_be_no_article_is_named_in_the_programme(listener: Listener, web: Server) -> None:
    with listener.serving() as phone:
        for path in ("/address", "/gone"):
            httpx2.post(f"{phone}articles", json={"url": web.at(path)})
        code, told = digest(listener, 0)
        assert code == 3
        assert web.at("/gone") in told
        assert listener.told() == [[TITLES["address"]]]
        assert web.at("/gone") in httpx2.get(phone).text


class TestInABrowser:
    """The three ways of a browser."""

    pytestmark = IN_BROWSER

    def test_what_is_shared_marked_and_typed_is_told(
        self, browser: Any, listener: Listener, web: Server
    ) -> None:
        with listener.serving() as phone:
            no_icon = ("status of 404",)  # of the pages that are saved
            with visiting(browser, phone, expected=no_icon) as app:
                self.share(app, phone, web.at("/shared"))
                app.goto(phone)
                self.use_bookmarklet(app, web.at("/marked"))
                app.goto(f"{phone}add.html")
                app.get_by_label("Address of an article").fill(web.at("/typed"))
                app.get_by_label("Address of an article").press("Enter")
                app.get_by_text("Saved. 3 articles wait for tomorrow.").wait_for()
            assert digest(listener, 0) == (0, "")
            with visiting(browser, phone) as app:
                chapters = app.locator(".chapters li:has(.source) .name").all_text_contents()
            assert sorted(chapters) == sorted(TITLES[name] for name in ("shared", "marked", "typed"))
            assert digest(listener, 1) == (4, "")

    def share(self, app: Any, phone: str, address: str) -> None:
        """As Android's share sheet does by the manifest: many apps give the address as text."""
        target = json.loads(httpx2.get(f"{phone}manifest.webmanifest").text)["share_target"]
        names = target["params"]
        given = urlencode({names["title"]: "A story", names["text"]: f"Read this: {address}"})
        app.goto(f"{phone}{target['action']}?{given}")
        app.get_by_text("Saved. One article waits for tomorrow.").wait_for()

    def use_bookmarklet(self, app: Any, address: str) -> None:
        """As a bookmark of it runs on any page."""
        code = app.locator("#bookmarklet").get_attribute("href")
        app.goto(address)
        with app.expect_popup() as opened:
            app.evaluate(unquote(code.removeprefix("javascript:")))
        opened.value.get_by_text("Saved. 2 articles wait for tomorrow.").wait_for()
        opened.value.close()

    def test_a_refusal_is_read_on_the_page(self, browser: Any, listener: Listener) -> None:
        refused = ("status of 422",)
        with listener.serving() as phone, visiting(browser, phone, expected=refused) as app:
            for address, sentence in (
                ("http://192.168.1.1/", "That address is a private network, which is not fetched from."),
                (f"https://n.example/{'a' * 5000}", "That is not an address of a page."),
            ):
                app.get_by_label("Address of an article").fill(address)
                app.get_by_role("button", name="Save").click()
                app.get_by_text(sentence).wait_for()

    def test_without_a_network_an_address_waits_on_the_phone_and_is_sent_later(
        self, browser: Any, listener: Listener
    ) -> None:
        with listener.serving() as phone, visiting(browser, phone) as app:
            app.evaluate("navigator.serviceWorker.ready.then(() => true)")
            app.reload()
            app.context.set_offline(True)
            app.goto(f"{phone}add.html?url=https%3A%2F%2Fn.example%2Fin-a-tunnel")
            app.get_by_text("Not saved yet: there is no network. The address waits on this phone").wait_for()
            app.context.set_offline(False)
            app.get_by_text("Saved. One article waits for tomorrow.").wait_for()
            app.reload()
            app.get_by_text("Already saved. One article waits for tomorrow.").wait_for()
