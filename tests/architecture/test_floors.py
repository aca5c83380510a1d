"""The rules of the house, read from the imports: floors, doors, purity."""

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "briefing"

FLOORS = {
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

MODULES = sorted(SOURCE.rglob("*.py"))


def place(path: Path) -> str:
    """The room, or the single file, that a module belongs to."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def imports(path: Path) -> list[str]:
    """Every module that a file imports, at the top or inside a function."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


def door_of(room: str) -> set[str]:
    """What a room's `__all__` offers to the others."""
    tree = ast.parse((SOURCE / room / "__init__.py").read_text(encoding="utf-8"))
    lists = [
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    return {name for found in lists for name in ast.literal_eval(found)}


def own_imports(path: Path) -> list[list[str]]:
    return [name.split(".")[1:] for name in imports(path) if name.split(".")[0] == "briefing"]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_point_down_and_rooms_never_meet(path: Path) -> None:
    here = place(path)
    for parts in own_imports(path):
        there = parts[0]
        if there == here:
            continue
        assert there in FLOORS, f"{path}: {there} stands on no floor"
        same_floor_of_nouns = FLOORS[there] == FLOORS[here] == 0
        upper = FLOORS[here] >= 2 and FLOORS[there] <= FLOORS[here]
        assert same_floor_of_nouns or upper or FLOORS[there] < FLOORS[here], (
            f"{path} imports {'.'.join(parts)}"
        )


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_room_is_entered_by_its_door(path: Path) -> None:
    for parts in own_imports(path):
        is_room = (SOURCE / parts[0]).is_dir() and parts[0] != "model"
        if is_room and parts[0] != place(path):
            is_offered = len(parts) == 2 and parts[1] in door_of(parts[0])
            assert is_offered, f"{path} climbs through a window: {parts}"


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_nobody_imports_the_package_root(path: Path) -> None:
    assert "briefing" not in imports(path)


@pytest.mark.parametrize(
    "path", [p for p in MODULES if place(p) in PURE], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_pure_rooms_know_no_clock_disk_network_process_or_dice(path: Path) -> None:
    for name in imports(path):
        assert not any(name == bad or name.startswith(bad + ".") for bad in IMPURE_MODULES), f"{path}: {name}"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in IMPURE_CALLS, f"{path}:{node.lineno}"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in IMPURE_METHODS, f"{path}:{node.lineno}"


def test_the_model_uses_the_standard_library_only() -> None:
    for path in (SOURCE / "model").rglob("*.py"):
        for name in imports(path):
            assert name.split(".")[0] in sys.stdlib_module_names | {"briefing"}, f"{path}: {name}"


@pytest.mark.parametrize(
    "path", [p for p in MODULES if place(p) not in ("cli", "serve")], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_the_library_never_prints(path: Path) -> None:
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]
    assert not [n.lineno for n in calls if isinstance(n.func, ast.Name) and n.func.id == "print"]


def test_no_file_is_named_for_nothing() -> None:
    vague = {"core", "utils", "util", "helpers", "helper", "common", "manager", "base", "misc"}
    assert not [p for p in MODULES if p.stem in vague or p.parent.name in vague]
