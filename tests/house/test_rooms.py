"""Rooms stay small and are named for what they are."""

import ast
import statistics
from pathlib import Path

ROOT = Path(__file__).parents[2]


FORBIDDEN = {"utils", "util", "helpers", "common", "misc", "manager", "base", "data"}
SOURCES = sorted(
    path for path in (ROOT / "src" / "sampan").rglob("*.py") if "migrations" not in path.parts
)


SCRIPTS = sorted((ROOT / "bench").glob("*.py")) + sorted((ROOT / "tests").rglob("*.py"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def functions(path: Path) -> list[int]:
    tree = ast.parse(path.read_text())
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [
        (node.end_lineno or 0) - node.lineno + 1
        for node in ast.walk(tree)
        if isinstance(node, kinds)
    ]


def test_no_room_is_crowded() -> None:
    assert [str(path) for path in SOURCES + SCRIPTS if lines(path) > 500] == []


def test_the_usual_room_is_small() -> None:
    rooms = [lines(path) for path in SOURCES if path.name != "__init__.py"]
    assert statistics.median(rooms) <= 90


def test_functions_are_short() -> None:
    lengths = sorted(length for path in SOURCES for length in functions(path))
    assert lengths[int(len(lengths) * 0.9)] <= 30
    assert lengths[-1] <= 80


def test_no_junk_drawers() -> None:
    assert [str(path) for path in SOURCES if path.stem in FORBIDDEN] == []


def test_tests_mirror_the_source() -> None:
    """Each folder of the source has its folder of tests."""
    folders = {path.parent.relative_to(ROOT / "src" / "sampan") for path in SOURCES}
    wanted = {
        Path(*folder.parts[: 3 if folder.parts[0] in {"engines", "desks"} else 1][:2])
        for folder in folders
        if folder.parts
    }
    missing = [
        str(folder)
        for folder in sorted(wanted)
        if folder.parts[-1] not in {"engines", "desks"} and not (ROOT / "tests" / folder).is_dir()
    ]
    assert missing == []
