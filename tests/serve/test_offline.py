"""The page as an app: it installs, plays what was opened without a network, and hides nothing new."""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.publish.programmes import HARBOUR, OPENING, TREES, casting
from tests.serve.browser import IN_BROWSER, TOKEN, is_paused, time_of, visiting, wait_for_sound, wait_past
from tests.serve.conftest import Site
from tests.serve.episode_folders import three_days, write_episode
from tests.serve.running_server import running_server
from tests.serve.slow_network import slow_network

from briefing.pipeline import SiteOptions, publish_site
from briefing.serve import ServeOptions

pytestmark = IN_BROWSER

# A home network's address is none of the secure ones: no worker, nothing kept
PLAIN_HTTP = """
  Object.defineProperty(window, "isSecureContext", { value: false });
  Object.defineProperty(window, "caches", { value: undefined });
"""


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Site]:
    """A site that a test may change."""
    output = three_days(tmp_path / "output", seconds=30)
    with running_server(ServeOptions(output, tmp_path / "inbox", TOKEN)) as port:
        yield Site(f"http://127.0.0.1:{port}/{TOKEN}/", output, tmp_path / "inbox")


def open_offline(page: Any) -> None:
    """Opened twice with a network, so that the worker answers for the page; then without."""
    page.get_by_text("Available offline").wait_for()
    page.reload()
    page.get_by_text("Available offline").wait_for()
    page.context.set_offline(True)
    page.reload()


