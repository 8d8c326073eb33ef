"""Building XML elements of one namespace."""

from typing import cast

from lxml import etree

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


class Markup:
    """Makes elements in `namespace`, which is the default one where a document or an island of it begins."""

    def __init__(self, namespace: str, **prefixes: str) -> None:
        self.namespace = namespace
        # lxml-stubs has no default namespace (the prefix None)
        self._prefixes = cast("dict[str, str]", {None: namespace, **prefixes})

    def root(self, tag: str, language: str = "") -> etree._Element:
        """An element that begins a document."""
        element = etree.Element(f"{{{self.namespace}}}{tag}", nsmap=self._prefixes)
        if language:
            element.set(XML_LANG, language)
        return element

    def island(self, parent: etree._Element, tag: str) -> etree._Element:
        """An element of this namespace inside another's."""
        return etree.SubElement(parent, f"{{{self.namespace}}}{tag}", nsmap=self._prefixes)

    def add(
        self, parent: etree._Element, tag: str, text: str = "", /, **attributes: str | None
    ) -> etree._Element:
        """A child element; attributes without a value are left out."""
        element = etree.SubElement(parent, f"{{{self.namespace}}}{tag}")
        element.text = text or None
        for name, value in attributes.items():
            if value:
                element.set(name, value)
        return element

    def add_texts(self, parent: etree._Element, *texts: tuple[str, str]) -> None:
        """A child for each tag whose text is not empty."""
        for tag, text in texts:
            if text:
                self.add(parent, tag, text)


def document(root: etree._Element) -> bytes:
    """The document as UTF-8 with its declaration."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
