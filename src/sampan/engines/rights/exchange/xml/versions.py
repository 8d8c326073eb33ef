"""The versions of Avails XML, and the namespaces that each is written in."""

import functools
from dataclasses import dataclass

_AVAILS = "http://www.movielabs.com/schema/avails/v{}/avails"
_METADATA = {"2.3": "2.6", "2.4": "2.7", "2.5": "2.8", "2.6": "2.10", "2.7": "2.12"}


class UnreadableXML(ValueError):
    """Not an Avails file; `str()` says where and why, and what would be right."""


@dataclass(frozen=True)
class Version:
    """A version of Avails, with the Common Metadata that it builds on."""

    number: str

    @functools.cached_property
    def avails(self) -> str:
        """The namespace of the elements of avails."""
        return _AVAILS.format(self.number)

    @functools.cached_property
    def metadata(self) -> str:
        """The namespace of the elements of Common Metadata."""
        return f"http://www.movielabs.com/schema/md/v{_METADATA[self.number]}/md"

    @property
    def names(self) -> dict[str, str]:
        """The prefixes by which our XPaths name the two."""
        return {"a": self.avails, "md": self.metadata}


VERSIONS: dict[str, Version] = {number: Version(number) for number in _METADATA}


def version_of(namespace: str | None) -> Version:
    """The version that a namespace belongs to. Raises UnreadableXML.

    >>> version_of("http://www.movielabs.com/schema/avails/v2.4/avails").number
    '2.4'
    """
    for version in VERSIONS.values():
        if version.avails == namespace:
            return version
    known = ", ".join(VERSIONS)
    raise UnreadableXML(
        f"The first element is in the namespace “{namespace or 'none'}”; Avails XML is read in the versions {known} "
        f"(as {VERSIONS['2.7'].avails})."
    )
