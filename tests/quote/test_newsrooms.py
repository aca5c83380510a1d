"""Articles in four languages in the manner of newsrooms, and how many quotations are right.

The articles in newsrooms/ are ours, people and places invented; each was annotated before the program read
it, and rules were mended against all of them. Those in held_back/ come from another writer and were never
read, those in independent/ from the same writer and were read. The floors are what was reached, rounded down.
"""

import runpy
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from briefing.quote import ALL_RULE_GROUPS

HERE = Path(__file__).parent
BENCHMARK = runpy.run_path(str(HERE.parents[1] / "benchmarks" / "quotes.py"))
FLOORS = {
    ("en", 0): {"attribution": 0.89, "spans": 0.97, "scare voiced": 0},
    ("en", 1): {"attribution": 0.94, "spans": 0.98, "scare voiced": 1},
    ("de", 0): {"attribution": 0.98, "spans": 0.99, "scare voiced": 0},
    ("de", 1): {"attribution": 0.97, "spans": 0.99, "scare voiced": 0},
    ("fr", 0): {"attribution": 0.97, "spans": 0.99, "scare voiced": 1},
    ("fr", 1): {"attribution": 0.92, "spans": 0.98, "scare voiced": 5},
    ("es", 0): {"attribution": 0.95, "spans": 0.98, "scare voiced": 0},
    ("es", 1): {"attribution": 0.94, "spans": 0.98, "scare voiced": 4},
}
HELD_BACK = {  # by language: the number of articles, and the floors
    "en": (18, {"attribution": 0.87, "spans": 0.97, "scare voiced": 0}),
    "de": (10, {"attribution": 0.88, "spans": 0.94, "scare voiced": 1}),
    "fr": (10, {"attribution": 0.76, "spans": 0.94, "scare voiced": 0}),
    "es": (10, {"attribution": 0.84, "spans": 0.90, "scare voiced": 3}),
}


def half(language: str, number: int) -> list[dict[str, Any]]:
    articles = BENCHMARK["articles_from_file"](HERE / "newsrooms" / f"{language}.txt")
    return [article for article in articles if BENCHMARK["half_of"](article) == number]


def reached(articles: Iterable[dict[str, Any]], floors: dict[str, float]) -> dict[str, bool]:
    count: Counter[str] = Counter()
    for article in articles:
        count += BENCHMARK["score"](article, ALL_RULE_GROUPS)
    return {
        "attribution": count["right"] / count["named"] >= floors["attribution"],
        "spans": 2 * count["found"] / (count["direct"] + count["voiced"]) >= floors["spans"],
        "scare voiced": count["scare voiced"] <= floors["scare voiced"],
    }


@pytest.mark.parametrize(("language", "number"), FLOORS)
def test_a_newsrooms_articles_keep_their_speakers(language: str, number: int) -> None:
    found = reached(half(language, number), FLOORS[language, number])
    assert found == dict.fromkeys(found, True)


@pytest.mark.parametrize("language", HELD_BACK)
def test_articles_that_were_never_read_keep_their_speakers(language: str) -> None:
    number, floors = HELD_BACK[language]
    articles = BENCHMARK["articles_from_file"](HERE / "newsrooms" / "held_back" / f"{language}.txt")
    found = reached(articles, floors)
    assert (len(articles), found) == (number, dict.fromkeys(found, True))


@pytest.mark.parametrize(("language", "number"), [("en", 30), ("de", 46), ("fr", 67), ("es", 67)])
def test_there_are_articles_with_four_quotations_or_more(language: str, number: int) -> None:
    articles = BENCHMARK["articles_from_file"](HERE / "newsrooms" / f"{language}.txt")
    quotations = [sum(quote["kind"] == "direct" for quote in article["quotes"]) for article in articles]
    assert (len(articles), min(quotations) >= 4) == (number, True)


@pytest.mark.parametrize(
    ("language", "floors"),
    [
        ("de", {"attribution": 0.80, "spans": 0.94, "scare voiced": 0}),
        ("fr", {"attribution": 0.78, "spans": 0.95, "scare voiced": 1}),
        ("es", {"attribution": 0.73, "spans": 0.91, "scare voiced": 2}),
    ],
)
def test_articles_of_another_author_keep_their_speakers(language: str, floors: dict[str, float]) -> None:
    articles = BENCHMARK["articles_from_file"](HERE / "newsrooms" / "independent" / f"{language}.txt")
    found = reached(articles, floors)
    assert (len(articles), found) == (10, dict.fromkeys(found, True))
