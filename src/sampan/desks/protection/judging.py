"""How a sighting is judged: identity finds the passages, rights say whether they were licensed, the owner is told."""

from django.db import transaction
from django.utils import timezone

from sampan.catalogue import rights
from sampan.catalogue.fingerprints import VersionPostings, text_of
from sampan.catalogue.models import Version
from sampan.engines import identity
from sampan.partners import events
from sampan.partners.models import Organisation

from .models import Match, Sighting, Verdict

EXCERPT = "news.excerpt"


@transaction.atomic
def judge_sighting(*, sighting: Sighting) -> list[Match]:
    """Find whose passages the article holds, ask the rights engine, and tell each owner."""
    found = identity.match(
        sighting.text, sighting.language, postings=VersionPostings(), fetch=text_of
    )
    pairs = _best_of_each_edition(found)
    # What a house publishes of its own needs nobody's leave.
    return [
        _judge(sighting, *pair)
        for pair in pairs
        if pair[1].edition.work.owner_id != sighting.party_id
    ]


def _best_of_each_edition(found: list[identity.Match]) -> list[tuple[identity.Match, Version]]:
    """A story and its corrections share their text: the version that shares most is told, the newer of equals."""
    rows = Version.objects.select_related("edition__work__owner").in_bulk(
        [match.document for match in found]
    )
    best: dict[int, tuple[identity.Match, Version]] = {}
    for match in sorted(found, key=lambda match: (match.score, match.document), reverse=True):
        version = rows[match.document]
        best.setdefault(version.edition_id, (match, version))
    return list(best.values())


def _judge(sighting: Sighting, found: identity.Match, version: Version) -> Match:
    licence = _permission(sighting, version, sighting.use)
    excerpt = _permission(sighting, version, EXCERPT)
    judgement = identity.judge(
        found,
        permitted=licence is not None and licence.allowed,
        excerpt_permitted=excerpt is not None and excerpt.allowed,
        credited=_credits(sighting, version.edition.work.owner),
    )
    match, is_new = Match.objects.get_or_create(
        sighting=sighting,
        version=version,
        defaults={
            "spans": [[s.start, s.end, s.source_start, s.source_end, s.kind] for s in found.spans],
            "share": found.score,
            "rule": judgement.rule.value,
            "verdict": Verdict(judgement.verdict.value),
            "reasons": _reasons(sighting, licence),
            "grant": licence.grants[0] if licence and licence.grants else None,
        },
    )
    if is_new:
        _tell_owner(match)
    return match


def _permission(sighting: Sighting, version: Version, use: str) -> rights.Permission | None:
    """What the outlet may do with the work; None for one that is no partner, to whom nothing was granted."""
    if sighting.party is None:
        return None
    return rights.permit(
        work=version.edition.work,
        party=sighting.party,
        territory=sighting.territory,
        language=sighting.language,
        use=use,
        on=timezone.localdate(sighting.seen_at),
    )


def _reasons(sighting: Sighting, licence: rights.Permission | None) -> list[dict[str, object]]:
    if licence is None:
        return [{"kind": "no_partner", "party": sighting.outlet}]
    return [{"kind": reason.kind, **reason.parameters} for reason in licence.decision.reasons]


def _credits(sighting: Sighting, owner: Organisation) -> bool:
    names = [name for name in (owner.name, owner.name_own) if name]
    return identity.is_credited(sighting.text, sighting.language, names)


def _tell_owner(match: Match) -> None:
    sighting, version = match.sighting, match.version
    work = version.edition.work
    events.record(
        name="protection.match.judged",
        subject=match,
        organisation=work.owner,
        data={
            "work": str(work.key),
            "uri": version.edition.uri,
            "version": version.number,
            "origin": work.origin,
            "language": sighting.language,
            "territory": sighting.territory,
            "receiver": sighting.party.slug if sighting.party else None,
            "outlet": sighting.outlet,
            "url": sighting.url,
            "headline": sighting.headline,
            "verdict": match.verdict,
            "share": match.share,
            "address": f"/protection/matches/{match.pk}/",
        },
    )
