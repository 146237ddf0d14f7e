"""Requirements found met, the training finished, and the certificate for it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from guides import emails, permissions, renewal, transcripts
from guides.actions import ambassadors, enrolments
from guides.enums import TAKES_PART, EndReason, EnrolmentMove
from guides.errors import (
    DayNotPossible,
    NotPermitted,
    RequirementsMissing,
    TransitionNotAllowed,
)
from guides.models import (
    Ambassador,
    Certificate,
    CertificateSeries,
    CommunityGuide,
    Enrolment,
    RequirementAssessment,
    TrainingCourse,
    TrainingRequirement,
)
from portal.audit.actions import record
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from portal.users.models import User


@transaction.atomic
def assess(
    enrolment_id: int, *, requirement_id: int, is_met: bool, words: str, by: User
) -> RequirementAssessment:
    """Say whether a person meets a requirement. The last word counts; the history keeps them all.

    Raises: NotPermitted, TransitionNotAllowed (not on the course),
        TrainingRequirement.DoesNotExist (of another programme, or one that is counted).
    Effects: audit `guides.requirement_assessed`, when something changed.
    """
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("course")
    enrolment = rows.get(pk=enrolment_id)
    if not permissions.can_train(by, enrolment.course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))
    if enrolment.status not in TAKES_PART:
        raise TransitionNotAllowed(_("Personen er ikke på holdet nu."))
    requirement = TrainingRequirement.objects.get(
        pk=requirement_id, programme=enrolment.course.programme_id
    )
    if not requirement.is_assessed:
        raise NotPermitted(_("Møder tælles af sig selv og skal ikke vurderes."))
    known = enrolment.assessments.filter(requirement=requirement).first()
    if known is not None and (known.is_met, known.words) == (is_met, words):
        return known
    told = {"is_met": is_met, "words": words, "assessed_by": by, "assessed_at": timezone.now()}
    row, _made = RequirementAssessment.objects.update_or_create(
        enrolment=enrolment, requirement=requirement, defaults=told
    )
    facts = {"requirement": requirement.pk, "is_met": is_met}
    record(AuditAction.REQUIREMENT_ASSESSED, target=enrolment, by=by, data=facts)
    return row


@transaction.atomic
def complete(
    enrolment_id: int, *, completed_on: datetime.date, shown_publicly: bool, words: str, by: User
) -> Ambassador:
    """Record that a person has finished, issue the certificate, and make them an ambassador.

    One who is an ambassador already serves the new neighbourhood too, and has the role for longer.
    The certificate is one for each completion: the person's row is the lock, the table the guard.

    Args: shown_publicly: the person's yes to being shown by first name. words: their own.
    Raises: NotPermitted, TransitionNotAllowed, RequirementsMissing, DayNotPossible, NameMissing.
    Effects: audit `guides.training_completed` and `guides.certificate_issued`; tells the person by
    mail.
    """
    enrolment = enrolments.moved(enrolment_id, EnrolmentMove.COMPLETE, by=by)
    if not transcripts.of(enrolment).is_complete:
        raise RequirementsMissing(_("Der mangler noget endnu. Se, hvad personen skal nå."))
    if not enrolment.course.starts_on <= completed_on <= timezone.localdate():
        raise DayNotPossible(_("Skriv en dag mellem holdets start og i dag."))
    ambassadors.check_name(enrolment.person, shown_publicly=shown_publicly)
    enrolment.completed_on = completed_on
    enrolment.completed_by = by
    enrolment.save(update_fields=["status", "completed_on", "completed_by"])
    certificate = _issue(enrolment, day=completed_on)
    ambassador = ambassadors.begin(
        enrolment,
        until=certificate.valid_until,
        trainer=_trainer(enrolment.course, by=by),
        shown_publicly=shown_publicly,
        words=words,
    )
    facts = {"completed_on": completed_on, "shown_publicly": shown_publicly}
    record(AuditAction.TRAINING_COMPLETED, target=enrolment, by=by, data=facts)
    record(AuditAction.CERTIFICATE_ISSUED, target=certificate, by=by)
    emails.ambassador_welcome(ambassador)
    return ambassador


@transaction.atomic
def revoke(certificate_id: int, *, reason: str, by: User) -> Certificate:
    """Take a certificate back; the page that checks it says so at once. Again changes nothing.

    Raises: NotPermitted.
    Effects: the role that rests on it ends; audit `guides.certificate_revoked`; tells the person.
    """
    rows = Certificate.objects.select_for_update(of=("self",))
    certificate = rows.select_related("enrolment__course", "enrolment__person").get(
        pk=certificate_id
    )
    if not permissions.can_train(by, certificate.enrolment.course):
        raise NotPermitted(_("Kun holdets egne guider kan gøre det."))
    if certificate.is_revoked:
        return certificate
    certificate.revoked_at = timezone.now()
    certificate.revoked_by = by
    certificate.revoked_reason = reason
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoked_reason"])
    record(AuditAction.CERTIFICATE_REVOKED, target=certificate, by=by)
    resting = Ambassador.objects.filter(user=certificate.enrolment.person, ended_on=None)
    others = Certificate.objects.filter(
        enrolment__person=certificate.enrolment.person, revoked_at=None
    )
    ambassador = resting.first()
    if ambassador is not None and not others.exists():
        ambassadors.close(ambassador, reason=EndReason.REVOKED, by=by)
    emails.certificate_revoked(certificate)
    return certificate


def _issue(enrolment: Enrolment, *, day: datetime.date) -> Certificate:
    programme = enrolment.course.programme
    return Certificate.objects.create(
        enrolment=enrolment,
        number=_next_number(day.year),
        name=str(enrolment.person),
        title=programme.certificate_title,
        issued_on=day,
        valid_until=renewal.add_months(day, programme.valid_months),
    )


def _next_number(year: int) -> str:
    """The next number of the year, such as HTI-B-2026-0042."""
    CertificateSeries.objects.get_or_create(year=year)
    series = CertificateSeries.objects.select_for_update().get(year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return f"{settings.CASE_NUMBER_PREFIX}-B-{year}-{series.last:04d}"


def _trainer(course: TrainingCourse, *, by: User) -> CommunityGuide:
    """The guide to name as trainer: whoever records it, else the course's first one."""
    own = course.trainers.filter(user=by).first()
    trainer = own or course.trainers.order_by("pk").first()
    if trainer is None:
        raise NotPermitted(_("Holdet har ingen guide. Sæt en guide på holdet først."))
    return trainer
