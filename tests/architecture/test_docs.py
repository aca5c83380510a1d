"""The documentation names files that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "where-do-i-change.md").read_text(encoding="utf-8")
LINK = re.compile(r"\]\((docs/[^)#]*)\)")


@pytest.mark.parametrize("path", re.findall(r"`((?:src|voices)/[^`]+)`", PAGE))
def test_a_file_that_is_named_for_a_change_exists(path: str) -> None:
    assert (ROOT / path).is_file()


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"])
def test_a_link_into_the_documentation_leads_somewhere(page: str) -> None:
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []
