"""The player as a listener uses it: the sleep timer, the lock screen, the keys, what it remembers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.publish.programmes import HARBOUR, IN_BRIEF, OPENING, casting
from tests.serve.browser import IN_BROWSER, TOKEN, is_paused, time_of, visiting, wait_for_sound, wait_past
from tests.serve.conftest import Site
from tests.serve.episode_folders import write_episode
from tests.serve.running_server import running_server

from briefing.serve import ServeOptions

pytestmark = IN_BROWSER

SECOND_CHAPTER = 37.5  # of Monday's episode: eight lines of seven and a half seconds
MINUTE = 60_000  # milliseconds

# The metadata and buttons of a lock screen. A browser without a window has no lock screen of its own.
LOCK_SCREEN = """
  window.lock = { buttons: {}, position: null };
  const session = navigator.mediaSession;
  session.setActionHandler = (name, act) => { lock.buttons[name] = act; };
  session.setPositionState = (state) => { lock.position = state; };
"""


@pytest.fixture
def phone(browser: Any, site: Site) -> Iterator[Any]:
    """The front page on a phone."""
    with visiting(browser, site.address, before=LOCK_SCREEN) as opened:
        yield opened


def press(page: Any, button: str, **details: float) -> None:
    """A button of the lock screen, as the system presses it."""
    page.evaluate("([name, details]) => lock.buttons[name](details)", [button, details])


def go_to(page: Any, seconds: float) -> None:
    page.evaluate("time => { document.querySelector('audio').currentTime = time; }", seconds)
    page.wait_for_function("() => !document.querySelector('audio').seeking")


def wait_for_pause(page: Any) -> None:
    page.wait_for_function("() => document.querySelector('audio').paused")


def wait_for_file(page: Any, name: str) -> None:
    """Until the player has turned to a file and knows its length."""
    page.wait_for_function("name => document.querySelector('audio').src.includes(name)", arg=name)
    wait_for_sound(page)


def shown_sleep(page: Any) -> str:
    return str(page.evaluate("document.querySelector('#sleep').selectedOptions[0].textContent"))


def volume_of(page: Any) -> float:
    return float(page.evaluate("document.querySelector('audio').volume"))


def test_a_story_in_brief_is_listed_with_its_source_and_plays_by_a_click(
    browser: Any, tmp_path: Path
) -> None:
    spoken = casting(OPENING, HARBOUR, *IN_BRIEF, title="The harbour")
    write_episode(tmp_path, "2026-11-23", "harbour", spoken, 45)  # nine lines of five seconds
    with (
        running_server(ServeOptions(tmp_path, tmp_path / "inbox", TOKEN)) as port,
        visiting(browser, f"http://127.0.0.1:{port}/{TOKEN}/") as page,
    ):
        listed = page.locator(".brief li")
        assert [" ".join(one.split()) for one in listed.all_text_contents()] == [
            "Night buses return City Transit on Night buses return",
            "A lost cat came home",
        ]
        page.get_by_role("link", name="Night buses return", exact=True).first.click()
        wait_past(page, 30.2)
        assert time_of(page) < 35
        assert page.locator(".chapters [aria-current] .name").text_content() == "In brief"
        page.keyboard.press("k")
        page.get_by_role("button", name="Previous chapter").click()
        assert time_of(page) == pytest.approx(25, abs=0.1)  # a story in brief is no chapter of its own


def test_the_sleep_timer_says_what_is_left_fades_and_pauses(phone: Any) -> None:
    phone.clock.install()
    phone.get_by_role("button", name="Play").click()
    phone.get_by_label("Sleep timer").select_option("15")
    assert shown_sleep(phone) == "15 min"
    phone.clock.fast_forward(10 * MINUTE + 500)
    assert (shown_sleep(phone), volume_of(phone), is_paused(phone)) == ("5 min", 1, False)
    phone.clock.fast_forward(5 * MINUTE - 5_000)
    assert 0.3 < volume_of(phone) < 0.7
    phone.clock.fast_forward(5_000)
    wait_for_pause(phone)
    assert (shown_sleep(phone), volume_of(phone)) == ("Sleep", 1)


def test_a_sleep_timer_that_ran_out_while_paused_stops_nothing_later(phone: Any) -> None:
    phone.clock.install()
    phone.get_by_label("Sleep timer").select_option("5")
    phone.clock.fast_forward(6 * MINUTE)
    assert shown_sleep(phone) == "Sleep"
    phone.get_by_role("button", name="Play").click()
    wait_past(phone, 0.7)
    assert not is_paused(phone)


def test_a_sleep_timer_is_switched_off(phone: Any) -> None:
    phone.clock.install()
    phone.get_by_role("button", name="Play").click()
    phone.get_by_label("Sleep timer").select_option("5")
    phone.get_by_label("Sleep timer").select_option("")
    phone.clock.fast_forward(6 * MINUTE)
    wait_past(phone, 0.7)
    assert (is_paused(phone), shown_sleep(phone)) == (False, "Sleep")


def test_sleep_at_the_end_of_the_chapter_stops_before_the_next_ones_first_word(phone: Any) -> None:
    phone.get_by_label("Sleep timer").select_option("chapter")
    go_to(phone, SECOND_CHAPTER - 1)
    phone.get_by_role("button", name="Play").click()
    wait_for_pause(phone)
    assert time_of(phone) == pytest.approx(SECOND_CHAPTER, abs=0.02)
    assert shown_sleep(phone) == "Sleep"


def test_who_goes_to_the_next_chapter_by_hand_sleeps_at_its_end(phone: Any) -> None:
    phone.get_by_label("Sleep timer").select_option("chapter")
    phone.get_by_role("button", name="Play").click()
    press(phone, "nexttrack")
    wait_past(phone, SECOND_CHAPTER + 0.5)
    assert (is_paused(phone), shown_sleep(phone)) == (False, "Chapter")


def test_the_lock_screen_shows_the_chapter_the_show_and_a_cover_of_the_size_it_says(phone: Any) -> None:
    metadata = phone.evaluate(
        "(({ title, artist, album, artwork }) => ({ title, artist, album, artwork }))"
        "(navigator.mediaSession.metadata)"
    )
    artwork = metadata.pop("artwork")
    assert metadata == {
        "title": "Harbour <reopens> & nobody came",
        "artist": "Briefing",
        "album": "Monday’s briefing",
    }
    sizes = phone.evaluate(
        """covers => Promise.all(covers.map(async ({ src }) => {
          const { width, height } = await createImageBitmap(await (await fetch(src)).blob());
          return `${width}x${height}`;
        }))""",
        artwork,
    )
    assert [cover["sizes"] for cover in artwork] == sizes
    press(phone, "nexttrack")
    assert phone.evaluate("navigator.mediaSession.metadata.title") == "Ten trees were planted"


def test_the_lock_screens_buttons_do_what_they_say(phone: Any) -> None:
    press(phone, "play")
    wait_past(phone, 0.2)
    press(phone, "pause")
    wait_for_pause(phone)
    places = []
    for button, details in (
        ("seekto", {"seekTime": 20}),
        ("seekforward", {}),
        ("seekbackward", {}),
        ("seekbackward", {"seekOffset": 10}),
        ("nexttrack", {}),
        ("previoustrack", {}),
        ("nexttrack", {}),
        ("seekforward", {"seekOffset": 5}),
        ("previoustrack", {}),
    ):
        press(phone, button, **details)
        places.append(time_of(phone))
    assert places == [20, 50, 35, 25, 37.5, 0, 37.5, 42.5, 37.5]


def test_without_chapters_the_cars_buttons_skip(browser: Any, site: Site) -> None:
    with visiting(browser, f"{site.address}2026-11-21-trees/index.html", before=LOCK_SCREEN) as page:
        press(page, "nexttrack")
        ahead = time_of(page)
        press(page, "previoustrack")
        assert (ahead, time_of(page)) == (30, 15)


def test_the_lock_screen_knows_the_position_and_the_speed(phone: Any) -> None:
    phone.get_by_label("Speed").select_option("1.5")
    go_to(phone, 30)
    phone.wait_for_function("() => lock.position.position === 30 && lock.position.playbackRate === 1.5")
    assert phone.evaluate("lock.position") == {"duration": 60, "playbackRate": 1.5, "position": 30}


def test_each_episode_remembers_its_own_position_and_all_the_speed(phone: Any, site: Site) -> None:
    go_to(phone, 40)
    phone.get_by_label("Speed").select_option("1.4")
    phone.get_by_role("link", name="The harbour").click()
    wait_for_file(phone, "harbour.mp3")
    found = [time_of(phone)]
    go_to(phone, 20)
    phone.get_by_role("link", name="All episodes").click()
    wait_for_file(phone, "monday.mp3")
    found.append(time_of(phone))
    phone.go_back()
    wait_for_file(phone, "harbour.mp3")
    found.append(time_of(phone))
    assert found == [0, 40, 20]
    assert phone.evaluate("document.querySelector('audio').playbackRate") == 1.4


def test_what_was_heard_to_the_end_begins_again(phone: Any, site: Site) -> None:
    go_to(phone, 59)
    phone.get_by_role("button", name="Play").click()
    phone.get_by_role("button", name="Heard: The harbour").wait_for(state="detached")  # it plays the next one
    phone.goto(site.address)
    wait_for_sound(phone)
    assert time_of(phone) == 0


def test_a_link_to_a_moment_starts_there(browser: Any, site: Site) -> None:
    with visiting(browser, f"{site.address}#t=30.5") as page:
        assert time_of(page) == 30.5


# Of what has the focus: its name as a screen reader says it, and whether a ring of some pixels can be seen
FOCUSED = """() => {
  const one = document.activeElement;
  if (one === document.body) return null;
  const name = one.getAttribute("aria-label") || one.labels?.[0]?.querySelector(".sr")?.textContent
    || one.labels?.[0]?.textContent || one.textContent;
  const box = one.getBoundingClientRect();
  const style = getComputedStyle(one);
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  const seen = inside && box.width > 0;
  return [name.replace(/\\s+/g, " ").trim(), ring && seen];
}"""


def test_every_control_is_reached_by_tab_in_the_order_of_reading_and_seen(page: Any) -> None:
    names: list[str] = []
    while len(names) < 100:
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None:
            break
        names.append(focused[0])
        assert focused[1], f"{focused[0]} has the focus, and nobody sees it"
    assert names == [
        "Skip to the transcript",
        "Briefing",
        "Podcast feed",
        "Share",
        "Smaller text",
        "Larger text",
        "Harbour <reopens> & nobody came",
        "Position",
        "Speed",
        "Sleep timer",
        "Previous chapter",
        "Back 15 seconds",
        "Play",
        "Forward 30 seconds",
        "Next chapter",
        "Harbour <reopens> & nobody came0:00 37 s",
        "Share Harbour <reopens> & nobody came",
        "The Example on Harbour <reopens> & nobody came",
        "Ten trees were planted0:37 22 s",
        "Share Ten trees were planted",
        *["0:00", "0:07", "0:15", "0:22", "0:30", "0:37", "0:45", "0:52"],
        "URL of an article",
        "Save",
        "Save to Briefing",
        "22NovThe harbourSunday 22 November · 1 min · 1 story · offlineHarbour <reopens> & nobody came",
        "Heard: The harbour",
        "21NovTen treesSaturday 21 November · 1 min · 1 story · offlineTen trees were planted",
        "Heard: Ten trees",
        "Continue with the next unheard episode",
    ]


def test_it_is_played_by_keys_as_other_players_are(page: Any) -> None:
    places = []
    for key in ("ArrowRight", "l", "j", "ArrowLeft", "n", "p", "p"):
        page.keyboard.press(key)
        places.append(time_of(page))
    assert places == [30, 59.9, 44.9, 29.9, 37.5, 0, 0]
    page.keyboard.press(" ")
    wait_past(page, 0.2)
    page.keyboard.press("k")
    assert is_paused(page)
    page.keyboard.press(">")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1.2
    page.keyboard.press("<")
    assert page.evaluate("document.querySelector('audio').playbackRate") == 1


def test_keys_on_a_control_are_the_controls_own(page: Any) -> None:
    page.get_by_label("Position").focus()
    page.keyboard.press("ArrowRight")
    assert time_of(page) == 30
    page.keyboard.press("Home")
    assert time_of(page) == 0
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press(" ")
    wait_past(page, 0.2)
    page.keyboard.press("Enter")
    wait_for_pause(page)
    page.get_by_label("URL of an article").focus()
    page.keyboard.type("https://news.example/jkln p")
    assert (page.get_by_label("URL of an article").input_value(), is_paused(page)) == (
        "https://news.example/jkln p",
        True,
    )


def test_a_line_is_jumped_to_by_the_enter_key(page: Any) -> None:
    page.locator(".line .stamp").nth(4).focus()
    page.keyboard.press("Enter")
    wait_past(page, 30.1)
    assert page.locator(".line[aria-current]").count() == 1


def test_the_feeds_address_is_copied_by_a_touch(browser: Any, site: Site) -> None:
    with visiting(browser, site.address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.get_by_role("link", name="Podcast feed").click()
        page.get_by_text("URL copied").wait_for()
        assert page.evaluate("navigator.clipboard.readText()") == f"{site.address}feed.xml"


def test_the_feeds_address_is_copied_over_plain_http_too(browser: Any, site: Site) -> None:
    gone = "Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined });"
    with visiting(browser, site.address, before=gone) as page:
        page.get_by_role("link", name="Podcast feed").click()
        page.get_by_text("URL copied").wait_for()
        field = page.get_by_label("URL of an article")
        field.focus()
        page.keyboard.press("Control+v")
        assert field.input_value() == f"{site.address}feed.xml"
