"""IPTC's vocabularies: URIs, the short aliases that NewsML-G2 uses for them, and our neutral words."""

MEDIA_TOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
DATA_MINING = "http://ns.useplus.org/ldf/vocab/"
TRANSLATED_FROM = "http://cv.iptc.org/newscodes/itemrelation/translatedFrom"
SEE_ALSO = "http://cv.iptc.org/newscodes/itemrelation/seeAlso"
RENDITIONS = "http://cv.iptc.org/newscodes/rendition/"
ALTERNATIVE = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/AltTextAccessibility"  # IPTC's name for it in photos
SHA_256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_SCHEMES = {
    "medtop": MEDIA_TOPICS,
    "digsrctype": SOURCE_TYPES,
    "digitalsourcetype": SOURCE_TYPES,
    "plusvocab": DATA_MINING,
    "irel": "http://cv.iptc.org/newscodes/itemrelation/",
    "rnd": RENDITIONS,
    "stat": "http://cv.iptc.org/newscodes/pubstatusg2/",
    "ninat": "http://cv.iptc.org/newscodes/ninature/",
    "subj": "http://cv.iptc.org/newscodes/subjectcode/",
}


def uri_of(qcode: str) -> str:
    """The URI of a G2 QCode whose scheme alias is IPTC's own; another's QCode comes back as it is.

    >>> uri_of("medtop:20000350")
    'http://cv.iptc.org/newscodes/mediatopic/20000350'
    """
    alias, separator, code = qcode.partition(":")
    return _SCHEMES[alias] + code if separator and alias in _SCHEMES else qcode
