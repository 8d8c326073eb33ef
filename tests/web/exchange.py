"""Three houses for the test of tenancy: A with one of everything, B to whom it gave one story, C to whom none."""

import io
from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from catalogue.test_titles import clip, picture
from desks.conftest import draft, house, published, told
from desks.market.offering import offered
from desks.report.test_reports import figure as frozen_share
from sampan.catalogue import assets
from sampan.catalogue.models import Attachment, Edition, Title, TitleFile, Work
from sampan.catalogue.services import GrantTerms, add_grant, attach_asset, put_file, share_work
from sampan.desks.market.models import CatalogueImport, ScreeningLeave, Wish
from sampan.desks.market.search import Wanted
from sampan.desks.market.services.catalogue_import import send_catalogue
from sampan.desks.market.services.screening import allow_screening
from sampan.desks.market.services.wishes import save_wish
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Delivery, Destination, Message, Subscription
from sampan.desks.newswire.models.delivery import DestinationKind
from sampan.desks.protection.models import Match, Sighting
from sampan.desks.protection.services import Seen, report_sighting
from sampan.desks.report.models import (
    Block,
    Fact,
    PlacedFigure,
    Report,
    ReportFile,
    SourceFile,
    Task,
)
from sampan.desks.report.services import add_chapter, open_report, write_block
from sampan.partners.actor import Actor
from sampan.partners.models import Membership, Role, Scope, Token
from sampan.partners.services import issue_token
from sampan.partners.worker import drain

from .bargains import Bargain, strike

SECRET = "xylophone-of-house-a"  # stands in everything that A shows to nobody, or to B alone
STORY = tuple(
    f"Paragraph {n} of the {SECRET} tells of ferry number {n} on the river, its crew and cargo of rice."
    for n in range(1, 6)
)


@dataclass
class Exchange:
    a: Actor
    b: Actor
    c: Actor
    auditor: Actor  # of house A
    sessions: dict[Actor, str]
    draft: Edition
    restricted: Edition
    message: Message
    destination: Destination
    subscription: Subscription
    delivery: Delivery
    sighting: Sighting
    match: Match
    picture: Attachment
    feed: str
    offered: Title
    kept_back: Title
    poster: TitleFile
    screener: TitleFile
    leave: ScreeningLeave
    wish: Wish
    catalogue_file: CatalogueImport
    report: Report
    block: Block
    report_file: ReportFile
    source: SourceFile
    placed: PlacedFigure
    bargain: Bargain

    def client(self, actor: Actor) -> Client:
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[actor]
        return client


def _session(actor: Actor) -> str:
    assert actor.person is not None
    client = Client()
    client.force_login(actor.person)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def key_of(actor: Actor, *scopes: str) -> tuple[Token, str]:
    owner = Actor(
        organisation=actor.organisation, roles=frozenset({Role.OWNER}), person=actor.person
    )
    return issue_token(actor=owner, name="program", scopes=scopes or tuple(Scope.values))


def _auditor(actor: Actor) -> Actor:
    """A member of the same house without any role that acts."""
    other = house(f"{actor.organisation.slug}-x", "LA", roles=())
    assert other.person is not None
    Membership.objects.create(
        person=other.person, organisation=actor.organisation, role=Role.AUDITOR
    )
    return Actor(
        organisation=actor.organisation, roles=frozenset({Role.AUDITOR}), person=other.person
    )


