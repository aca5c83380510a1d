"""Names of constants, and the docstrings of what a package exports."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "briefing"
MODULES = sorted(SOURCE.rglob("*.py"))
READERS = [
    *MODULES,
    *(path for place in ("tests", "benchmarks", "tools") for path in (ROOT / place).rglob("*.py")),
]


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def names_read_elsewhere() -> dict[str, set[str]]:
    """The names of each module that another file imports, or reads as an attribute of the module."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in READERS:
        modules: dict[str, str] = {}
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    found[node.module].add(alias.name)
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        for node in ast.walk(parsed(path)):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in modules
            ):
                found[modules[node.value.id]].add(node.attr)
    return found


def constants(path: Path) -> set[str]:
    """The names in capitals that a module assigns, without type variables."""
    targets = []
    for node in parsed(path).body:
        if isinstance(node, ast.Assign):
            targets += node.targets
        elif isinstance(node, ast.AnnAssign):
            targets.append(node.target)
    names = (part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name))
    return {name for name in names if name.isupper() and len(name) > 1 and not name.startswith("__")}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_constant_has_an_underscore_exactly_if_its_module_alone_reads_it(path: Path) -> None:
    elsewhere = names_read_elsewhere()[dotted(path)]
    wrong = [name for name in sorted(constants(path)) if name.startswith("_") == (name in elsewhere)]
    assert wrong == []