def look_again(page: Any) -> None:
    """The phone is taken out of the pocket."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def tuesday(output: Path, seconds: int = 30) -> None:
    write_episode(
        output, "2026-11-24", "tuesday", casting(OPENING, HARBOUR, TREES, title="Tuesday’s briefing"), seconds
    )


def test_it_can_be_installed_and_its_icons_are_as_large_as_they_say(browser: Any, site: Site) -> None:
    with visiting(browser, site.address) as page:
        page.get_by_text("Available offline").wait_for()
        devtools = page.context.new_cdp_session(page)
        assert devtools.send("Page.getAppManifest")["errors"] == []
        hindered = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
        assert [one["errorId"] for one in hindered] in ([], ["in-incognito"])  # a test's window keeps nothing
        icons = page.evaluate(
            """async () => {
              const { icons } = await (await fetch("manifest.webmanifest")).json();
              return Promise.all(icons.map(async ({ src, sizes }) => {
                const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
                return [sizes, `${width}x${height}`];
              }));
            }"""
        )
        assert icons == [["192x192", "192x192"], ["512x512", "512x512"]]


def test_it_plays_and_seeks_without_a_network_once_it_was_opened(page: Any) -> None:
    open_offline(page)
    wait_for_sound(page)
    for start in (50, 10, 37.5):
        page.evaluate("time => { document.querySelector('audio').currentTime = time; }", start)
        page.evaluate("document.querySelector('audio').play()")
        wait_past(page, start + 0.3)
        assert start < time_of(page) < start + 3
    assert page.locator(".line[aria-current] .stamp").text_content() == "0:37"


def test_what_is_kept_is_cut_as_a_server_cuts_it(browser: Any, site: Site) -> None:
    whole = (site.output / "2026-11-23-monday" / "monday.mp3").read_bytes()
    with visiting(browser, site.address, expected=("status of 416",)) as page:
        open_offline(page)
        wait_for_sound(page)
        cuts = page.evaluate(
            """ranges => Promise.all(ranges.map(async (range) => {
              const answer = await fetch("2026-11-23-monday/monday.mp3?kept", { headers: { range } });
              const bytes = [...new Uint8Array(await answer.arrayBuffer())];
              return [answer.status, answer.headers.get("content-range"), bytes];
            }))""",
            ["bytes=0-9", "bytes=1000-1009", "bytes=-5", "bytes=999999999-"],
        )
    size = len(whole)
    assert cuts == [
        [206, f"bytes 0-9/{size}", list(whole[:10])],
        [206, f"bytes 1000-1009/{size}", list(whole[1000:1010])],
        [206, f"bytes {size - 5}-{size - 1}/{size}", list(whole[-5:])],
        [416, f"bytes */{size}", []],
    ]


def test_an_episode_that_was_never_opened_is_said_not_to_be_there(browser: Any, own: Site) -> None:
    tuesday(own.output)  # the oldest of four is none of the newest three
    with visiting(browser, own.address) as page:
        open_offline(page)
        page.locator(".older a[data-view]").last.click()
        page.get_by_text("That episode is not available offline").wait_for()
        assert page.get_by_role("heading", level=1).text_content() == "Tuesday’s briefing"
        page.context.set_offline(False)


def test_an_older_episode_that_was_opened_plays_offline(browser: Any, site: Site) -> None:
    with visiting(browser, f"{site.address}2026-11-22-harbour/index.html") as page:
        open_offline(page)
        wait_for_sound(page)
        page.get_by_role("button", name="Play").click()
        wait_past(page, 0.5)


def test_this_mornings_episode_stands_there_when_the_page_is_opened(browser: Any, own: Site) -> None:
    with visiting(browser, own.address) as page:
        open_offline(page)
        page.context.set_offline(False)
        tuesday(own.output)
        page.reload()
        assert page.get_by_role("heading", level=1).text_content() == "Tuesday’s briefing"


def test_a_page_that_stayed_open_names_this_mornings_episode(browser: Any, own: Site) -> None:
    with visiting(browser, own.address) as page:
        page.get_by_text("Available offline").wait_for()
        look_again(page)
        tuesday(own.output)
        look_again(page)
        page.get_by_role("link", name="New episode: Tuesday’s briefing").click()
        page.get_by_role("heading", level=1, name="Tuesday’s briefing").wait_for()
        wait_for_sound(page)
        look_again(page)
        assert page.get_by_role("link", name="New episode:").count() == 0


def test_over_plain_http_too_a_page_that_stayed_open_names_the_news(browser: Any, own: Site) -> None:
    with visiting(browser, own.address, before=PLAIN_HTTP) as page:
        tuesday(own.output)
        look_again(page)
        page.get_by_role("link", name="New episode: Tuesday’s briefing").wait_for()


def test_what_could_not_be_reached_plays_when_the_network_is_back(browser: Any, site: Site) -> None:
    with visiting(browser, f"{site.address}add.html", before=PLAIN_HTTP) as page:
        page.route("**/*.mp3", lambda route: route.abort())
        page.goto(site.address)
        page.get_by_text("The audio cannot be loaded. Check the network.").wait_for()
        page.unroute("**/*.mp3")
        page.get_by_role("button", name="Play").click()
        wait_past(page, 0.3)
        assert page.get_by_text("The audio cannot be loaded. Check the network.").count() == 0


def test_on_a_slow_line_the_kept_page_comes_first_and_then_the_news(browser: Any, own: Site) -> None:
    with slow_network(own.address) as line, visiting(browser, line.address) as page:
        open_offline(page)
        page.context.set_offline(False)
        tuesday(own.output)
        news = page.get_by_role("link", name="New episode: Tuesday’s briefing")
        with line.held():
            page.reload()
            assert page.get_by_role("heading", level=1).text_content() == "Monday’s briefing"
            assert not news.is_visible()
        news.wait_for()


def test_an_empty_library_names_the_first_episode(browser: Any, tmp_path: Path) -> None:
    output = tmp_path / "output"
    output.mkdir()
    with (
        running_server(ServeOptions(output, tmp_path / "inbox", TOKEN)) as port,
        visiting(browser, f"http://127.0.0.1:{port}/{TOKEN}/") as page,
    ):
        page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        tuesday(output)
        look_again(page)
        page.get_by_role("link", name="New episode: Tuesday’s briefing").wait_for()


def test_a_network_that_goes_away_under_way_is_not_heard(browser: Any, tmp_path: Path) -> None:
    output = tmp_path / "output"
    mp3 = write_episode(output, "2026-11-23", "hour", casting(OPENING, HARBOUR, TREES, title="An hour"), 3600)
    with (
        running_server(ServeOptions(output, tmp_path / "inbox", TOKEN)) as port,
        slow_network(f"http://127.0.0.1:{port}/{TOKEN}/") as line,
        visiting(browser, line.address) as page,
    ):
        page.get_by_text("Available offline").wait_for()
        assert mp3.stat().st_size > 14_000_000  # more than a browser takes in advance
        page.get_by_role("button", name="Play").click()
        wait_past(page, 0.3)
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")  # which had it all, too
        line.cut()
        page.evaluate("document.querySelector('audio').currentTime = 3000")
        wait_past(page, 3000.5)
        assert page.evaluate("document.querySelector('audio').src").endswith("?kept")
        assert time_of(page) < 3010


def test_a_phone_without_room_plays_from_the_network(browser: Any, site: Site) -> None:
    with visiting(browser, "about:blank") as page:
        devtools = page.context.new_cdp_session(page)
        origin = site.address.rsplit("/", 2)[0]
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": 120_000})
        page.goto(site.address)
        wait_for_sound(page)
        page.get_by_role("button", name="Play").click()
        wait_past(page, 1)
        assert page.get_by_text("Available offline").count() == 0
        assert (
            page.evaluate(
                "caches.open('briefing-audio').then((cache) => cache.keys()).then((keys) => keys.length)"
            )
            == 0
        )


def test_where_there_is_room_for_one_episode_the_newest_stays(browser: Any, site: Site) -> None:
    kept = (
        "caches.open('briefing-audio').then((cache) => cache.keys())"
        ".then((keys) => keys.map((one) => one.url.split('/').pop()))"
    )
    with visiting(browser, f"{site.address}2026-11-22-harbour/index.html") as page:
        page.get_by_text("Available offline").wait_for()
        devtools = page.context.new_cdp_session(page)
        used = page.evaluate("navigator.storage.estimate().then((told) => told.usage)")
        origin = site.address.rsplit("/", 2)[0]
        devtools.send("Storage.overrideQuotaForOrigin", {"origin": origin, "quotaSize": used + 200_000})
        page.goto(site.address)
        page.get_by_text("Available offline").wait_for()
        assert page.evaluate(kept) == ["monday.mp3"]


def test_a_phone_that_lets_nothing_be_remembered_still_plays(browser: Any, site: Site) -> None:
    full = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
    with visiting(browser, site.address, before=full) as page:
        page.get_by_label("Speed").select_option("2")
        page.get_by_role("button", name="Play").click()
        wait_past(page, 1)
        assert not is_paused(page)


@contextmanager
def host_of_files(folder: Path) -> Iterator[str]:
    """Any web host: files as they stand, and nothing else."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *told: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()


