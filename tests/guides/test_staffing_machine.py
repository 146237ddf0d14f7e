"""Nobody ever sees a course outside their right, through any course of events (bar B3)."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db.models import F, Q
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from guides.models import Case, CommunityGuide
from guides.models.case import CaseQuerySet
from guides.models.cover import CoverQuerySet, EmergencyAccessQuerySet
from guides.models.guide import CommunityGuideQuerySet
from guides.models.referral import ReferralQuerySet
from tests.guides.referring import Referring
from tests.guides.staffing import DONE, Staffing

pytestmark = pytest.mark.django_db

RUNS, STEPS = 50, 30
REFERRING_RUNS = 15


def _settings(runs: int, *phases: Phase) -> settings:
    return settings(
        max_examples=runs,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize=True,
        database=None,
        phases=phases or tuple(Phase),
        suppress_health_check=list(HealthCheck),
    )


def test_access_follows_the_assignment_through_any_course_of_events() -> None:
    DONE.clear()

    run_state_machine_as_test(Staffing, settings=_settings(RUNS))

    rules = ("take", "assign", "offer", "answer", "arrange_cover", "end_cover", "open_in_emergency")
    assert [rule for rule in rules if DONE[rule] < RUNS // 10] == [], DONE


def test_referrals_open_no_course_through_any_course_of_events() -> None:
    DONE.clear()

    run_state_machine_as_test(Referring, settings=_settings(REFERRING_RUNS))

    rules = ("take", "refer", "follow_up")
    assert [rule for rule in rules if DONE[rule] < REFERRING_RUNS // 10] == [], DONE


# --- Controls: each planted fault is found -----------------------------------------------------


def _cover_without_end(self: CoverQuerySet, on: datetime.date | None = None) -> CoverQuerySet:
    return self.filter(
        ended_at__isnull=True, by__in=CommunityGuide.objects.active(),
        guide__in=CommunityGuide.objects.active(),
    )  # fmt: skip


def _those_who_left_too(
    self: CommunityGuideQuerySet, on: datetime.date | None = None
) -> CommunityGuideQuerySet:
    day = on or timezone.localdate()
    return self.filter(user__is_active=True, organisation__agreement_signed_on__lte=day)


def _emergency_for_ever(self: EmergencyAccessQuerySet) -> EmergencyAccessQuerySet:
    return self.filter(case__guide__organisation=F("organisation"))


_true_gate = CaseQuerySet.visible_to


def _seen_by_the_one_who_is_asked(self: CaseQuerySet, user: Any) -> CaseQuerySet:
    asked = Q(handovers__to_guide__user=user, handovers__status="OFFERED")
    return self.filter(Q(pk__in=_true_gate(self, user)) | asked).distinct()


def _seen_by_the_one_before(self: CaseQuerySet, user: Any) -> CaseQuerySet:
    had = Q(handovers__from_guide__user=user, handovers__status="ACCEPTED")
    return self.filter(Q(pk__in=_true_gate(self, user)) | had).distinct()


def _seen_by_those_who_keep_the_community(self: CaseQuerySet, user: Any) -> CaseQuerySet:
    kept = Q(referrals__community__neighbourhood__guides__user=user)
    return self.filter(Q(pk__in=_true_gate(self, user)) | kept).distinct()


def _kept_by_the_one_who_referred(self: ReferralQuerySet, user: Any) -> ReferralQuerySet:
    works = Q(case__in=Case.objects.worked_by(user))
    return self.filter(works | Q(referred_by=user))


@pytest.mark.parametrize(
    ("machine", "where", "name", "fault"),
    [
        (Staffing, CoverQuerySet, "running", _cover_without_end),
        (Staffing, CommunityGuideQuerySet, "active", _those_who_left_too),
        (Staffing, EmergencyAccessQuerySet, "in_force", _emergency_for_ever),
        (Staffing, CaseQuerySet, "visible_to", _seen_by_the_one_who_is_asked),
        (Staffing, CaseQuerySet, "visible_to", _seen_by_the_one_before),
        (Referring, CaseQuerySet, "visible_to", _seen_by_those_who_keep_the_community),
        (Referring, ReferralQuerySet, "visible_to", _kept_by_the_one_who_referred),
    ],
)
def test_control_planted_fault_is_found(
    monkeypatch: pytest.MonkeyPatch, machine: type[Staffing], where: type, name: str, fault: Any
) -> None:
    monkeypatch.setattr(where, name, fault)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(machine, settings=_settings(60, Phase.generate))
