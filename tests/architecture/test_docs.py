"""The documentation names files that exist, and everything that it should name."""

import re
import tomllib
from pathlib import Path

import pytest
from tools.settings_page import settings_page

from briefing.errors import ExitCode
from briefing.settings import variable_of
from briefing.settings.reading import setting_names

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "where-do-i-change.md").read_text(encoding="utf-8")
CODE = ("src", "tests", "tools", "benchmarks")
LINK = re.compile(r"\]\((docs/[^)#]*)\)")


def test_at_least_ten_changes_have_one_existing_file_each() -> None:
    rows = re.findall(r"^\| (?!I want|---)(.+) \| `([^`|]+)` \|$", PAGE, re.MULTILINE)
    assert len({change for change, _ in rows}) >= 10
    assert PAGE.count("\n| ") == len(rows) + 1  # and the heading: no row has another form
    assert [path for _, path in rows if not (ROOT / path).is_file()] == []


@pytest.mark.parametrize("page", ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md"])
def test_a_link_into_the_documentation_leads_somewhere(page: str) -> None:
    links = LINK.findall((ROOT / page).read_text(encoding="utf-8"))
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_page_of_settings_has_every_value_with_its_variable() -> None:
    page = settings_page()
    missing = [name for name in setting_names() if f"`{variable_of(name)}`" not in page]
    assert missing == []


def test_the_page_of_exit_codes_has_each_code_once() -> None:
    page = (ROOT / "docs" / "reference" / "exit-codes.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == sorted(ExitCode)


def test_the_page_of_benchmarks_names_every_script() -> None:
    page = (ROOT / "docs" / "reference" / "benchmarks.md").read_text(encoding="utf-8")
    scripts = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    assert scripts - set(re.findall(r"`(\w+\.py)(?: [^`]*)?`", page)) == set()


def test_the_page_of_the_installation_has_each_extra_once() -> None:
    page = (ROOT / "docs" / "how-to" / "install.md").read_text(encoding="utf-8")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE)
    assert sorted(extras) == sorted(project["optional-dependencies"])


def test_every_page_is_in_the_navigation() -> None:
    navigation = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")]
    listed = ("design/", "decisions/")  # their indexes are generated
    assert [page for page in pages if not page.startswith(listed) and f": {page}" not in navigation] == []


def test_the_changelog_tells_the_first_release_in_forty_bullets() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (release,) = re.findall(r"^## \[0\.1\.0\].*?(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    assert 0 < len(re.findall(r"^- ", release, re.MULTILINE)) <= 40


def test_each_decision_has_a_number_of_its_own_which_is_in_its_title() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [page.name[:3] for page in pages]
    titles = [page.read_text(encoding="utf-8").splitlines()[0] for page in pages]
    assert [title[2:5] for title in titles] == numbers
    assert sorted(set(numbers)) == numbers


def test_the_tests_that_the_workflow_names_exist() -> None:
    workflow = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    named = re.findall(r"\btests/[\w/.]+", workflow)
    assert (len(named) > 0, [path for path in named if not (ROOT / path).exists()]) == (True, [])


def test_the_glossary_has_each_term_once_in_order_and_only_terms_that_the_project_uses() -> None:
    page = ROOT / "docs" / "glossary.md"
    terms = re.findall(r"^\| (?!term|---)([^|]+) \|", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert terms == sorted(set(terms), key=str.casefold)
    files = [*(ROOT / "src").rglob("*.py"), *(path for path in (ROOT / "docs").rglob("*.md") if path != page)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files).casefold()
    unused = [term for term in terms if not re.search(re.sub("[ -]", "[ _-]?", term.casefold()), text)]
    assert unused == []


@pytest.mark.parametrize("folder", ["docs/design", "docs/decisions", "docs/reference", "."])
def test_each_module_that_a_page_names_exists(folder: str) -> None:
    modules = {path.relative_to(ROOT).as_posix() for place in CODE for path in (ROOT / place).rglob("*.py")}
    named = [
        (page.name, name)
        for page in (ROOT / folder).glob("*.md")
        for name in re.findall(r"`([\w/]+\.py)\b", page.read_text(encoding="utf-8"))
    ]
    assert [found for found in named if not any(f"/{one}".endswith(f"/{found[1]}") for one in modules)] == []


def test_each_test_that_a_page_names_exists() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    tests = set(re.findall(r"^(?:async )?def (test_\w+)", code, re.MULTILINE))
    pages = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs").rglob("*.md")}
    named = {(page, test) for page, text in pages.items() for test in re.findall(r"`(test_\w+)`", text)}
    assert (len(named) > 30, {one for one in named if one[1] not in tests}) == (True, set())
