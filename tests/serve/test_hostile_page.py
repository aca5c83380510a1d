"""An episode whose every word was written by an enemy, and one that is longer than any."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.publish.programmes import casting, narration, quote
from tests.serve.browser import DESK, IN_BROWSER, PHONE, TOKEN, is_paused, visiting, wait_past
from tests.serve.episode_folders import write_episode
from tests.serve.running_server import running_server

from briefing.model import Section, Speaker
from briefing.serve import ServeOptions

pytestmark = IN_BROWSER

HOSTILE = (
    "</script><script>window.broken = 1</script>",
    "<img src=x onerror='window.broken = 1'>",
    "\"'><svg onload=window.broken=1>",
    "{{ 7 * 7 }} {% raw %} ${broken} `broken`",
    "</title></head><body onload=window.broken=1>",
    "\u202edesrever \u2066 never closed",
    "--><!-- ]]> &lt;b&gt; &#x3c;",
    "javascript:window.broken=1",
)


def served(output: Path) -> Any:
    return running_server(ServeOptions(output, output / "inbox", TOKEN))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Two episodes whose titles, speakers, roles, sources, addresses and words are all hostile."""
    output = tmp_path_factory.mktemp("hostile")
    sections = tuple(
        Section(
            text,
            (narration(text), quote(text, Speaker(f"speaker-{at}", text, text, "unknown", ""))),
            url=f"https://news.example/{text}" if at % 2 else text,
            source=text,
        )
        for at, text in enumerate(HOSTILE)
    )
    for day, title in enumerate(HOSTILE, start=1):
        write_episode(output, f"2026-11-{day:02}", f"day-{day}", casting(*sections, title=title), 32)
    with served(output) as port:
        yield f"http://127.0.0.1:{port}/{TOKEN}/"


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_hostile_words_are_words(browser: Any, hostile: str, size: dict[str, int]) -> None:
    with visiting(browser, hostile, viewport=size) as page:
        chapters = page.locator(".chapters .name").all_text_contents()
        lines = page.locator(".line .text").all_text_contents()
        assert (chapters, lines) == (list(HOSTILE), [text for text in HOSTILE for _ in range(2)])
        assert page.locator("h1").text_content() == HOSTILE[-1]
        links = page.locator("a").evaluate_all("all => all.map((one) => one.protocol)")
        assert set(links) == {"http:", "https:", "javascript:"}
        assert page.locator("a[href^='javascript:']").evaluate_all("all => all.map((one) => one.id)") == [
            "bookmarklet"
        ]
        for at in range(len(HOSTILE)):
            page.locator(".line .stamp").nth(2 * at + 1).click()
        wait_past(page, 30.1)
        assert page.evaluate("'broken' in window") is False
        assert page.locator("script, img, svg[onload]").count() == 3  # the page's own scripts and picture
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_every_hostile_title_is_a_page_of_its_own(browser: Any, hostile: str) -> None:
    with visiting(browser, hostile) as page:
        pages = page.locator(".older a").evaluate_all("all => all.map((one) => one.href)")
        assert len(pages) == len(HOSTILE) - 1
        for address in pages[:3]:
            page.goto(address)
            assert page.locator("h1").text_content() in HOSTILE
            assert page.evaluate("'broken' in window") is False


def test_a_letter_that_turns_the_line_turns_nothing_beside_it(browser: Any, hostile: str) -> None:
    with visiting(browser, f"{hostile}2026-11-06-day-6/index.html", viewport=DESK) as page:
        row = page.locator(".chapters li").nth(5)
        name, mark = (row.locator(one).bounding_box() for one in (".name", ".time"))
        assert row.locator(".time").inner_text() == "0:20"
        assert name["x"] + name["width"] <= mark["x"]


def processor_seconds(page: Any) -> float:
    """The CPU time of the page's process, which does not grow while other programs run."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    metrics = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    return float(metrics["ProcessTime"])


def test_ten_thousand_lines_are_there_soon_and_follow_the_voice(browser: Any, tmp_path: Path) -> None:
    speaker = Speaker("anna", "Anna Berg", "mayor", "female", "")
    said = tuple(
        quote(f"Line {at} of a very long debate about the harbour.", speaker)
        if at % 3
        else narration(f"And line {at} tells who came and who went.")
        for at in range(10_000)
    )
    write_episode(tmp_path, "2026-11-23", "long", casting(Section("A debate", said), title="A debate"), 600)
    with served(tmp_path) as port, visiting(browser, f"http://127.0.0.1:{port}/{TOKEN}/") as page:
        assert page.locator(".line").count() == 10_000
        began = processor_seconds(page)
        page.reload()
        page.wait_for_function("() => !document.querySelector('.controls').hidden")
        page.evaluate("document.querySelectorAll('.stamp')[5000].click()")
        wait_past(page, 300.3)
        assert not is_paused(page)
        assert processor_seconds(page) - began < 10
        assert page.locator(".line[aria-current]").count() == 1
        busy = page.evaluate(
            """async () => {
              const audio = document.querySelector("audio");
              const began = performance.now();
              for (let at = 0; at < 100; at += 1) audio.dispatchEvent(new Event("timeupdate"));
              return (performance.now() - began) / 100;
            }"""
        )
        assert busy < 20  # milliseconds, four times a second
