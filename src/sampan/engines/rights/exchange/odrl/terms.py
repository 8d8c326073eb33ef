"""The words that both directions share."""

import csv
import functools
from importlib import resources

from sampan.engines.rights.vocabulary import USES

CONTEXT = "http://www.w3.org/ns/odrl.jsonld"
ODRL = "http://www.w3.org/ns/odrl/2/"
RIGHTSML = "https://iptc.org/std/RightsML/odrl-profile/"
OURS = "https://w3id.org/sampan/rights#"
USE = "https://w3id.org/sampan/use#"
TDM = "http://www.w3.org/ns/tdmrep#"
COUNTRY = "https://www.iso.org/obp/ui/#iso:code:3166:"
NAMESPACES = {"sampan": OURS, "use": USE, "tdm": TDM}
PREFIXES = {
    ODRL: "", "odrl:": "", RIGHTSML: "", "rightsml:": "", "rml:": "", USE: "use:", OURS: "sampan:", TDM: "tdm:",
}  # fmt: skip
DUTIES = {
    "credit": "attribute", "fee": "compensate", "report": "inform", "link_back": "sampan:linkBack",
    "no_edit": "sampan:noEdit", "embargo": "sampan:embargo",
}  # fmt: skip
"""Our obligations as ODRL actions, or as actions of our own."""


def short(term: object) -> str:
    """A term without the namespaces that we know, however it was written.

    >>> short("http://www.w3.org/ns/odrl/2/translate"), short({"@id": "odrl:use"}), short("use:vod.svod")
    ('translate', 'use', 'use:vod.svod')
    """
    if isinstance(term, dict):
        named = ("@id", "uid", "@value", "rdf:value")
        return short(next((term[name] for name in named if name in term), ""))
    text = str(term)
    for long, prefix in PREFIXES.items():
        if text.startswith(long):
            return prefix + text[len(long) :]
    return text


@functools.cache
def actions() -> dict[str, int]:
    """The ODRL actions that we understand, and the uses that each stands for."""
    text = resources.files(__package__).joinpath("actions.tsv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines(), delimiter="\t")
    return {row["action"]: USES.mask(row["uses"]) for row in rows}
