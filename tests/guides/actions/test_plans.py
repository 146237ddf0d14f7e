"""Follow-ups, and the plan that guide and group share."""

import datetime
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from guides.actions import plans, reminders
from guides.actions.plans import MOST_STEPS
from guides.enums import CaseStatus, Doer
from guides.errors import EditConflict, NotPermitted, TransitionNotAllowed
from guides.models import Case, CommunityGuide, Cover, FollowUp, PlanStep, PlanTemplate
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post.models import Delivery
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.guides import (
    AppointmentFactory,
    CaseFactory,
    FollowUpFactory,
    PlanStepFactory,
)
from tests.factories.initiatives import led_by

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def case(guide: CommunityGuide, applicant: User) -> Case:
    return CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE, initiative=led_by(applicant))


def _add(case: Case, by: User, **changes: Any) -> PlanStep:
    told = {"token": uuid4(), "text": "Spørg om lov", "doer": Doer.GROUP, "due_on": None}
    return plans.add_step(case.pk, **(told | changes), by=by)


def _close(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.CLOSED, outcome="DROPPED", closed_at=timezone.now()
    )


def _events(case: Case) -> list[str]:
    rows = AuditEvent.objects.filter(target_type="guides.case", target_id=case.pk)
    return list(rows.order_by("pk").values_list("action", flat=True))


# --- Follow-ups --------------------------------------------------------------------------------


def test_follow_up_is_written_once_changed_and_done(case: Case, guide: CommunityGuide) -> None:
    token, today = uuid4(), timezone.localdate()
    told = {"text": "Ring til Åse", "due_on": today}
    row = plans.follow_up(case.pk, token=token, **told, by=guide.user)
    assert plans.follow_up(case.pk, token=token, **told, by=guide.user) == row

    plans.change_follow_up(row.pk, text="Ring til Åse", due_on=today + DAY, by=guide.user)
    for _ in range(2):
        done = plans.finish_follow_up(row.pk, by=guide.user)

    assert (done.due_on, done.done_by) == (today + DAY, guide.user)
    assert _events(case) == [
        AuditAction.FOLLOW_UP_ADDED,
        AuditAction.FOLLOW_UP_MOVED,
        AuditAction.FOLLOW_UP_DONE,
    ]
    with pytest.raises(TransitionNotAllowed):
        plans.change_follow_up(row.pk, text="x", due_on=today, by=guide.user)


def test_follow_up_is_the_guides_alone(
    case: Case, other_guide: CommunityGuide, applicant: User, guide: CommunityGuide
) -> None:
    row = FollowUpFactory.create(case=case)
    for outside in (other_guide.user, applicant):
        with pytest.raises(NotPermitted):
            plans.finish_follow_up(row.pk, by=outside)
    _close(case)
    with pytest.raises(TransitionNotAllowed):
        plans.follow_up(case.pk, token=uuid4(), text="x", due_on=row.due_on, by=guide.user)


def test_guide_gets_one_mail_in_the_morning_about_all_that_is_due(
    case: Case, guide: CommunityGuide, other_guide: CommunityGuide, mails: Mails
) -> None:
    today = timezone.localdate()
    FollowUpFactory.create(case=case, due_on=today)
    FollowUpFactory.create(case=case, due_on=today - DAY)  # told of yesterday
    FollowUpFactory.create(case=case, due_on=today, done_at=timezone.now(), done_by=guide.user)
    PlanStepFactory.create(case=case, doer=Doer.GUIDE, due_on=today)
    PlanStepFactory.create(case=case, doer=Doer.GROUP, due_on=today)
    Case.objects.filter(pk=case.pk).update(next_step="Ring", next_step_on=today)
    AppointmentFactory.create(case=case, starts_at=timezone.localtime().replace(hour=20))
    ended = CaseFactory.create(guide=other_guide)
    FollowUpFactory.create(case=ended, due_on=today)
    other_guide.active_to = today - DAY
    other_guide.active_from = today - DAY
    other_guide.save()

    assert reminders.remind_guides(timezone.localtime().replace(hour=6)) == 0
    for _ in range(2):
        assert reminders.remind_guides(timezone.localtime().replace(hour=7)) == 1

    assert mails() == [("guides/day", guide.user.email)]
    told = Delivery.objects.get().context
    assert (told["tasks"], told["appointments"]) == (3, 1)


