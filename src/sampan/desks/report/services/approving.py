"""From draft to public: review, signatures, publication at its hour, withdrawal."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sampan.desks.report import rules
from sampan.desks.report.contents import digest_of
from sampan.desks.report.models import Report, ReportState, SignOff
from sampan.partners import events
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused

from .writing import told

SIGNATURES = 2  # people who stand by a report before it may be published


@transaction.atomic
def submit_report(*, actor: Actor, report: Report) -> Report:
    """Ask for signatures. Whoever changes something after that begins the signing anew."""
    if not rules.may_write(actor, report):
        raise Refused(_("A report is sent to review by those who write it."))
    if not report.chapters.exists():
        raise Invalid(_("The report has no chapters yet."))
    return _become(actor, report, ReportState.REVIEW, "report.report.submitted")


@transaction.atomic
def sign_report(*, actor: Actor, report: Report, note: str = "") -> SignOff:
    """Stand by the report as it is now. Two people, and it may be published."""
    if not rules.may_sign(actor, report):
        raise Refused(_("A report is signed by people of the house that makes it."))
    report = Report.objects.select_for_update().get(pk=report.pk)
    if report.state != ReportState.REVIEW:
        raise Invalid(_("Only a report in review is signed."))
    digest = digest_of(report)
    assert actor.person is not None
    signoff, is_new = SignOff.objects.get_or_create(
        report=report, person=actor.person, digest=digest, defaults={"note": note}
    )
    if not is_new:
        raise Invalid(_("You have signed this already; somebody else has to sign as well."))
    events.record(
        name="report.report.signed",
        subject=report,
        actor=actor,
        data=told(report) | {"digest": digest, "by": actor.person.name},
    )
    if report.signoffs.filter(digest=digest).count() >= SIGNATURES:
        report.digest = digest
        report.state = ReportState.SIGNED
        report.save(update_fields=["digest", "state"])
    return signoff


@transaction.atomic
def reopen_report(*, actor: Actor, report: Report) -> Report:
    """Take a report that is not public back to writing; its signatures are for what it was."""
    if not rules.may_sign(actor, report) or report.state not in {
        ReportState.REVIEW,
        ReportState.SIGNED,
    }:
        raise Refused(_("Only a report in review, or signed and not yet public, is opened again."))
    return _become(actor, report, ReportState.DRAFT, "report.report.reopened")


@transaction.atomic
def publish_report(*, actor: Actor, report: Report, at: datetime | None = None) -> Report:
    """Make a signed report public, now or at its hour. Raises Invalid if it is no longer what was signed."""
    if not rules.may_publish(actor, report):
        raise Refused(_("A signed report is published by an editor of its house."))
    if digest_of(report) != report.digest:
        raise Invalid(_("The report has changed since it was signed; send it to review again."))
    report.published_at = max(at or timezone.now(), timezone.now())
    report.state = ReportState.PUBLISHED
    report.save(update_fields=["published_at", "state"])
    events.record(
        name="report.report.published",
        subject=report,
        actor=actor,
        data=told(report) | {"digest": report.digest},
        due_at=report.published_at,
    )
    return report


@transaction.atomic
def withdraw_report(*, actor: Actor, report: Report, reason: str) -> Report:
    """Take a published report down. It says so in its place; the reason is kept."""
    if not rules.may_publish(actor, report):
        raise Refused(_("A report is withdrawn by an editor of its house."))
    if not reason.strip():
        raise Invalid(_("Say why, for those who have it already."), field="reason")
    return _become(
        actor, report, ReportState.WITHDRAWN, "report.report.withdrawn", reason=reason.strip()
    )


def _become(actor: Actor, report: Report, state: ReportState, name: str, **data: str) -> Report:
    changed = Report.objects.filter(pk=report.pk, state=report.state).update(state=state)
    if not changed:
        raise Invalid(_("Somebody else has just moved this report on; look at it again."))
    report.state = state
    events.record(name=name, subject=report, actor=actor, data=told(report) | data)
    return report
