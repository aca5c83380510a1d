"""Stories that go on with told ones: 30 pairs that were written before the rules, and pairs written after."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from tests.digest.town import Town

from briefing.digest import make_digest
from briefing.digest.storylines import goes_on, traces_from
from briefing.model import Article, Paragraph
from briefing.settings import ScriptSection

FOLDER = Path(__file__).parent / "storylines"


@dataclass(frozen=True)
class Pair:
    """Two stories."""

    language: str
    name: str
    goes_on: bool
    earlier: Article
    later: Article

    @property
    def is_found(self) -> bool:
        return goes_on(traces_from(self.later), traces_from(self.earlier), {})


def story(one: dict[str, Any], language: str) -> Article:
    return Article("", one["title"], (), "", "", language, "", tuple(map(Paragraph, one["text"])), ())


def pairs(suffix: str = "") -> list[Pair]:
    return [
        Pair(
            language,
            one["name"],
            one["goes_on"],
            story(one["earlier"], language),
            story(one["later"], language),
        )
        for language in ("en", "de", "fr", "es")
        if (file := FOLDER / f"{language}{suffix}.toml").exists()
        for one in tomllib.loads(file.read_text(encoding="utf-8"))["pair"]
    ]


def test_the_pairs_are_thirty_and_half_of_them_go_on() -> None:
    assert [one.goes_on for one in pairs()].count(True) == 15
    assert len(pairs()) == 30


@pytest.mark.parametrize("suffix", ["", "-unseen", "-hard"])
def test_no_story_is_said_to_go_on_that_does_not(suffix: str) -> None:
    assert [one.name for one in pairs(suffix) if one.is_found and not one.goes_on] == []


def test_six_of_fifteen_storylines_are_recognised() -> None:
    assert [(one.language, one.name) for one in pairs() if one.is_found] == [
        ("en", "a bridge is closed and opened again"),
        ("en", "a trial opens and ends with a verdict"),
        ("en", "a ship runs aground and is pulled free"),
        ("fr", "un ours est signalé et capturé"),
        ("es", "una mina se inunda y los mineros salen"),
        ("es", "un retablo desaparece y vuelve"),
    ]


def test_a_word_that_many_told_stories_have_proves_nothing() -> None:
    bridge = pairs()[0]
    later, earlier = traces_from(bridge.later), traces_from(bridge.earlier)
    assert not goes_on(later, earlier, dict.fromkeys(("bridge", "swing", "crack", "engine"), 5))


def test_two_reports_with_a_score_are_two_matches() -> None:
    bridge = pairs()[0]
    earlier, later = (
        traces_from(
            Article("", one.title, (), "", "", "en", "", (*one.blocks, Paragraph("It ended 3-1.")), ())
        )
        for one in (bridge.earlier, bridge.later)
    )
    assert not goes_on(later, earlier, {})


def page_of(article: Article) -> bytes:
    body = "".join(f"<p>{block.text}</p>" for block in article.blocks)
    return (
        f"<!doctype html><html lang='en'><head><title>{article.title}</title></head><body>"
        f"<article><h1>{article.title}</h1>{body}</article></body></html>"
    ).encode()


@pytest.mark.parametrize("is_on", [True, False])
def test_a_digest_says_when_it_reported_the_story_before(town: Town, is_on: bool) -> None:
    town.subscribe("paper")
    bridge = pairs()[0]
    town.news.publish("paper", "/a", bridge.earlier.title, page_of(bridge.earlier))
    town.digest()
    town.news.day = 4
    town.news.publish("paper", "/b", bridge.later.title, page_of(bridge.later))
    run = town.run()
    settings = run.settings.model_copy(update={"script": ScriptSection(storylines=is_on)})
    with town.context() as context:
        made = make_digest(context, type(run)(run.now, settings)).made
    assert made is not None
    said = [line.text for line in made.episode.transcript if line.text.startswith("As reported")]
    wanted = "As reported on Monday: Kellmouth swing bridge closed after crack is found."
    assert said == ([wanted] if is_on else [])
