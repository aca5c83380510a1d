"""The commands of single stages: `briefing clean` with the user's own rules, `briefing say`."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Type

from briefing.errors import ExitCode, UsageError

PAGE = """<html lang="en"><head><title>The ferry is back</title>
<link rel="canonical" href="https://news.example/ferry"></head><body><h1>The ferry is back</h1><article>
<p>The ferry came back on Monday after eleven weeks in dry dock, and the town stood on the quay.</p>
<p class="tide">High water at the quay is at noon today, and again a little after midnight.</p>
<p>The yard had found more rust than it had feared. <span class="aside">Ask the yard for a tour.</span></p>
<p>Our harbour cards are printed by hand, and every one of them shows another boat.</p>
<p>Sign up for the harbour walk, which starts at the old crane on every Sunday morning.</p>
</article></body></html>"""
RULES = """
[[clean.rules]]
drop_phrases = ["harbour cards"]

[[clean.rules]]
site = "news.example"
drop_selectors = [".tide", "span.aside"]
keep_phrases = ["harbour walk"]

[[clean.rules]]
site = "other.example"
drop_selectors = ["p"]
"""
TOLD = [
    "The ferry came back on Monday after eleven weeks in dry dock, and the town stood on the quay.",
    "The yard had found more rust than it had feared.",
    "Sign up for the harbour walk, which starts at the old crane on every Sunday morning.",
]


def test_rules_drop_and_keep_by_phrase_and_selector_on_all_sites_or_one(run: Type, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "briefing.toml").write_text(RULES)
    (tmp_path / "ferry.html").write_text(PAGE)
    told = json.loads(run("clean", "ferry.html", "--json").stdout)
    assert [block["text"] for block in told["blocks"]] == TOLD
    assert {"text": "Ask the yard for a tour.", "reason": "other", "rule": "user_rule"} in told["dropped"]


def test_a_selector_that_is_none_is_said_to_be_none(run: Type, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "briefing.toml").write_text('[[clean.rules]]\ndrop_selectors = ["p[["]\n')
    (tmp_path / "ferry.html").write_text(PAGE)
    told = json.loads(run("clean", "ferry.html", "--json").stdout)
    assert "p[[" in told["error"]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It cost three dollars."),
        ("en_GB", "It cost three dollars."),
        ("DE", "It cost drei Dollar."),
        ("fr-CA", "It cost trois dollars."),
        ("es", "It cost tres dólares."),
    ],
)
def test_a_language_has_its_own_numbers_whatever_the_form_of_its_tag(
    run: Type, language: str, said: str
) -> None:
    done = run("say", "-l", language, "It cost $3.")
    assert (done.exit_code, done.stdout) == (ExitCode.DONE, f"{said}\n")


@pytest.mark.parametrize("language", ["xx", "it", "english", "", "-"])
def test_a_language_without_rules_is_wrong_usage_that_names_the_languages(run: Type, language: str) -> None:
    error = run("say", "-l", language, "It cost $3.").exception
    assert isinstance(error, UsageError)
    assert (error.exit_code, error.message, error.hint) == (
        ExitCode.USAGE,
        f"{language!r} is not a language that say supports",
        "Choose one of: en, de, fr, es. A region may follow: en-GB.",
    )
