"""Any life of a story, against a model in dicts: who has which version, who is told what, and nobody twice."""

from collections import Counter
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from desks.conftest import house, told
from desks.newswire.test_stories import license_translation
from sampan.catalogue.models import Edition
from sampan.desks.newswire import services
from sampan.desks.newswire.models import Delivery, Destination
from sampan.desks.newswire.models.delivery import DestinationKind, EmbargoPolicy
from sampan.partners.errors import Invalid, Refused
from sampan.partners.worker import drain

READERS = ("held", "flagged")
OTHERS = ("lao held", "lao flagged")  # who want the translation of the owner's own house
STEPS = (
    *("publish", "publish", "embargo", "correct", "correct", "revise", "lapse", "withhold", "kill"),
    *("subscribe", "unsubscribe", "translate", "sibling", "sibling", "release"),
)


@dataclass
class Model:
    """One edition as it ought to be."""

    status: str = "draft"
    latest: int = 1
    published: int = 0
    embargoed: bool = False
    had: set[str] = field(default_factory=set)  # readers with a route
    told: list[tuple[str, int, str]] = field(default_factory=list)  # reader, version, kind
    subscribed: set[str] = field(default_factory=set)

    def tell(self, readers: set[str], kind: str) -> None:
        for reader in readers:
            texts = {(reader, self.published, one) for one in ("story", "correction")}
            if kind in {"story", "correction"} and texts & set(self.told):
                continue
            self.told.append((reader, self.published, kind))
            self.had.add(reader)

    def wanting(self) -> set[str]:
        held = {reader for reader in self.subscribed if reader.endswith("held")}
        return (self.subscribed - (held if self.embargoed else set())) | self.had

    def lift(self) -> None:
        """Its hour has come, or it was lifted before."""
        if self.embargoed and self.status == "usable":
            self.embargoed = False
            self.tell(self.wanting(), "story")
        self.embargoed = False

    def release(self) -> None:
        """Lifted before its hour: those who have the text are told, those who waited get it."""
        texts = {"story", "correction"}
        if self.embargoed and self.status == "usable":
            having = {
                r for r, number, kind in self.told if number == self.published and kind in texts
            }
            self.tell(having, "release")
        self.lift()

    def recall(self, status: str, kind: str) -> None:
        """With the original; a notice is a version of its own."""
        if self.status in {"draft", "canceled", status}:
            return
        self.status = status
        self.latest += 1
        self.published = self.latest
        self.embargoed = self.embargoed and kind != "kill"
        self.tell(set(self.had), kind)


