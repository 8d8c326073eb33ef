"""Checking a document against its official schema: faults as sentences that say where."""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match
from jsonschema.protocols import Validator
from jsonschema.validators import validator_for
from lxml import etree
from referencing import Registry, Resource

from sampan.engines.news.reading import Unreadable
from sampan.engines.news.xml import child, children, local, parse_xml, text_of

_XSD = {
    "newsml-g2": "newsml-g2/schema/NewsML-G2_2.35-spec-All-Power.xsd",
    "nitf": "newsml-g2/schema/nitf-3-6.xsd",
}
_GEOJSON = "https://geojson.org/schema/GeoJSON.json"
_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a document: a line of XML or a pointer into JSON, and what is wrong there."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def validate(data: bytes, form: str, *, schemas: Path) -> list[Fault]:
    """Every fault of a document: "ninjs", "newsml-g2" or "nitf" by the schemas of IPTC, "atom" by RFC 4287.

    `schemas` is the folder that holds them as IPTC publishes them (`ninjs/schema`, `newsml-g2/schema`). ninjs is held
    to the version that it names, 3.1 where it names none. Nothing is fetched. Raises KeyError for another form.
    """
    if form == "ninjs":
        return _validate_ninjs(data, schemas)
    if form == "atom":
        return _validate_atom(data)
    if form not in _XSD:
        raise KeyError(
            f"{form!r} cannot be validated; the forms are ninjs, newsml-g2, nitf and atom."
        )
    try:
        root, _ = parse_xml(data, "the document")
    except Unreadable as refusal:
        return [Fault(refusal.where, refusal.what)]
    schema = _xml_schema(schemas / _XSD[form])
    if schema.validate(root):
        return []
    return [Fault(f"line {entry.line}", entry.message) for entry in list(schema.error_log)]  # type: ignore[call-overload] # lxml-stubs lacks its iteration


@lru_cache(maxsize=4)
def _xml_schema(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(
        etree.parse(path, etree.XMLParser(no_network=True, resolve_entities=False))
    )


def _validate_ninjs(data: bytes, schemas: Path) -> list[Fault]:
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        return [Fault("/", f"This is no JSON: {error}")]
    named = (
        document.get("standard", {}).get("version")
        if isinstance(document, dict) and isinstance(document.get("standard"), dict)
        else None
    )
    path = schemas / f"ninjs/schema/ninjs-schema_{named}.json"
    if not isinstance(named, str) or not named.replace(".", "").isdigit() or not path.is_file():
        path = schemas / "ninjs/schema/ninjs-schema_3.1.json"
    found = sorted(
        _ninjs_schema(path).iter_errors(document), key=lambda error: list(map(str, error.path))
    )
    return [
        Fault(
            "/" + "/".join(map(str, error.path)),
            (best_match(error.context) or error).message if error.context else error.message,
        )
        for error in found
    ]


@lru_cache(maxsize=8)
def _ninjs_schema(path: Path) -> Validator:
    schema = json.loads(path.read_text("utf-8"))
    geojson = json.loads((path.parent / "GeoJSON-schema.json").read_text("utf-8"))
    registry: Registry = Registry().with_resource(_GEOJSON, Resource.from_contents(geojson))
    return validator_for(schema, Draft202012Validator)(
        schema, registry=registry, format_checker=FormatChecker()
    )


def _validate_atom(data: bytes) -> list[Fault]:
    """RFC 4287 has no XML schema; these are its rules on what a feed and its entries must hold (4.1.1 and 4.1.2)."""
    try:
        root, _ = parse_xml(data, "the feed")
    except Unreadable as refusal:
        return [Fault(refusal.where, refusal.what)]
    if root.tag != f"{{{_ATOM}}}feed":
        return [Fault("line 1", f"The root is <{local(root)}>, not <feed> of Atom.")]
    has_author = child(root, "author") is not None
    faults = _missing(root, "feed")
    for entry in children(root, "entry"):
        faults += _missing(entry, "entry")
        if not has_author and child(entry, "author") is None:
            faults.append(
                Fault(f"line {entry.sourceline}", "The entry has no author, nor has its feed.")
            )
    return faults


def _missing(element: etree._Element, name: str) -> list[Fault]:
    where = f"line {element.sourceline}"
    return [
        Fault(
            where,
            f"The {name} has {len(found)} elements <{wanted}>; exactly one with text is right.",
        )
        for wanted in ("id", "title", "updated")
        if len(found := children(element, wanted)) != 1 or not text_of(found[0])
    ]
