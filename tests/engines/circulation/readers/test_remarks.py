"""Every remark that a reader makes has its kind, and finds what the kind names."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from sampan.engines.circulation import readers
from sampan.engines.circulation.readers import Refusal, sentence
from sampan.engines.circulation.readers.kinds import KINDS

SOURCES = sorted(Path(readers.__file__).parent.glob("*.py"))
_BY_NAME = {"Unreadable": 0, "Unmapped": 0, "Refused": 2}  # what is found stands in keywords
_BY_MAPPING = {"Remark": 0, "Refusal": 2}  # or in a mapping after the kind


def calls() -> Iterator[tuple[ast.Call, str, int]]:
    """Each call that makes a remark, by name and with the place of its kind."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                name = node.func.id
                at = (_BY_NAME | _BY_MAPPING | {"needed": 2}).get(name)
                if at is not None and len(node.args) > at:
                    yield node, name, at


def wanted(kind: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(KINDS[kind]) if name}


def told(call: ast.Call, name: str, at: int) -> set[str | None] | None:
    """The names under which something was found; None where they stand somewhere else."""
    if name in _BY_NAME:
        names = {keyword.arg for keyword in call.keywords}
        return None if None in names else names
    if len(call.args) == at + 1:
        return set()
    found = call.args[at + 1]
    if not isinstance(found, ast.Dict):
        return None
    return {key.value for key in found.keys if isinstance(key, ast.Constant)}


def test_each_remark_finds_what_its_kind_names() -> None:
    seen = [
        (kind.value, told(call, name, at), wanted(kind.value))
        for call, name, at in calls()
        if isinstance(kind := call.args[at], ast.Constant)
    ]
    assert len(seen) > 60
    assert [one for one in seen if one[1] is not None and one[1] != one[2]] == []


def test_no_kind_is_left_over() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES if path.name != "kinds.py")
    unused = [kind for kind in KINDS if f'"{kind}"' not in text and not kind.startswith("taken_")]
    assert unused == []


def test_a_refusal_is_said_in_another_language_with_what_was_found() -> None:
    refusal = Refusal(7, "{rank}", "no_rank", {"said": "{eleven}"})
    words = {
        KINDS["at_cell"]: "第{row}行“{column}”列：{what}。",
        KINDS["no_rank"]: "“{said}”不是名次",
    }
    assert sentence(refusal.remark.kind, refusal.remark.found, say=words.__getitem__) == (
        "第7行“{rank}”列：“{eleven}”不是名次。"
    )
