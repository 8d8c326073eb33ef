"""Why something cannot be had: in full to those whose business it is, to others without the party and its contract."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sampan.engines.rights import Alternative, Reason
from sampan.partners.models import Organisation

from .models import Work
from .wording import box_named, citation, rights_named, words

# What others may know: that it is not free, never to whom it went or by which contract.
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


def why_not(
    reasons: Iterable[Reason], *, work: Work, reader: Organisation, at_the_table: bool = False
) -> list[str]:
    """Sentences in the reader's language, each once. Who is `at_the_table` to make a deal is told the clause too."""
    told = [(one, work.owner_id == reader.pk or _is_party(reader, one)) for one in reasons]
    full = iter(words([(one.kind, one.parameters) for one, in_full in told if in_full]))
    sentences = (
        next(full) if in_full else _in_short(one, cites=at_the_table) for one, in_full in told
    )
    return list(dict.fromkeys(sentences))


def _is_party(reader: Organisation, reason: Reason) -> bool:
    grant = reason.grant
    return grant is not None and reader.slug in (grant.licensor, grant.licensee)


def _in_short(reason: Reason, *, cites: bool) -> str:
    rights = rights_named(reason.parameters)
    if cites:
        rights += citation({"clause": reason.clause})
    return str(_TOLD.get(reason.kind, _UNSURE)) % {"rights": rights}


def instead(alternatives: Iterable[Alternative]) -> list[str]:
    """What can be had in its place, the nearest first."""
    return [str(_INSTEAD[one.kind]) % {"rights": box_named(one.box)} for one in alternatives]
