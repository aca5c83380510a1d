"""The page in a real browser: Debian's chromium, driven by playwright. `pytest -m browser`."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.serve.browser import IN_BROWSER, time_of, wait_for_sound, wait_past
from tests.serve.conftest import Site

from briefing.publish.site import PLAIN_ASSETS
from briefing.storage import read_inbox, remove_from_inbox

pytestmark = IN_BROWSER


def test_it_plays_and_pauses(page: Any) -> None:
    page.get_by_role("button", name="Play").click()
    wait_past(page, 0.5)
    page.get_by_role("button", name="Pause").click()
    assert page.evaluate("document.querySelector('audio').paused")


def test_a_chapter_and_a_line_are_jumped_to(page: Any) -> None:
    for links in (".chapters a[data-start]", ".line .stamp"):
        link = page.locator(links).nth(1)
        start = float(re.sub(".*#t=", "", link.get_attribute("href")))
        link.click()
        page.wait_for_function("() => !document.querySelector('audio').seeking")
        wait_past(page, start)
        assert start < time_of(page) < start + 1.5
        assert page.locator(".line[aria-current]").count() == 1
        assert page.locator(".chapters [aria-current]").count() == 1


def test_skips_and_speed_and_keys(page: Any) -> None:
    page.get_by_role("button", name="Forward 30 seconds").click()
    assert time_of(page) == pytest.approx(30, abs=0.2)
    page.get_by_role("button", name="Back 15 seconds").click()
    assert time_of(page) == pytest.approx(15, abs=0.2)
    page.get_by_label("Speed").select_option("1.4")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.4
    page.locator("h1").click()
    page.keyboard.press("l")
    assert time_of(page) == pytest.approx(45, abs=0.2)


def test_the_position_and_the_speed_are_found_again(page: Any) -> None:
    page.get_by_label("Speed").select_option("1.2")
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Forward 30 seconds").click()
    wait_past(page, 31)
    page.get_by_role("button", name="Pause").click()
    left = time_of(page)
    page.reload()
    wait_for_sound(page)
    assert time_of(page) == pytest.approx(left, abs=0.3)
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.2


def test_it_plays_without_a_network_once_it_was_opened(page: Any) -> None:
    page.get_by_text("Available offline").wait_for()
    page.reload()  # now the worker answers for the page
    page.get_by_text("Available offline").wait_for()
    page.context.set_offline(True)
    page.reload()
    wait_for_sound(page)
    page.locator(".chapters a[data-start]").nth(1).click()
    begun = time_of(page)
    wait_past(page, begun + 0.5)
    page.context.set_offline(False)


@pytest.fixture
def empty_again(site: Site) -> Iterator[None]:
    """Remove the saved articles: all modules share the site, and it lists what waits."""
    yield
    for article in read_inbox(site.inbox):
        remove_from_inbox(site.inbox, article.url)


@pytest.mark.usefixtures("empty_again")
def test_an_article_is_saved_for_the_next_episode(page: Any, site: Site) -> None:
    page.get_by_label("URL of an article").fill("https://news.example/from-the-phone")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("for the next episode (").wait_for()
    assert "https://news.example/from-the-phone" in {article.url for article in read_inbox(site.inbox)}


@pytest.mark.usefixtures("empty_again")
def test_what_another_app_shares_is_saved(page: Any, site: Site) -> None:
    page.goto(f"{site.address}add.html?title=A+story&text=Read+this+https%3A%2F%2Fnews.example%2Fshared")
    page.get_by_text("for the next episode (").wait_for()
    assert "https://news.example/shared" in {article.url for article in read_inbox(site.inbox)}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs --group browser")
    page.emulate_media(color_scheme=scheme)
    page.locator(".line").nth(2).click()
    found = axe.Axe().run(page)
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found.response["violations"]] == []


def test_nothing_is_wider_than_the_screen(page: Any) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_page_weighs_less_than_100_kb_without_the_audio(page: Any) -> None:
    files = ["./", "manifest.webmanifest", "icon-192.png", "2026-11-23-monday/thumb.jpg", *PLAIN_ASSETS]
    sizes = page.evaluate(
        "files => Promise.all(files.map(async f => (await (await fetch(f)).arrayBuffer()).byteLength))", files
    )
    assert min(sizes) > 300
    assert sum(sizes) < 100_000
