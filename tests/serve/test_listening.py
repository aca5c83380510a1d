"""Listening on one page: other episodes, what was heard, the transcript, sharing, the size of the text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from tests.serve.browser import DESK, IN_BROWSER, PHONE, is_paused, time_of, visiting, wait_past
from tests.serve.conftest import Site

from briefing.publish.site import PLAIN_ASSETS
from briefing.storage import read_inbox

pytestmark = IN_BROWSER

BUDGET_BYTES = 60_000  # script and style together, not compressed
SECOND_CHAPTER = 37.5  # of Monday's episode

LAYOUT_SHIFTS = """
  window.shifts = [];
  new PerformanceObserver((list) => {
    for (const one of list.getEntries()) {
      const nodes = one.sources.map(({ node }) => node && (node.id || node.className || node.textContent));
      if (!one.hadRecentInput) shifts.push([one.value, nodes.join()]);
    }
  }).observe({ type: "layout-shift", buffered: true });
"""

# The system's dialog for sharing, which writes down what it was given
SHARE_DIALOG = "window.shared = []; navigator.share = async (data) => { shared.push(data); };"


@pytest.fixture
def phone(browser: Any, site: Site) -> Iterator[Any]:
    """The front page on a phone."""
    with visiting(browser, site.address) as opened:
        yield opened


def wait_for_title(page: Any, title: str) -> None:
    page.get_by_role("heading", level=1, name=title).wait_for()


def playing(page: Any) -> str:
    """The file that plays; '' while it is paused."""
    return str(
        page.evaluate(
            "(({ paused, src }) => (paused ? '' : src.split('?')[0].split('/').pop()))"
            "(document.querySelector('audio'))"
        )
    )


def go_to(page: Any, seconds: float) -> None:
    page.evaluate("time => { document.querySelector('audio').currentTime = time; }", seconds)
    page.wait_for_function("() => !document.querySelector('audio').seeking")


def states(page: Any) -> list[tuple[str, str]]:
    """Of each row of the list: whether it is marked as heard, and what it says of it."""
    marks = page.locator(".older .mark").all()
    return [(one.get_attribute("aria-pressed"), one.inner_text()) for one in marks]


def test_it_keeps_playing_while_another_episode_is_looked_at(phone: Any, site: Site) -> None:
    phone.get_by_role("button", name="Play").click()
    wait_past(phone, 0.3)
    phone.get_by_role("link", name="The harbour").click()
    wait_for_title(phone, "The harbour")
    assert (phone.url, phone.title()) == (
        f"{site.address}2026-11-22-harbour/index.html",
        "The harbour · Briefing",
    )
    assert (playing(phone), phone.locator(".line[aria-current]").count()) == ("monday.mp3", 0)
    before = time_of(phone)
    phone.go_back()
    wait_for_title(phone, "Monday’s briefing")
    wait_past(phone, before)
    phone.go_forward()
    wait_for_title(phone, "The harbour")
    phone.locator("#now").click()  # what plays leads back to its page
    wait_for_title(phone, "Monday’s briefing")
    assert (playing(phone), phone.locator(".line[aria-current]").count()) == ("monday.mp3", 1)
    phone.go_back()
    wait_for_title(phone, "The harbour")
    phone.get_by_role("button", name="Play this episode").click()
    phone.wait_for_function("() => document.querySelector('audio').src.includes('harbour.mp3')")
    phone.wait_for_function("() => document.querySelector('.line[aria-current]')")
    assert (playing(phone), phone.locator("#play-this").is_visible()) == ("harbour.mp3", False)


def test_without_scripts_each_episode_is_a_page_with_the_browsers_player(browser: Any, site: Site) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(site.address)
    shown = [page.locator(one).first.is_visible() for one in ("audio", ".controls", ".mark", ".actions")]
    page.get_by_role("link", name="The harbour").click()
    assert (shown, page.locator("h1").inner_text()) == ([True, False, False, False], "The harbour")
    context.close()


def test_the_next_unheard_episode_follows_and_the_list_says_what_was_heard(phone: Any) -> None:
    assert states(phone) == [("false", ""), ("false", "")]
    phone.get_by_role("button", name="Heard: The harbour").click()
    assert states(phone) == [("true", "Heard"), ("false", "")]
    go_to(phone, 59.5)
    phone.get_by_role("button", name="Play").click()
    wait_for_title(phone, "Ten trees")
    wait_past(phone, 1.2)
    assert playing(phone) == "trees.mp3"
    go_to(phone, 25)
    phone.get_by_role("button", name="Pause").click()
    phone.get_by_role("link", name="All episodes").click()
    wait_for_title(phone, "Monday’s briefing")
    assert states(phone) == [("true", "Heard"), ("false", "35 s left")]
    phone.get_by_label("Continue with the next unheard episode").uncheck()
    phone.reload()
    wait_for_title(phone, "Monday’s briefing")
    go_to(phone, 59.5)
    phone.get_by_role("button", name="Play").click()
    phone.wait_for_function("() => document.querySelector('audio').ended")
    assert (is_paused(phone), phone.locator("h1").inner_text()) == (True, "Monday’s briefing")


def test_who_sleeps_at_the_end_of_the_last_chapter_hears_no_other_episode(phone: Any) -> None:
    phone.get_by_label("Sleep timer").select_option("chapter")
    go_to(phone, 59.5)
    phone.get_by_role("button", name="Play").click()
    phone.wait_for_function("() => document.querySelector('audio').ended")
    assert phone.evaluate("document.querySelector('#sleep').value") == ""
    assert phone.locator("h1").inner_text() == "Monday’s briefing"


def test_the_list_says_day_length_and_headlines(phone: Any) -> None:
    rows = [row.inner_text().split("\n")[-3:] for row in phone.locator(".older a").all()]
    assert [[text.removesuffix(" · offline") for text in row] for row in rows] == [
        ["The harbour", "Sunday 22 November · 1\u00a0min · 1\u00a0story", "Harbour <reopens> & nobody came"],
        ["Ten trees", "Saturday 21 November · 1\u00a0min · 1\u00a0story", "Ten trees were planted"],
    ]


def test_the_bar_goes_from_story_to_story_and_tells_what_is_left_at_the_speed(page: Any) -> None:
    places = []
    for button in ("Next chapter", "Next chapter", "Previous chapter"):
        page.get_by_role("button", name=button).click()
        places.append(time_of(page))
    assert places == [SECOND_CHAPTER, SECOND_CHAPTER, 0]
    page.get_by_label("Speed").select_option("2")
    page.get_by_role("button", name="Forward 30 seconds").click()
    page.wait_for_function("() => document.querySelector('#elapsed').textContent === '0:30'")
    assert page.locator("#remaining").inner_text() == "−0:15"
    assert page.locator(".chapters .length").all_inner_texts() == ["37 s", "22 s"]


def test_a_headline_stands_in_the_transcript_once_and_is_a_line_of_it(page: Any) -> None:
    texts = page.locator("#transcript h3, #transcript .text").all_inner_texts()
    assert [text for text in texts if text.startswith("Ten trees")] == ["Ten trees were planted."]
    page.locator("#transcript h3", has_text="Ten trees").click()
    wait_past(page, SECOND_CHAPTER)
    assert page.locator(".line[aria-current] h3").count() == 1


def test_the_way_back_to_the_line_is_offered_only_after_the_reader_has_left_it(phone: Any) -> None:
    follow = phone.get_by_role("button", name="Go to the current line")
    phone.get_by_role("button", name="Play").click()
    wait_past(phone, 0.5)
    phone.evaluate("scrollBy(0, 5)")
    assert not follow.is_visible()  # the reader has not seen the line yet
    phone.locator("#now").click()
    phone.wait_for_timeout(1200)  # until the page's own scrolling is over
    assert not follow.is_visible()
    phone.evaluate("scrollTo(0, document.body.scrollHeight)")
    follow.wait_for()
    follow.click()
    phone.wait_for_function(
        "() => { const box = document.querySelector('.line[aria-current]').getBoundingClientRect();"
        " return box.top > 0 && box.bottom < innerHeight; }"
    )
    assert not follow.is_visible()


def test_an_episode_a_story_and_a_moment_are_shared(browser: Any, site: Site) -> None:
    page_url = f"{site.address}2026-11-23-monday/index.html"
    with visiting(browser, site.address, before=SHARE_DIALOG) as page:
        page.get_by_role("button", name="Share", exact=True).click()
        page.get_by_role("button", name="Share Ten trees were planted").click()
        go_to(page, 45.2)
        page.get_by_role("button", name="Share", exact=True).click()
        assert page.evaluate("shared") == [
            {"title": "Monday’s briefing", "url": page_url},
            {"title": "Ten trees were planted", "url": f"{page_url}?t=37"},
            {"title": "Monday’s briefing", "url": f"{page_url}?t=45"},
        ]
        page.goto(f"{page_url}?t=37")
        page.wait_for_function("() => document.querySelector('#elapsed').textContent === '0:37'")
        assert page.url == page_url  # so that a reload continues where it was left


def test_without_a_dialog_the_link_is_copied(browser: Any, site: Site) -> None:
    permissions = ["clipboard-read", "clipboard-write"]
    with visiting(browser, site.address, before="navigator.share = null;", permissions=permissions) as page:
        page.get_by_role("button", name="Share Ten trees were planted").click()
        page.get_by_text("The link is copied. It contains the secret address of this page.").wait_for()
        copied = f"{site.address}2026-11-23-monday/index.html?t=37"
        assert page.evaluate("navigator.clipboard.readText()") == copied


def test_a_browser_that_can_install_the_page_is_asked_by_the_button(phone: Any) -> None:
    install = phone.locator("#install")
    assert not install.is_visible()
    phone.evaluate(
        """() => {
          window.asked = 0;
          const event = new Event("beforeinstallprompt", { cancelable: true });
          event.prompt = async () => { asked += 1; };
          dispatchEvent(event);
        }"""
    )
    install.click()
    assert (phone.evaluate("asked"), install.is_visible()) == (1, False)


# Pairs of texts or controls that lie over each other, either in the player or in the page beside it
OVERLAPS = """() => {
  const texts = ".top a, .hero img, h1, .facts, .actions button, .now a, .times span, .picks select,"
    + " .buttons button, .chapters .name, .when, .chapters .share, .source, .older .name, .mark,"
    + " .save input, .save button, .hint";
  const boxes = [...document.querySelectorAll(texts)].filter((one) => one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect(), Boolean(one.closest(".player"))]);
  const found = [];
  for (const [at, [one, a, isInPlayer]] of boxes.entries()) {
    for (const [other, b, isOtherInPlayer] of boxes.slice(at + 1)) {
      if (isInPlayer !== isOtherInPlayer || one.contains(other)) continue;
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (width > 1 && height > 1) found.push([one.className || one.id, other.className || other.id]);
    }
  }
  return found;
}"""


# Words that are broken into two lines
BROKEN_WORDS = """() => [...document.querySelectorAll("h1, .brand, .title, .older small, .chapters .name")]
  .flatMap((one) => [...one.childNodes].filter(({ nodeType }) => nodeType === Node.TEXT_NODE))
  .flatMap((text) => [...text.data.matchAll(/\\S+/g)].filter((word) => {
    const range = new Range();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1;
  }).map((word) => word[0]))"""


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_text_of_200_percent_overlaps_nothing_and_is_remembered(
    browser: Any, site: Site, size: dict[str, int]
) -> None:
    with visiting(browser, site.address, viewport=size, before=LAYOUT_SHIFTS) as page:
        for _ in range(6):
            page.get_by_role("button", name="Larger text").click()
        page.get_by_text("Text size 200 %").wait_for()
        page.reload()
        page.wait_for_function("() => !document.querySelector('.controls').hidden")
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(OVERLAPS) == []
        assert page.evaluate(BROKEN_WORDS) == []
        cut = "[...document.querySelectorAll('select')].filter((one) => one.scrollWidth > one.clientWidth)"
        assert page.evaluate(f"{cut}.map((one) => one.id)") == []
        assert page.evaluate("shifts") == []
        page.get_by_role("button", name="Smaller text").click()
        assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "28px"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_moves_while_the_page_loads_and_plays(browser: Any, site: Site, size: dict[str, int]) -> None:
    with visiting(browser, site.address, viewport=size, before=LAYOUT_SHIFTS) as page:
        page.get_by_text("Available offline", exact=True).wait_for()
        page.evaluate("document.querySelector('audio').play()")
        wait_past(page, 0.5)
        assert page.evaluate("shifts") == []


def test_every_link_and_control_is_as_large_as_a_finger(browser: Any, site: Site) -> None:
    with visiting(browser, site.address) as page:
        small = page.evaluate(
            """() => [...document.querySelectorAll("a, button, select, input:not([type=checkbox])")]
              .filter((one) => one.checkVisibility({ visibilityProperty: true }))
              .filter((one) => !one.matches(".skip, .facts a"))
              .map((one) => [one.textContent, one.getBoundingClientRect()])
              .filter(([, box]) => Math.min(box.width, box.height) < 43.9).map(([text]) => text)"""
        )
        assert small == []


def test_scripts_and_style_keep_within_their_budget(phone: Any) -> None:
    later = ("saving.js", "sync.js")  # loaded after the first paint
    files = [name for name in PLAIN_ASSETS if name not in later]
    sizes = phone.evaluate(
        "files => Promise.all(files.map(async f => (await (await fetch(f)).arrayBuffer()).byteLength))", files
    )
    assert sum(sizes) <= BUDGET_BYTES


def test_what_waits_for_the_next_episode_is_listed_and_removed(phone: Any, site: Site) -> None:
    url = "https://www.news.example/quay/"
    phone.get_by_label("URL of an article").fill(url)
    phone.get_by_role("button", name="Save").click()
    phone.get_by_role("link", name="news.example/quay").wait_for()
    phone.reload()  # now the server writes the list
    phone.get_by_role("button", name="Remove news.example/quay").click()
    phone.get_by_text(re.compile(r"Removed\. \d+ articles? for the next episode\.")).wait_for()
    phone.get_by_role("link", name="news.example/quay").wait_for(state="detached")
    assert url not in {article.url for article in read_inbox(site.inbox)}
