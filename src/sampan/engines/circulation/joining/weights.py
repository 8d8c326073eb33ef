"""The shipped weights of evidence."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def weights() -> dict[str, Any]:
    """The shipped weights: m and u of each level, the odds to begin with, the bounds."""
    text = resources.files(__package__).joinpath("weights.toml").read_text("utf-8")
    return tomllib.loads(text)