def test_who_covers_a_course_is_reminded_in_the_guides_place(
    case: Case, guide: CommunityGuide, colleague: CommunityGuide, applicant: User, mails: Mails
) -> None:
    today, at_seven = timezone.localdate(), timezone.localtime().replace(hour=7)
    kept = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    for course in (case, case, kept):
        FollowUpFactory.create(case=course, due_on=today)
    Case.objects.filter(pk=case.pk).update(next_step="Ring", next_step_on=today)
    AppointmentFactory.create(case=case, starts_at=timezone.localtime().replace(hour=20))
    cover = Cover.objects.create(
        guide=guide, by=colleague, starts_on=today, ends_on=today, arranged_by=guide.user
    )
    cover.cases.add(case)

    assert reminders.remind_guides(at_seven) == 2
    assert reminders.remind_guides(at_seven + DAY) == 0
    _add(case, applicant)

    assert sorted(mails()) == sorted(
        [
            ("guides/day", colleague.user.email),
            ("guides/day", guide.user.email),
            ("guides/plan_changed", colleague.user.email),
        ]
    )
    rows = Delivery.objects.filter(template="guides/day")
    told = {row.address: (row.context["tasks"], row.context["appointments"]) for row in rows}
    assert told == {colleague.user.email: (3, 1), guide.user.email: (1, 0)}


# --- The plan ----------------------------------------------------------------------------------


def test_either_side_adds_and_ticks_and_the_other_is_told_once_a_day(
    case: Case, guide: CommunityGuide, applicant: User, mails: Mails
) -> None:
    token = uuid4()
    step = _add(case, guide.user, token=token)
    assert _add(case, guide.user, token=token) == step
    _add(case, guide.user)
    own = _add(case, applicant, doer=Doer.GUIDE)
    for _ in range(2):
        done = plans.tick(step.pk, done=True, by=applicant)
    plans.tick(own.pk, done=True, by=guide.user)
    reopened = plans.tick(own.pk, done=False, by=applicant)

    assert done.done_by == applicant
    assert (reopened.done_at, reopened.done_by) == (None, None)
    assert _events(case).count(AuditAction.PLAN_STEP_DONE) == 2
    assert sorted(mails()) == sorted(
        [("guides/plan_changed", applicant.email), ("guides/plan_changed", guide.user.email)]
    )


def test_step_is_changed_by_the_one_who_saw_it_last(
    case: Case, guide: CommunityGuide, applicant: User
) -> None:
    step = _add(case, guide.user)
    told = {"text": "Spørg om lov til haven", "doer": Doer.GUIDE, "due_on": None}
    changed = plans.change_step(step.pk, version=1, **told, by=applicant)
    assert (changed.version, changed.text) == (2, "Spørg om lov til haven")
    with pytest.raises(EditConflict):
        plans.change_step(step.pk, version=1, **(told | {"text": "Nej"}), by=guide.user)
    events = PlanStep.pgh_event_model.objects.filter(pgh_obj=step)  # type: ignore[attr-defined]
    assert events.count() == 2


def test_step_taken_out_is_kept_and_no_longer_ticked(
    case: Case, guide: CommunityGuide, applicant: User
) -> None:
    step = _add(case, guide.user)
    plans.remove_step(step.pk, by=applicant)
    assert not case.plan_steps.standing().exists()
    assert case.plan_steps.get().removed_by == applicant
    with pytest.raises(TransitionNotAllowed, match="taget ud"):
        plans.tick(step.pk, done=True, by=guide.user)


def test_ready_steps_count_their_days_from_today_and_come_once(
    case: Case, guide: CommunityGuide, applicant: User
) -> None:
    template = PlanTemplate.objects.get(name="Tilladelse")
    ready = list(template.steps.all())
    made = plans.add_ready_steps(case.pk, template_id=template.pk, by=guide.user)
    assert [(step.text, step.doer) for step in made] == [(r.text, r.doer) for r in ready]
    assert made[0].due_on == timezone.localdate() + datetime.timedelta(days=ready[0].days)
    assert plans.add_ready_steps(case.pk, template_id=template.pk, by=guide.user) == []
    with pytest.raises(NotPermitted):
        plans.add_ready_steps(case.pk, template_id=template.pk, by=applicant)


def test_plan_is_closed_to_everybody_else_and_ends_with_the_course(
    case: Case,
    guide: CommunityGuide,
    other_guide: CommunityGuide,
    applicant: User,
    stranger: User,
    caseworker: User,
) -> None:
    step = _add(case, guide.user)
    for outside in (other_guide.user, stranger, caseworker):
        with pytest.raises(NotPermitted):
            _add(case, outside)
        with pytest.raises(NotPermitted):
            plans.tick(step.pk, done=True, by=outside)
        with pytest.raises(NotPermitted):
            plans.remove_step(step.pk, by=outside)
    _close(case)
    for side in (guide.user, applicant):
        with pytest.raises(TransitionNotAllowed):
            plans.tick(step.pk, done=True, by=side)


def test_course_without_a_guide_has_no_plan(applicant: User) -> None:
    waiting = CaseFactory.create(initiative=led_by(applicant))
    with pytest.raises(NotPermitted):
        _add(waiting, applicant)


def test_plan_has_an_end(case: Case, guide: CommunityGuide) -> None:
    PlanStepFactory.create_batch(MOST_STEPS, case=case, created_by=guide.user)
    with pytest.raises(TransitionNotAllowed, match="fuld"):
        _add(case, guide.user)
    assert FollowUp.objects.count() == 0
