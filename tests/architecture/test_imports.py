"""The dependency rules, read from the imports: levels, public names, cycles, purity."""

import ast
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from tests.architecture.source_files import MODULES, SOURCE, nodes, parsed

LEVELS = {
    "model": 0,
    "errors": 0,
    "distribution": 0,
    "text": 0,
    "pcm": 0,
    "processes": 0,
    "fetch": 1,
    "clean": 1,
    "quote": 1,
    "write": 1,
    "cast": 1,
    "speak": 1,
    "mix": 1,
    "publish": 1,
    "storage": 1,
    "installing": 2,
    "loudspeakers": 2,
    "home_assistant": 2,
    "pipeline": 2,
    "digest": 2,
    "settings": 2,
    "schedule": 2,
    "cli": 3,
    "serve": 3,
    "__init__": 4,
    "__main__": 4,
}
PURE = ("model", "clean", "quote", "write", "cast", "publish")
IMPURE_MODULES = {
    "asyncio", "ctypes", "datetime.now", "glob", "http", "io", "multiprocessing", "os", "pathlib", "random",
    "secrets", "shutil", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time",
    "urllib.request", "httpx", "httpx2", "requests",
}  # fmt: skip
IMPURE_CALLS = {"open", "input", "print"}
IMPURE_METHODS = {"now", "today", "utcnow", "read_bytes", "write_bytes", "write_text"}


def package_of(path: Path) -> str:
    """The package, or the single module, that a file belongs to."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


@cache
def imports(path: Path) -> list[str]:
    """Every module that a file imports, at the top or inside a function."""
    found = []
    for node in nodes(path):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@cache
def public_names(package: str) -> set[str]:
    """The names in the `__all__` of a package."""
    tree = parsed(SOURCE / package / "__init__.py")
    lists = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return {name for found in lists for name in ast.literal_eval(found)}


def own_imports(path: Path) -> list[list[str]]:
    return [name.split(".")[1:] for name in imports(path) if name.split(".")[0] == "briefing"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down_and_stages_do_not_import_each_other(path: Path) -> None:
    importer = package_of(path)
    for parts in own_imports(path):
        imported = parts[0]
        if imported == importer:
            continue
        assert imported in LEVELS, f"{path}: {imported} has no level"
        both_at_the_bottom = LEVELS[imported] == LEVELS[importer] == 0
        above_the_stages = LEVELS[importer] >= 2 and LEVELS[imported] <= LEVELS[importer]
        assert both_at_the_bottom or above_the_stages or LEVELS[imported] < LEVELS[importer], (
            f"{path} imports {'.'.join(parts)}"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_package_is_imported_through_its_public_names(path: Path) -> None:
    for parts in own_imports(path):
        is_package = (SOURCE / parts[0]).is_dir() and parts[0] != "model"
        if is_package and parts[0] != package_of(path):
            is_public = len(parts) == 2 and parts[1] in public_names(parts[0])
            assert is_public, f"{path} imports {'.'.join(parts)}, which is not in the `__all__` of {parts[0]}"


def test_no_modules_import_each_other_in_a_circle() -> None:
    modules = {path.relative_to(SOURCE).with_suffix("").parts for path in MODULES}
    graph = {}
    for path in MODULES:
        name = path.relative_to(SOURCE).with_suffix("").parts
        imported = {tuple(parts[:-1]) for parts in own_imports(path)} | {
            tuple(parts) for parts in own_imports(path)
        }
        graph[name] = (imported & modules) - {name}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"circle: {' -> '.join('.'.join(one) for one in error.args[1])}")


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_no_module_imports_the_package_root(path: Path) -> None:
    assert "briefing" not in imports(path)


@pytest.mark.parametrize(
    "path", [p for p in MODULES if package_of(p) in PURE], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_pure_packages_use_no_clock_disk_network_process_or_random_numbers(path: Path) -> None:
    for name in imports(path):
        assert not any(name == bad or name.startswith(bad + ".") for bad in IMPURE_MODULES), f"{path}: {name}"
    for node in nodes(path):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in IMPURE_CALLS, f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in IMPURE_METHODS, f"{path}:{node.lineno}"


def test_the_model_uses_the_standard_library_only() -> None:
    for path in (SOURCE / "model").rglob("*.py"):
        for name in imports(path):
            assert name.split(".")[0] in sys.stdlib_module_names | {"briefing"}, f"{path}: {name}"


@pytest.mark.parametrize(
    "path",
    [p for p in MODULES if package_of(p) not in ("cli", "serve")],
    ids=lambda p: str(p.relative_to(SOURCE)),
)
def test_the_library_never_prints(path: Path) -> None:
    calls = [node for node in nodes(path) if isinstance(node, ast.Call)]
    assert not [call.lineno for call in calls if isinstance(call.func, ast.Name) and call.func.id == "print"]


def test_no_file_is_named_for_nothing() -> None:
    vague = {"core", "utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert not [p for p in MODULES if p.stem in vague or p.parent.name in vague]
