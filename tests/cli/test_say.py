"""`briefing say` speaks four languages, and refuses the others."""

import pytest
from tests.cli.conftest import Type

from briefing.errors import ExitCode, UsageError


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
