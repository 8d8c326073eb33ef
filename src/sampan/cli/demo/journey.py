"""One story's way through every joint of the house. Each step prints what really came of it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.utils import timezone

from sampan.catalogue import rights
from sampan.catalogue.content import Content
from sampan.catalogue.models import Edition
from sampan.catalogue.search import search
from sampan.catalogue.services import describe_work
from sampan.catalogue.wording import word
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Delivery, Intake
from sampan.desks.newswire.models.intake import Channel
from sampan.desks.protection.models import Match
from sampan.desks.protection.services import Seen, report_sighting
from sampan.desks.report.models import Fact
from sampan.partners.actor import Actor
from sampan.partners.models import Event
from sampan.partners.worker import drain

from .content_files import Record, journey, journey_file, journey_story
from .members import acting
from .printing import Printer
from .receivers import Receiver
from .wire import license_story


@dataclass(slots=True)
class Journey:
    """The steps in their order; `walk` says whether each came out as the content's own key says."""

    receiver: Receiver
    printer: Printer
    houses: dict[str, Actor] = field(default_factory=dict)
    feeds: dict[str, str] = field(default_factory=dict)
    plan: Record = field(default_factory=journey)
    stories: dict[str, Edition] = field(default_factory=dict)

    def walk(self) -> bool:
        steps: tuple[Callable[[], None], ...] = (
            self.receive, self.publish, self.find, self.ask, self.deliver, self.recognise, self.count,
        )  # fmt: skip
        for step in steps:
            self.printer.begin((step.__doc__ or "").splitlines()[0])
            step()
            self.printer.end()
        return not self.printer.failed

    def receive(self) -> None:
        """Two stories arrive damaged: a Lao mail that lies about its encoding, a Burmese file in Zawgyi."""
        for part in ("lao", "burmese"):
            told = self.plan[part]
            actor = self.houses[told["organisation"]]
            wanted = journey_story(told["story"])
            data = journey_file(told["file"])
            channel = Channel.MAIL if told["file"].endswith(".eml") else Channel.FOLDER
            message = services.receive(actor=actor, name=told["file"], data=data, channel=channel)
            intake = message.intakes.get()
            self.stories[wanted["slug"]] = intake.edition
            self._say_intake(message.name, intake, wanted)

    def _say_intake(self, name: str, intake: Intake, wanted: Record) -> None:
        version = intake.edition.latest
        assert version is not None
        content = Content.from_json(version.content)
        self.printer.say(f"{name}: {intake.edition.language}, “{version.headline}”")
        for repair in intake.repairs:
            self.printer.say(f"  repaired: {repair['detail']}")
        for aside in intake.set_aside:
            self.printer.say(f"  set aside: “{aside['text'][:60]}…” ({aside['reason']})")
        text = "\n\n".join(content.paragraphs)
        self.printer.check("text is as its author wrote it", text.strip() == wanted["text"].strip())
        self.printer.say(
            f"  version {version.number}, SHA-256 {version.digest[:16]}…, {version.iscc}"
        )
        event = Event.objects.about(intake.edition).get(name="newswire.story.drafted")
        self.printer.say(f"  event {event.name}, {event.key}")

    def publish(self) -> None:
        """Their editors say what they are about, grant rights and publish them."""
        for slug, edition in self.stories.items():
            story = journey_story(f"{slug}.toml")
            actor = acting(self.houses[story["organisation"]], story["byline"])
            describe_work(
                actor=actor,
                work=edition.work,
                slugline=slug,
                topics=story["topics"],
                places=[story["place"]],
            )
            license_story(actor, edition, story["terms"], timezone.now())
            version = services.publish_story(actor=actor, edition=edition)
            self.printer.say(f"“{version.headline}” by {actor.organisation.name}, to every partner")
        self.printer.say(
            f"  {drain()} events handled: words, meanings and fingerprints indexed, deliveries made"
        )

    def find(self) -> None:
        """Partners find them with questions in Chinese and Vietnamese, in no word the same."""
        for query in self.plan["queries"]:
            reader = self.houses[query["organisation"]].organisation
            hits = search(organisation=reader, query=query["text"], language=query["language"]).hits
            editions = [hit.version.edition_id for hit in hits]
            wanted = self.stories[query["finds"]].pk
            place = editions.index(wanted) + 1 if wanted in editions else 0
            self.printer.check(
                f"{reader.name} asks “{query['text']}”: found in place {place}", 1 <= place <= 3
            )

    def ask(self) -> None:
        """A Chinese partner asks what it may do with the Lao story."""
        edition = next(iter(self.stories.values()))
        for question in self.plan["permits"]:
            party = self.houses[question["party"]].organisation
            decision = rights.permit(
                work=edition.work,
                party=party,
                territory=question["territory"],
                language=question["language"],
                use=question["use"],
                on=timezone.localdate(),
            ).decision
            clauses = {reason.clause for reason in decision.reasons}
            right = decision.verdict == question["verdict"] and question["clause"] in clauses
            self.printer.check(
                f"{question['use']} in {question['territory']}: {decision.verdict}", right
            )
            for reason in decision.reasons[:2]:
                self.printer.say(f"  {word(reason.kind, reason.parameters)}")

    def deliver(self) -> None:
        """It was pushed, signed, to a receiver that verified it."""
        edition = next(iter(self.stories.values()))
        deliveries = Delivery.objects.filter(
            version__edition=edition, route__destination__kind="push"
        )
        for delivery in deliveries.select_related("route__destination__organisation"):
            taken = [t for t in self.receiver.taken if edition.uri.encode() in t.body]
            destination = delivery.route.destination
            self.printer.check(
                f"{destination.organisation.name}, “{destination.name}”: {delivery.get_state_display()}, "
                f"{destination.get_form_display()}",
                bool(taken)
                and all(t.verified for t in taken)
                and delivery.acknowledged_at is not None,
            )
        self.printer.check(f"{deliveries.count()} signed deliveries", deliveries.exists())

    def recognise(self) -> None:
        """A page outside lifted two paragraphs; it is recognised, judged, and told to the owner."""
        outside, edition = self.plan["outside"], next(iter(self.stories.values()))
        sighting = report_sighting(
            actor=self.houses["three-rivers"],
            data=journey_file(outside["file"]),
            name=outside["file"],
            seen=Seen(outlet=outside["publisher"], territory="LA", url=outside["url"]),
        )
        drain()
        match = Match.objects.filter(sighting=sighting, version__edition=edition).first()
        self.printer.check("the passages are found", match is not None)
        if match is None:
            return
        for start, end, source_start, source_end, kind in match.spans:
            self.printer.say(
                f"  {kind}: theirs [{start}:{end}] “{sighting.text[start : start + 50]}…”"
            )
            self.printer.say(
                f"  {' ' * len(kind)}  ours [{source_start}:{source_end}] "
                f"“{match.version.text[source_start : source_start + 50]}…”"
            )
        self.printer.check(
            f"{match.share:.0%} of its text, verdict: {match.verdict}", match.verdict == "taken"
        )
        owner = edition.work.owner
        told = (
            Event.objects.told_to(owner)
            .filter(name="protection.match.judged")
            .order_by("-id")
            .first()
        )
        self.printer.check(f"{owner.name} is told, by event {told and told.key}", told is not None)
        self.printer.check("a pickup stands on the story's page", edition.pickups.count() == 1)

    def count(self) -> None:
        """All of it is counted, each figure with its event."""
        edition = next(iter(self.stories.values()))
        facts = Fact.objects.filter(work=edition.work.key)
        for kind in ("delivery", "pickup"):
            rows = facts.filter(kind=kind)
            places = sorted({fact.territory for fact in rows})
            self.printer.check(
                f"{rows.count()} × {kind}: {edition.work.origin} → {', '.join(places)}",
                rows.exists(),
            )