def test_a_newer_version_of_the_page_takes_the_olders_place(browser: Any, site: Site, tmp_path: Path) -> None:
    publish_site(site.output, tmp_path, SiteOptions("https://radio.example"))
    (tmp_path / "icon-192.png").touch()
    colour = "getComputedStyle(document.querySelector('h1')).color"
    with host_of_files(tmp_path) as address, visiting(browser, address) as page:
        page.get_by_text("Available offline").wait_for()
        page.evaluate("caches.open('briefing-shell-of-an-older-version').then(() => true)")
        worker, style = tmp_path / "sw.js", tmp_path / "app.css"
        worker.write_text(worker.read_text(encoding="utf-8") + "\n// newer\n", encoding="utf-8")
        style.write_text(
            style.read_text(encoding="utf-8") + "\nh1 { color: rgb(1, 2, 3); }\n", encoding="utf-8"
        )
        os.utime(style, (2_000_000_000, 2_000_000_000))  # this server tells times apart by whole seconds
        page.reload()
        page.wait_for_function(
            "caches.keys().then((names) => names.sort().join() === 'briefing-audio,briefing-shell')"
        )
        assert page.evaluate(colour) == "rgb(1, 2, 3)"
        page.get_by_text("Available offline").wait_for()
        page.context.set_offline(True)
        page.reload()
        wait_for_sound(page)
        assert page.evaluate(colour) == "rgb(1, 2, 3)"


def test_the_newest_three_are_kept_and_the_oldest_goes_first(browser: Any, own: Site) -> None:
    kept = (
        "caches.open('briefing-audio').then((cache) => cache.keys())"
        ".then((keys) => keys.map((one) => one.url.split('/').pop()).sort())"
    )
    tuesday(own.output)
    with visiting(browser, own.address) as page:
        page.get_by_text("On this device: 3 episodes, 0.4 MB.").wait_for()
        newest = page.evaluate(kept)
        page.goto(f"{own.address}2026-11-21-trees/index.html")  # opened, so it takes the place of the oldest
        page.get_by_text("Available offline").wait_for()
        opened = page.evaluate(kept)
    assert (newest, opened) == (
        ["harbour.mp3", "monday.mp3", "tuesday.mp3"],
        ["monday.mp3", "trees.mp3", "tuesday.mp3"],
    )