def build() -> Exchange:
    a, b, c = (
        house("house-a", "LA", "en", roles=(Role.EDITOR, Role.SELLER)),
        house("house-b", "CN", "en"),
        house("house-c", "TH", "en"),
    )
    for actor in (a, b, c):
        _listen(actor)
    address, key = services.add_destination(
        actor=a, name=f"{SECRET} feed", kind=DestinationKind.ATOM
    )
    subscription = services.subscribe(actor=a, destination=address, name=f"{SECRET} wants")
    published(b, "From B to everybody", "Nothing secret is in here.")
    message = services.receive(actor=a, name=f"{SECRET}.txt", data=_mail())
    hidden = draft(a, f"Draft {SECRET}", *STORY)
    restricted = draft(a, f"Restricted {SECRET}", *STORY)
    hung = _picture(a, restricted)
    _license(a, restricted.work)
    services.publish_story(actor=a, edition=restricted, partners=[b.organisation])
    services.correct_story(
        actor=a,
        edition=restricted,
        content=told(f"Restricted, better {SECRET}", *STORY),
        note="Better.",
    )
    sighting = report_sighting(
        actor=a,
        data="\n\n".join((f"Seen {SECRET}", *STORY)).encode(),
        name="seen.txt",
        seen=Seen(outlet=f"{SECRET} Times", territory="TH", party=c.organisation),
    )
    drain()
    restricted.refresh_from_db()
    shown, kept_back = (
        offered(a, f"{SECRET} on {name}", *STORY, shared=False) for name in ("offer", "hold")
    )
    share_work(actor=a, work=shown.work, organisation=b.organisation)
    poster = put_file(actor=a, title=shown, purpose="poster", file=picture(), name="p.jpg")
    until = timezone.now() + timedelta(days=1)
    leave = allow_screening(actor=a, title=shown, organisation=b.organisation, until_at=until)
    screener = put_file(actor=a, title=shown, purpose="screener", file=clip(), name="s.mp4")
    drain()
    assert Fact.objects.filter(owner=a.organisation).count() > 0
    block = _report(a)
    bargain = strike(a, b, shown, SECRET)
    drain()
    auditor = _auditor(a)
    return Exchange(
        a=a, b=b, c=c, auditor=auditor, sessions={one: _session(one) for one in (a, b, c, auditor)},
        draft=hidden, restricted=restricted, message=message, destination=address,
        subscription=subscription, delivery=Delivery.objects.filter(route__destination=address).get(),
        sighting=sighting, match=Match.objects.filter(version__edition=restricted).get(),
        picture=hung, feed=key, offered=shown, kept_back=kept_back, poster=poster, screener=screener,
        leave=leave, wish=_wish(a),
        catalogue_file=send_catalogue(actor=a, name=f"{SECRET}.csv", data=b"Reference,Kind\n"),
        report=block.chapter.report, block=block,
        report_file=ReportFile.objects.get(report=block.chapter.report),
        source=SourceFile.objects.get(organisation=a.organisation), placed=PlacedFigure.objects.get(),
        bargain=bargain,
    )  # fmt: skip


def _report(actor: Actor) -> Block:
    """A draft, with a text and a file."""
    titles = {"en": f"Report of {SECRET}"}
    report = open_report(actor=actor, slug="r", year=2026, titles=titles, languages=["en", "lo"])
    chapter = add_chapter(actor=actor, report=report, titles=titles)
    data = io.BytesIO(f"the {SECRET} of a report".encode())
    asset = assets.keep(data, media_type="text/plain")
    ReportFile.objects.create(report=report, name="report.txt", asset=asset)
    SourceFile.objects.create(organisation=actor.organisation, asset=asset, name=f"{SECRET}.csv")
    frozen_share(report, 0.1)
    Task.objects.create(event=uuid4(), organisation=actor.organisation, report=report, kind="files")
    return write_block(actor=actor, chapter=chapter, kind="text", texts={"en": SECRET})


def _wish(actor: Actor) -> Wish:
    buyer = replace(actor, roles=frozenset({Role.BUYER}))
    return save_wish(actor=buyer, name=f"Wish for {SECRET}", wanted=Wanted(text="ferry"))


def _listen(actor: Actor) -> None:
    destination, _key = services.add_destination(actor=actor, name="f", kind=DestinationKind.ATOM)
    services.subscribe(actor=actor, destination=destination, name="all")


def _mail() -> bytes:
    return "\n\n".join((f"Mail {SECRET}", *STORY)).encode()


def _picture(actor: Actor, edition: Edition) -> Attachment:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(file, "JPEG")
    file.seek(0)
    assert edition.latest is not None
    return attach_asset(
        actor=actor, version=edition.latest, file=file, name="p.jpg", media_type="image/jpeg"
    )


def _license(actor: Actor, work: Work) -> None:
    terms = GrantTerms(
        verb="out-nonexclusive",
        territories=["World"],
        languages=["all"],
        uses=["news.publish"],
        start_on=timezone.localdate() - timedelta(days=1),
        clause="7.7",
        clause_text=f"Clause of {SECRET}",
    )
    add_grant(actor=actor, work=work, terms=terms)
