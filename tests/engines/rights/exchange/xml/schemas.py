"""The schemas of MovieLabs as they lie in the shared data.

Only Common Metadata 2.12 is there, so the other versions' imports are answered with it, in the namespace they ask for.
"""

import functools
import re
from pathlib import Path

from lxml import etree

SIGNATURE = (
    '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/2000/09/xmldsig#">'
    '<xs:element name="Signature"/><xs:element name="KeyInfo" type="xs:anyType"/>'
    '<xs:complexType name="SignatureType"/></xs:schema>'
)


class _Resolver(etree.Resolver):
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def resolve(self, url: str, _public: str, context: object) -> object:
        name = url.rpartition("/")[2]
        if name.startswith("xmldsig"):
            return self.resolve_string(SIGNATURE, context)
        if match := re.fullmatch(r"(md|mdmec)-v(2\.\d+)(?:\.\d)?\.xsd", name):
            text = (self.folder / f"{match[1]}-v2.12.xsd").read_text("utf-8")
            text = text.replace("v2.12", f"v{match[2]}").encode()
            return self.resolve_string(text, context)
        return None


@functools.cache
def schema(folder: Path, version: str) -> etree.XMLSchema:
    parser = etree.XMLParser()
    parser.resolvers.add(_Resolver(folder))
    return etree.XMLSchema(etree.parse(str(folder / f"avails-v{version}.xsd"), parser))