class Life(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.hour = timezone.now() + timezone.timedelta(days=1)
        self.texts = 0
        self.owner, self.reader = house("owner", "LA", "en"), house("reader", "VN", "vi")
        self.translator = house("translator", "CN", "zh-Hans")
        self.destinations = {
            name: self._destination(name, policy)
            for name, policy in zip(READERS, (EmbargoPolicy.HOLD, EmbargoPolicy.FLAG), strict=True)
        }
        self.model, self.translation = Model(), None
        self.other, self.sibling = Model(status="draft", subscribed=set(OTHERS)), None
        for name, policy in zip(OTHERS, (EmbargoPolicy.HOLD, EmbargoPolicy.FLAG), strict=True):
            services.subscribe(
                actor=self.reader,
                destination=self._destination(name, policy),
                name="lao",
                languages=["lo"],
            )

    def _destination(self, name: str, policy: EmbargoPolicy) -> Destination:
        made, _key = services.add_destination(
            actor=self.reader, name=name, kind=DestinationKind.ATOM, embargo=policy
        )
        return made

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @initialize(subscribed=st.sampled_from([READERS, READERS[:1], READERS[1:], ()]))
    def draft(self, subscribed: tuple[str, ...]) -> None:
        for reader in subscribed:
            self.subscribe(reader)
        self.edition = services.draft_story(
            actor=self.owner, language="en", content=told(self._headline())
        )

    def _headline(self) -> str:
        self.texts += 1
        return f"Rain {self.texts}"

    @rule(step=st.sampled_from(STEPS), reader=st.sampled_from(READERS))
    def act(self, step: str, reader: str) -> None:
        """One rule, so that no kind of step is left out for a whole life."""
        steps = {
            "subscribe": lambda: self.subscribe(reader),
            "unsubscribe": lambda: self.unsubscribe(reader),
            "embargo": lambda: self.publish(under_embargo=True),
            "publish": lambda: self.publish(under_embargo=False),
            "sibling": self.sibling_of_ours,
        }
        action = steps[step] if step in steps else getattr(self, step)
        action()

    def subscribe(self, reader: str) -> None:
        if reader not in self.model.subscribed:
            destination = self.destinations[reader]
            services.subscribe(
                actor=self.reader, destination=destination, name="all", languages=["en"]
            )
            self.model.subscribed.add(reader)

    def unsubscribe(self, reader: str) -> None:
        for subscription in self.destinations[reader].subscriptions.filter(is_active=True):
            services.unsubscribe(actor=self.reader, subscription=subscription)
        self.model.subscribed.discard(reader)

    def revise(self) -> None:
        model = self.model
        if model.status == "canceled":
            return self._refused(services.revise_story, content=told("No"))
        services.revise_story(actor=self.owner, edition=self._now(), content=told(self._headline()))
        model.latest += 1
        return None

    def publish(self, under_embargo: bool) -> None:
        model, hour = self.model, self.hour if under_embargo else None
        is_new = model.latest != model.published or model.status == "withheld"
        is_out = model.published > 0 and not model.embargoed
        if model.status == "canceled" or not is_new or (under_embargo and is_out):
            return self._refused(services.publish_story, embargoed_until=hour)
        version = services.publish_story(
            actor=self.owner, edition=self._now(), embargoed_until=hour
        )
        model.embargoed = under_embargo or (model.embargoed and not is_out)
        model.status, model.latest, model.published = "usable", version.number, version.number
        drain()
        model.tell(model.wanting(), "story")
        return None

    def correct(self) -> None:
        model = self.model
        if model.status in {"draft", "canceled"}:
            return self._refused(services.correct_story, content=told("No"), note="No.")
        services.correct_story(
            actor=self.owner, edition=self._now(), content=told(self._headline()), note="Better."
        )
        model.latest += 1
        model.status, model.published = "usable", model.latest
        drain()
        model.tell(model.wanting() | self.other.had, "correction")
        return None

    def withhold(self) -> None:
        model = self.model
        if model.status != "usable":
            return self._refused(services.withhold_story, reason="Wait.")
        self._recall("withheld", "withhold")
        return None

    def kill(self) -> None:
        model = self.model
        if model.status not in {"usable", "withheld"}:
            return self._refused(services.kill_story, reason="False.")
        self._recall("canceled", "kill")
        model.embargoed = False
        return None

    def _recall(self, status: str, kind: str) -> None:
        recall = services.kill_story if kind == "kill" else services.withhold_story
        version = recall(actor=self.owner, edition=self._now(), reason=f"{kind} {self.texts}")
        self.model.status = status
        self.model.latest = self.model.published = version.number
        drain()
        self.model.tell(set(self.model.had), kind)
        self.other.recall(status, kind)

    def release(self) -> None:
        model = self.model
        if not model.embargoed:
            return self._refused(services.release_story)
        edition = self._now() if self.texts % 2 or self.sibling is None else self.sibling
        edition.refresh_from_db()
        services.release_story(actor=self.owner, edition=edition)
        drain()
        drain(at=self.hour)  # nobody is served twice
        model.release()
        self.other.release()
        return None

    def sibling_of_ours(self) -> None:
        model = self.model
        if self.sibling is not None or model.status != "usable":
            return
        source = self._now().published
        assert source is not None
        self.sibling = services.translate_story(
            actor=self.owner, source=source, language="lo", content=told("ຝົນ", "ໜຶ່ງ.")
        )
        services.publish_story(actor=self.owner, edition=self.sibling)
        drain()
        self.other.status, self.other.published = "usable", 1
        self.other.embargoed = model.embargoed
        self.other.tell(self.other.wanting(), "story")

    def lapse(self) -> None:
        if not (self.model.embargoed and self.model.status == "usable"):
            return
        drain(at=self.hour)
        self.hour = timezone.now()  # no other embargo can begin: the work is open
        # The share opens by the real clock, so the machine opens it by hand.
        self.edition.work.shares.update(from_at=self.hour)
        self.model.lift()
        self.other.lift()

    def translate(self) -> None:
        model = self.model
        if self.translation is not None or model.status != "usable":
            return
        edition = self._now()
        if model.embargoed:
            return  # not theirs to see yet
        license_translation(self.owner, edition)
        assert edition.published is not None
        self.translation = services.translate_story(
            actor=self.translator, source=edition.published, language="zh-Hans", content=told("雨")
        )
        services.publish_story(actor=self.translator, edition=self.translation)
        drain()

    def _now(self) -> Edition:
        return Edition.objects.select_related("published", "work").get(pk=self.edition.pk)

    def _refused(self, action: object, **told_of: object) -> None:
        with pytest.raises((Refused, Invalid)):
            action(actor=self.owner, edition=self._now(), **told_of)

    @invariant()
    def the_row_is_as_the_model_says(self) -> None:
        if not hasattr(self, "edition"):
            return
        edition = Edition.objects.select_related("latest", "published").get(pk=self.edition.pk)
        number = edition.published.number if edition.published else 0
        seen = (edition.status, number, edition.embargoed_until is not None)
        assert seen == (self.model.status, self.model.published, self.model.embargoed)

    @invariant()
    def everybody_was_told_what_the_model_says_and_once(self) -> None:
        if not hasattr(self, "edition"):
            return
        rows = Delivery.objects.filter(version__edition=self.edition).values_list(
            "route__destination__name", "version__number", "kind"
        )
        assert Counter(rows) == Counter(self.model.told)

    @invariant()
    def the_translation_of_ours_goes_with_it(self) -> None:
        if self.sibling is None:
            return
        row = Edition.objects.select_related("published").get(pk=self.sibling.pk)
        assert row.published is not None
        seen = (row.status, row.published.number, row.embargoed_until is not None)
        assert seen == (self.other.status, self.other.published, self.other.embargoed)
        rows = Delivery.objects.filter(version__edition=row).values_list(
            "route__destination__name", "version__number", "kind"
        )
        assert Counter(rows) == Counter(self.other.told)

    @invariant()
    def a_partners_translation_is_under_the_embargo_of_the_work(self) -> None:
        if self.translation is not None and self.model.status == "usable":
            row = Edition.objects.get(pk=self.translation.pk)
            assert (row.embargoed_until is not None) <= self.model.embargoed

    @invariant()
    def a_recalled_story_has_no_living_translation(self) -> None:
        if self.translation is not None and self.model.status == "canceled":
            assert Edition.objects.get(pk=self.translation.pk).status == "canceled"

    @invariant()
    def nobody_sees_a_draft_or_what_is_held(self) -> None:
        if hasattr(self, "edition"):
            seen = Edition.objects.visible_to(self.reader.organisation).filter(pk=self.edition.pk)
            is_out = (
                self.model.status != "draft"
                and self.edition.work.shares.in_force(at=timezone.now()).exists()
            )
            assert seen.exists() == is_out


@pytest.mark.django_db
def test_any_life_goes_as_the_model_says() -> None:
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=15,
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )
