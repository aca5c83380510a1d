"""The pages as HTML: what is told in brief, and the page for what does not exist."""

import re
from dataclasses import replace
from html import unescape

from tests.publish.programmes import HARBOUR, IN_BRIEF, OPENING, TREES, casting, master

from briefing.model import Feed, PublishedEpisode, Section
from briefing.publish import episode_from, front_page, missing_page, removed_page


def published(day: str, *sections: Section) -> PublishedEpisode:
    spoken = casting(OPENING, *sections, title=f"The news of {day}")
    episode = episode_from(spoken, master(spoken, 12_000), f"{day}T06:30:00+00:00")
    return PublishedEpisode(f"{day}-news", "news", 1000, episode)


def page_of(*episodes: PublishedEpisode) -> str:
    return front_page(Feed("Town", "Town", "en", "Town", "https://radio.example", episodes)).decode()


def texts(pattern: str, html: str) -> list[str]:
    return [unescape(re.sub(r"<[^>]+>", "", found)) for found in re.findall(pattern, html)]


def test_each_story_in_brief_has_a_heading_in_the_transcript() -> None:
    html = page_of(published("2026-11-23", HARBOUR, *IN_BRIEF))
    lines = html.partition('<div class="lines"')[2]
    assert texts(r"<h3[^>]*>(.*?)</h3>", lines) == [
        "Today",
        "Harbour <reopens> & nobody came",
        "In brief.",
        "Night buses return.",
        "A lost cat came home.",
    ]


def test_the_list_of_episodes_counts_the_stories_in_brief() -> None:
    older = (published("2026-11-22", HARBOUR, TREES, *IN_BRIEF), published("2026-11-21", TREES))
    html = page_of(published("2026-11-23", TREES), *older)
    assert texts(r"<small>(.*?)<span", html) == [
        "Sunday 22 November · 2\u00a0min · 2\u00a0stories · 2\u00a0in\u00a0brief",
        "Saturday 21 November · 37\u00a0s · 1\u00a0story",
    ]


def test_the_list_repeats_no_headline_that_the_title_names_even_by_its_beginning() -> None:
    long = "Ferries between the islands stay in the harbour all week because of the storm"
    sections = (replace(TREES, title=long), replace(HARBOUR, title="Harbour reopens"))
    spoken = casting(OPENING, *sections, title="Sunday: Ferries between the islands stay in the…")
    episode = episode_from(spoken, master(spoken, 12_000), "2026-11-22T06:30:00+00:00")
    html = page_of(published("2026-11-23", TREES), PublishedEpisode("2026-11-22-news", "news", 1000, episode))
    assert texts(r'<small class="headlines" dir="auto">(.*?)</small>', html) == ["Harbour reopens"]


def test_the_page_in_place_of_a_removed_episode_says_so_and_leads_to_the_front_page() -> None:
    html = removed_page("Town").decode()
    assert texts(r"<h1>(.*?)</h1>", html) == ["This episode was removed"]
    assert texts(r'<a class="all" href="../">(.*?)</a>', html) == ["All episodes"]
    assert '<link rel="stylesheet" href="../app.css">' in html


def test_the_page_for_what_does_not_exist_is_escaped_and_leads_to_the_front_page() -> None:
    html = missing_page("Fish & <Chips>", "/token/").decode()
    assert "<title>Not found · Fish &amp; &lt;Chips&gt;</title>" in html
    assert texts(r'<a class="all" href="/token/">(.*?)</a>', html) == ["All episodes"]
