"""Why something cannot be had: to its owner with party and clause, to a buyer without either."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.catalogue.wording import box_named, rights_named, words
from sampan.engines.rights import Alternative, Reason

# What a buyer may know: that it is not free, never to whom it went or by which contract.
_TOLD: dict[str, Promise] = {
    "exclusive": _("Sold exclusively: %(rights)s."),
    "nonexclusive": _("Sold before, though not exclusively: %(rights)s."),
    "holdback": _("Held back by the seller: %(rights)s."),
    "option": _("Somebody else may ask first: %(rights)s."),
    "clearance": _("Others must agree first: %(rights)s."),
    "missing_in": _("The seller does not hold: %(rights)s."),
    "overrun": _("The seller does not hold it for so long: %(rights)s."),
}
_UNSURE = _("Not certain yet: %(rights)s.")
_INSTEAD: dict[str, Promise] = {
    "nonexclusive": _("Not exclusively: %(rights)s"),
    "later": _("Later: %(rights)s"),
    "part": _("A part: %(rights)s"),
}


def why_not(reasons: Iterable[Reason], *, is_owner: bool) -> list[str]:
    """Sentences in the reader's language, each once."""
    told = list(reasons)
    if is_owner:
        return list(dict.fromkeys(words([(one.kind, one.parameters) for one in told])))
    sentences = (
        str(_TOLD.get(one.kind, _UNSURE)) % {"rights": rights_named(one.parameters)} for one in told
    )
    return list(dict.fromkeys(sentences))


def instead(alternatives: Iterable[Alternative]) -> list[str]:
    """What can be had in its place, the nearest first."""
    return [str(_INSTEAD[one.kind]) % {"rights": box_named(one.box)} for one in alternatives]
