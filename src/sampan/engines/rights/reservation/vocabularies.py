"""How each channel divides the uses by AI. A category is allowed only if all of its uses are.

Sources: IETF draft-ietf-aipref-vocab; RSL 1.0; CAWG Training and Data Mining Assertion 1.1; PLUS LDF (IPTC Data
Mining, also NewsML-G2 `dataMining`); ai.robots.txt for the agents.
"""

import csv
from importlib import resources

from .policy import LEAVES

Category = tuple[str, ...]

AIPREF: dict[str, Category] = {"train-ai": ("ai.train",), "search": ("ai.index",)}

RSL: dict[str, Category] = {
    "ai-train": ("ai.train",),
    "ai-input": ("ai.ground",),
    "ai-index": ("ai.index",),
    "ai-all": LEAVES,
    "all": LEAVES,
}

CAWG: dict[str, Category] = {
    "cawg.ai_generative_training": ("ai.train", "ai.generate"),
    "cawg.ai_training": ("ai.train",),
    "cawg.ai_inference": ("ai.ground",),
    "cawg.data_mining": ("ai.index",),
}

PLUS = "http://ns.useplus.org/ldf/vocab/"
ALLOWED, PROHIBITED, CONSTRAINED = "DMI-ALLOWED", "DMI-PROHIBITED", "DMI-PROHIBITED-SEECONSTRAINT"
NO_TRAINING, NO_GENERATION = "DMI-PROHIBITED-AIMLTRAINING", "DMI-PROHIBITED-GENAIMLTRAINING"
SEARCH_ONLY = "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING"

TDM = "http://www.w3.org/ns/tdmrep#"
USE = "https://w3id.org/sampan/use#"
"""Where ODRL has no action for a use by AI, our own leaf is named under this address."""


def agents() -> dict[str, Category]:
    """The crawlers that robots.txt can name, and what each gathers for."""
    text = resources.files(__package__).joinpath("agents.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["agent"]: tuple(row["uses"].split()) for row in rows}
