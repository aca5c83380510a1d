"""What code and tests refer the reader to exists in this repository."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("src", "tests", "benchmarks", "tools")
SECTION = re.compile(r"([\w/.-]+\.md), section '([^']+)'")  # ARCHITECTURE.md, section 'speak'
DANGLING = re.compile(r"\bCONVENTIONS\b|ARCHITECTURE, '|[Tt]he contract's\b")
SOURCES = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if path != Path(__file__) and ROOT / "tests" / "golden" not in path.parents
)


def headings(document: str) -> set[str]:
    lines = (ROOT / document).read_text(encoding="utf-8").splitlines()
    return {line.lstrip("# ") for line in lines if line.startswith("#")}


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_a_file_refers_to_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    missing_sections = [found for found in SECTION.findall(text) if found[1] not in headings(found[0])]
    dangling = [line for line in text.splitlines() if DANGLING.search(line)]
    assert (missing_sections, dangling) == ([], [])
