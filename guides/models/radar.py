"""What a guide's radar asks of courses: who each waits for, and how urgent it is."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Case as Choice
from django.db.models import (
    CharField,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import IsNull
from django.utils import timezone

from guides.enums import Ball, CaseStatus, HandoverStatus
from guides.models.assignment import Handover
from guides.models.case import MAY_BE_SILENT
from initiatives.enums import BEFORE_DECISION, ApplicationStatus, AwardStatus, MemberRole
from initiatives.models import Application, Award, InitiativeMember

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from guides.models import CommunityGuide
    from guides.models.case import CaseQuerySet

_OF_CITIZEN = frozenset(
    {ApplicationStatus.DRAFT, ApplicationStatus.INFORMATION_REQUESTED, ApplicationStatus.IN_HEARING}
)
_AWARDS_OF_CITIZEN = (AwardStatus.OFFERED, AwardStatus.REPORT_DUE)
_UNDER_WAY = (CaseStatus.CONTACTED, CaseStatus.ACTIVE)


def _quiet(days: int) -> Q:
    """Over courses with `contact_at`: no contact for so many days, where there should be some."""
    then = timezone.localtime(timezone.now() - datetime.timedelta(days=days - 1))
    midnight = then.replace(hour=0, minute=0, second=0, microsecond=0)
    return Q(status__in=MAY_BE_SILENT, contact_at__lt=midnight)


def _some(rows: QuerySet[Any]) -> Q:
    """Whether there are any, looked up for each course by index.

    `Exists` would let the database read all applications of the country at once instead.
    """
    return Q(IsNull(Subquery(rows.order_by().values("pk")[:1]), False))


def with_signs(cases: CaseQuerySet) -> CaseQuerySet:
    """With `silence` (0, 14 or 30 days), `ball` (who it waits for) and `urgency` (0 is first).

    The guide's turn comes first: a call that is promised, a step that is due or was never planned.
    Else the citizen's, who has something to write or answer; else the municipality's.
    """
    today = timezone.localdate()
    is_mine = (
        Q(status=CaseStatus.NEW)
        | Q(next_step_on__lte=today)
        | Q(status__in=_UNDER_WAY, next_step="")
    )
    sent = Application.objects.filter(initiative=OuterRef("initiative"))
    awards = Award.objects.filter(application__initiative=OuterRef("initiative"))
    is_citizens = _some(sent.filter(status__in=_OF_CITIZEN)) | _some(
        awards.filter(status__in=_AWARDS_OF_CITIZEN)
    )
    is_caseworkers = _some(sent.filter(status__in=BEFORE_DECISION - _OF_CITIZEN))
    return cases.with_contact().annotate(
        silence=Choice(
            When(_quiet(30), then=30),
            When(_quiet(14), then=14),
            default=0,
            output_field=IntegerField(),
        ),
        ball=Choice(
            When(is_mine, then=Value(Ball.GUIDE)),
            When(is_citizens, then=Value(Ball.CITIZEN)),
            When(is_caseworkers, then=Value(Ball.CASEWORKER)),
            default=Value(Ball.GUIDE),
            output_field=CharField(),
        ),
        urgency=Choice(
            When(status=CaseStatus.NEW, call_back_by__lt=today, then=0),
            When(_quiet(30), then=1),
            When(_quiet(14), then=2),
            When(next_step_on__lt=today, then=3),
            When(status__in=_UNDER_WAY, next_step="", then=4),
            default=5,
            output_field=IntegerField(),
        ),
    )


def with_marks(cases: CaseQuerySet, guide: CommunityGuide) -> CaseQuerySet:
    """With `is_offered`: whether the guide has asked a colleague to take it over."""
    asked = Handover.objects.filter(case=OuterRef("pk"), status=HandoverStatus.OFFERED)
    return cases.annotate(is_offered=Exists(asked.filter(from_guide=guide)))


def with_phone(cases: CaseQuerySet) -> CaseQuerySet:
    """With `phone`: the number to ring, in the order of `queries.contact`; empty without one."""
    leads = InitiativeMember.objects.filter(initiative=OuterRef("initiative"), role=MemberRole.LEAD)
    sent = Application.objects.filter(initiative=OuterRef("initiative"))
    applied = sent.exclude(status=ApplicationStatus.DRAFT).exclude(contact_phone="")
    return cases.annotate(
        phone=Coalesce(
            Subquery(leads.exclude(user__phone="").values("user__phone")[:1]),
            NullIf("initiative__contact_phone", Value("")),
            Subquery(applied.values("contact_phone")[:1]),
            Value(""),
        )
    )


def found(cases: CaseQuerySet, words: str) -> CaseQuerySet:
    """Those with all these words in the title, the number, the place or a person's name."""
    people = InitiativeMember.objects.filter(initiative=OuterRef("initiative"))
    for word in words.split():
        cases = cases.filter(
            Q(initiative__title__icontains=word)
            | Q(initiative__number__icontains=word)
            | Q(initiative__place__icontains=word)
            | Q(initiative__neighbourhood__name__icontains=word)
            | Q(initiative__contact_name__icontains=word)
            | Q(Exists(people.filter(user__full_name__icontains=word)))
        )
    return cases
