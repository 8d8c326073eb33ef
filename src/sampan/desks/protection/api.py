"""The protection desk for programs: report what was seen, read what was found."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Form, Query, Schema
from ninja.files import UploadedFile
from pydantic import StringConstraints

from sampan.catalogue.uploads import read_upload
from sampan.catalogue.wording import territories
from sampan.partners.api import PROBLEMS, Paging, Router, acting
from sampan.partners.errors import Invalid
from sampan.partners.models import Organisation, Scope

from . import services
from .models import Match

router = Router(tags=["protection"])


# PostgreSQL keeps no text with a zero character in it.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$")]


class Seen(Schema):
    outlet: Text
    territory: Text
    url: Text = ""
    party: Text = ""  # the slug of a partner, where the outlet is one


class Reported(Schema):
    id: int
    language: str
    headline: str


class MatchLine(Schema):
    """A match, as its owner sees it."""

    id: int
    outlet: str
    headline: str
    url: str
    uri: str
    verdict: str
    share: float
    passages: int
    state: str
    judged_at: datetime

    @classmethod
    def of(cls, match: Match) -> "MatchLine":
        return cls(
            id=match.pk,
            outlet=match.sighting.outlet,
            headline=match.sighting.headline,
            url=match.sighting.url,
            uri=match.version.edition.uri,
            verdict=match.verdict,
            share=match.share,
            passages=len(match.spans),
            state=match.state,
            judged_at=match.judged_at,
        )


@router.post("/sightings", response={200: Reported, **PROBLEMS}, operation_id="report_sighting")
def report_sighting(request: HttpRequest, seen: Form[Seen], file: File[UploadedFile]) -> Reported:
    """Report an article that was seen. Owners whose passages are in it are told."""
    actor = acting(request, Scope.PROTECTION)
    party = Organisation.objects.active().filter(slug=seen.party).first() if seen.party else None
    if seen.party and party is None:
        raise Invalid(_("There is no partner “%(slug)s”.") % {"slug": seen.party}, field="party")
    _known_territory(seen.territory)
    found = services.report_sighting(
        actor=actor,
        data=read_upload(file),
        name=file.name or "seen",
        seen=services.Seen(
            outlet=seen.outlet[:200], territory=seen.territory, url=seen.url[:1000], party=party
        ),
    )
    return Reported(id=found.pk, language=found.language, headline=found.headline)


@router.get("/matches", response={200: list[MatchLine], **PROBLEMS}, operation_id="list_matches")
def list_matches(request: HttpRequest, paging: Query[Paging]) -> list[MatchLine]:
    """Where the organisation's own works were found, the newest first."""
    actor = acting(request, Scope.READ)
    matches = Match.objects.visible_to(actor.organisation).select_related(
        "sighting", "version__edition"
    )
    return [MatchLine.of(match) for match in paging.cut(matches.order_by("-judged_at", "-pk"))]


def _known_territory(code: str) -> None:
    if code not in dict(territories()):
        sentence = _("“%(code)s” is no country’s ISO 3166 code; one reads like LA.")
        raise Invalid(sentence % {"code": code}, field="territory")
