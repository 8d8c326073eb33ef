"""How the journey is told."""

import json

import pytest

from sampan.cli.demo.printing import Printer


def told(printer: Printer) -> None:
    printer.say("Loaded.")
    printer.begin("A story arrives.")
    printer.say("  repaired")
    printer.check("it is found", True)
    printer.check("it is counted", False)
    printer.end()


def test_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    printer = Printer()
    told(printer)
    assert capsys.readouterr().out.splitlines() == [
        "Loaded.",
        "1. A story arrives.",
        "     repaired",
        "   ✓ it is found",
        "   ✗ it is counted",
        "",
    ]
    assert printer.failed == 1


def test_to_programs(capsys: pytest.CaptureFixture[str]) -> None:
    told(Printer(as_json=True))
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"step": 0, "said": "Loaded."},
        {"step": 1, "title": "A story arrives."},
        {"step": 1, "said": "repaired"},
        {"step": 1, "claim": "it is found", "holds": True},
        {"step": 1, "claim": "it is counted", "holds": False},
    ]
