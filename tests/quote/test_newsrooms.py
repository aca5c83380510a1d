"""French and Spanish articles in the manner of five newsrooms each, and how many quotations are right.

The articles in newsrooms/ are ours, people and places invented; each was annotated before it was read by the
program. Rules were mended against half 0 of each language only (`half_of`). The floors are what was reached,
rounded down.
"""

import runpy
from collections import Counter
from pathlib import Path

import pytest

from briefing.quote import ALL_RULE_GROUPS

HERE = Path(__file__).parent
BENCHMARK = runpy.run_path(str(HERE.parents[1] / "benchmarks" / "quotes.py"))
FLOORS = {
    ("fr", 0): {"attribution": 0.97, "spans": 0.99, "scare voiced": 0},
    ("fr", 1): {"attribution": 0.80, "spans": 0.97, "scare voiced": 5},
    ("es", 0): {"attribution": 0.98, "spans": 0.99, "scare voiced": 0},
    ("es", 1): {"attribution": 0.89, "spans": 0.97, "scare voiced": 4},
}


def figures(language: str, half: int) -> Counter[str]:
    articles = BENCHMARK["articles_from_file"](HERE / "newsrooms" / f"{language}.txt")
    total: Counter[str] = Counter()
    for article in articles:
        if BENCHMARK["half_of"](article) == half:
            total += BENCHMARK["score"](article, ALL_RULE_GROUPS)
    return total


@pytest.mark.parametrize(("language", "half"), FLOORS)
def test_a_newsrooms_articles_keep_their_speakers(language: str, half: int) -> None:
    count = figures(language, half)
    floors = FLOORS[language, half]
    reached = {
        "attribution": count["right"] / count["named"] >= floors["attribution"],
        "spans": 2 * count["found"] / (count["direct"] + count["voiced"]) >= floors["spans"],
        "scare voiced": count["scare voiced"] <= floors["scare voiced"],
    }
    assert reached == dict.fromkeys(reached, True)


@pytest.mark.parametrize("language", ["fr", "es"])
def test_there_are_thirty_articles_with_four_quotations_or_more(language: str) -> None:
    articles = BENCHMARK["articles_from_file"](HERE / "newsrooms" / f"{language}.txt")
    quotations = [sum(quote["kind"] == "direct" for quote in article["quotes"]) for article in articles]
    assert (len(articles), min(quotations) >= 4) == (30, True)
