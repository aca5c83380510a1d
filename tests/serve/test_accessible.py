"""The pages for everyone: axe-core, the tree that a screen reader reads, large text, forced colours, calm."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.publish.programmes import HARBOUR, IN_BRIEF, OPENING, casting
from tests.serve.browser import DESK, IN_BROWSER, PHONE, TOKEN, visiting
from tests.serve.conftest import Site
from tests.serve.episode_folders import write_episode
from tests.serve.running_server import running_server

from briefing.serve import ServeOptions

pytestmark = IN_BROWSER

TREES = Path(__file__).parent / "trees"
PATHS = {"front": "", "episode": "2026-11-22-harbour/index.html", "add": "add.html"}
SIZES = {"phone": PHONE, "desk": DESK}

# 200 % of zoom is a screen of half as many CSS pixels
LARGE = {"phone": {"width": 188, "height": 406}, "desk": {"width": 640, "height": 400}}


@pytest.fixture(scope="module")
def pages(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The address of each kind of page; an empty library and stories in brief have servers of their own."""
    empty, short = tmp_path_factory.mktemp("empty"), tmp_path_factory.mktemp("brief")
    write_episode(short, "2026-11-23", "brief", casting(OPENING, HARBOUR, *IN_BRIEF, title="In brief"), 30)
    with (
        running_server(ServeOptions(empty, empty / "inbox", TOKEN)) as port,
        running_server(ServeOptions(short, empty / "inbox", TOKEN)) as other,
    ):
        named = {name: f"{site.address}{path}" for name, path in PATHS.items()}
        yield named | {
            "empty": f"http://127.0.0.1:{port}/{TOKEN}/",
            "brief": f"http://127.0.0.1:{other}/{TOKEN}/",
        }


def violations(page: Any, *without: str) -> list[tuple[str, list[str]]]:
    """What axe-core finds, but by the rules `without`."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="needs --group browser")
    rules = {name: {"enabled": False} for name in without}
    found = axe.Axe().run(page, options={"rules": rules}).response["violations"]
    return [(one["id"], [node["html"] for node in one["nodes"]]) for one in found]


def show_everything(page: Any) -> None:
    """A line that is spoken, the news, and an answer that is a refusal."""
    if page.locator(".line").count():
        page.locator(".line .stamp").nth(2).click()
        page.keyboard.press("k")
    page.evaluate(
        """() => {
          const news = document.getElementById("new-episode");
          if (news) { news.querySelector("b").textContent = "Tuesday’s briefing"; news.hidden = false; }
          const saved = document.getElementById("saved");
          if (saved) { saved.textContent = "That is not an address of a page."; saved.className = "failed"; }
        }"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", [*PATHS, "empty", "brief"])
def test_axe_finds_nothing(browser: Any, pages: dict[str, str], name: str, size: str, scheme: str) -> None:
    with visiting(browser, pages[name], viewport=SIZES[size], color_scheme=scheme) as page:
        show_everything(page)
        assert violations(page) == []


def test_a_page_that_does_not_exist_leads_back_to_the_episodes(browser: Any, site: Site) -> None:
    gone = f"{site.address}2026-01-01-gone/index.html"
    with visiting(browser, gone, expected=("status of 404",), color_scheme="dark") as page:
        assert page.get_by_role("heading").all_text_contents() == ["This page does not exist"]
        assert violations(page) == []
        page.get_by_role("link", name="All episodes").click()
        page.get_by_role("heading", name="Monday’s briefing").wait_for()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_forced_colours_either(browser: Any, pages: dict[str, str], scheme: str) -> None:
    with visiting(browser, pages["front"], color_scheme=scheme, forced_colors="active") as page:
        show_everything(page)
        assert (
            violations(page, "color-contrast") == []
        )  # the colours are the user's; axe sees those of the page
        ring = "getComputedStyle(document.querySelector('.line[aria-current]')).outlineStyle"
        assert page.evaluate(ring) == "solid"  # no colour tells which line is spoken


@pytest.mark.parametrize("size", LARGE)
@pytest.mark.parametrize("name", [*PATHS, "empty", "brief"])
def test_at_twice_the_size_everything_is_there_and_nothing_is_cut(
    browser: Any, pages: dict[str, str], name: str, size: str
) -> None:
    with visiting(browser, pages[name], viewport=LARGE[size], device_scale_factor=2) as page:
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for control in page.locator("button:visible, select:visible, input:visible").all():
            control.scroll_into_view_if_needed()
            control.click(trial=True)  # it is not below something else
            box = control.bounding_box()
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= LARGE[size]["width"]


@pytest.mark.parametrize("size", SIZES)
def test_what_is_touched_is_as_large_as_a_finger(browser: Any, pages: dict[str, str], size: str) -> None:
    with visiting(browser, pages["front"], viewport=SIZES[size]) as page:
        boxes = [one.bounding_box() for one in page.locator("button:visible, select:visible").all()]
        assert [box for box in boxes if min(box["width"], box["height"]) < 44] == []


def test_who_wants_it_calm_sees_no_movement(browser: Any, pages: dict[str, str]) -> None:
    jump = """() => {
      document.querySelectorAll(".stamp")[7].click();
      scrollTo(0, 0);
      document.getElementById("follow").click();
      return scrollY;
    }"""
    places = []
    for preference in ("reduce", "no-preference"):
        with visiting(browser, pages["front"], reduced_motion=preference) as page:
            places.append(page.evaluate(jump))
            transition = "getComputedStyle(document.getElementById('play')).transitionDuration"
            assert page.evaluate(transition) == ("0s" if preference == "reduce" else "0.12s")
    assert places[0] > 100  # there at once
    assert places[1] < places[0]  # still on its way


@pytest.mark.parametrize("name", [*PATHS, "empty", "brief"])
def test_a_screen_reader_reads_roles_names_and_what_is_told(
    browser: Any, pages: dict[str, str], name: str
) -> None:
    expect = pytest.importorskip("playwright.sync_api", reason="needs --group browser").expect

    with visiting(browser, pages[name], viewport=DESK) as page:
        if name in ("front", "episode"):
            page.get_by_text("Available offline").wait_for()
        expect(page.locator("body")).to_match_aria_snapshot((TREES / f"{name}.yaml").read_text("utf-8"))


def test_play_says_what_it_will_do_and_the_position_is_said_in_words(
    browser: Any, pages: dict[str, str]
) -> None:
    with visiting(browser, pages["front"]) as page:
        page.evaluate("document.querySelector('audio').currentTime = 45")
        page.wait_for_function("() => document.getElementById('position').value === '45'")
        said = page.get_by_label("Position").get_attribute("aria-valuetext")
        assert said == "0 minutes 45 seconds of 1 minutes 0 seconds"
        page.get_by_role("button", name="Play").click()
        page.get_by_role("button", name="Pause").wait_for()
