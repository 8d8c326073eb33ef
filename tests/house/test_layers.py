"""The layers, where import-linter cannot see: foreign keys by name, and the contracts themselves."""

import subprocess
import sys
from pathlib import Path

from django.apps import apps
from django.db.models import ForeignKey, Model

ROOT = Path(__file__).parents[2]

LAYERS = ["engines", "partners", "catalogue", "desks", "web", "cli"]


def layer(model: type[Model]) -> int:
    return LAYERS.index(model.__module__.split(".")[1])


def foreign_keys() -> list[tuple[type[Model], type[Model]]]:
    ours = [model for model in apps.get_models() if model.__module__.startswith("sampan.")]
    return [
        (model, field.related_model)
        for model in ours
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey) and field.related_model.__module__.startswith("sampan.")
    ]


def test_foreign_keys_point_down_or_stay_in_their_app() -> None:
    wrong = [
        f"{model._meta.label} -> {target._meta.label}"
        for model, target in foreign_keys()
        if model._meta.app_label != target._meta.app_label and layer(target) >= layer(model)
    ]
    assert wrong == []
    assert len(foreign_keys()) > 20


def test_contracts_hold() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [linter, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
