"""Names of constants, and the docstrings of what a package exports."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from tests.architecture.source_files import MODULES, ROOT, SOURCE, nodes, parsed

READERS = [
    *MODULES,
    *(path for place in ("tests", "benchmarks", "tools") for path in (ROOT / place).rglob("*.py")),
]


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def names_read_elsewhere() -> dict[str, set[str]]:
    """The names of each module that another file imports, or reads as an attribute of the module."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in READERS:
        modules: dict[str, str] = {}
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    found[node.module].add(alias.name)
                    modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
        for node in nodes(path):
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


Definition = ast.FunctionDef | ast.ClassDef


def defined(module: str, name: str) -> tuple[str, Definition] | None:
    """The module and definition of a name that a package exports; None for constants and aliases of types."""
    place = SOURCE.parent / module.replace(".", "/")
    path = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    for node in parsed(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return module, node
        if isinstance(node, ast.ImportFrom) and name in {alias.asname or alias.name for alias in node.names}:
            source = node.module or ""
            return defined(source, name) if source.startswith("briefing.") else None
    return None


def exported() -> dict[str, Definition]:
    """Every function and class that an `__all__` has, by its dotted name."""
    found = {}
    for path in MODULES:
        for node in parsed(path).body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
                for name in ast.literal_eval(node.value):
                    place = defined(dotted(path), name)
                    if place is not None:
                        found[f"{place[0]}.{name}"] = place[1]
    return found


def missing_sections(node: Definition) -> list[str]:
    """The sections of a Google-style docstring that a definition needs and does not have.

    A summary that begins with 'Return' needs no 'Returns'. The fields of settings have descriptions.
    """
    text = ast.get_docstring(node) or ""
    if isinstance(node, ast.ClassDef):
        fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
        is_described = all("Field(" in ast.unparse(part) or "Section" in ast.unparse(part) for part in fields)
        needed = {"Attributes": bool(fields) and not is_described}
    else:
        returned = ast.unparse(node.returns) if node.returns else "None"
        says_it = text.startswith(("Return", "Yield")) or "Yields:" in text
        needed = {
            "Args": bool(node.args.args or node.args.kwonlyargs),
            "Returns": returned not in ("None", "NoReturn") and not says_it,
            "Raises": " Raises " in text,  # a sentence where a section belongs
        }
    return [name for name, is_needed in needed.items() if is_needed and f"{name}:" not in text]


def test_what_a_package_exports_has_a_docstring_with_all_sections() -> None:
    missing = {name: missing_sections(node) for name, node in exported().items()}
    assert len(missing) > 200
    assert {name: sections for name, sections in missing.items() if sections} == {}
