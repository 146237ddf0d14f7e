"""The role through the years: asked every half year, renewed without a gap, ended with a reason."""

import datetime

import pytest
from django.utils import timezone

from guides.actions import activities, ambassadors
from guides.enums import ActivityKind, ActivityMove, ActivityStatus, EndReason, RoleState
from guides.errors import (
    AlreadyAnswered,
    DayNotPossible,
    IdeaNotTheirs,
    NotPermitted,
    RoleNotOpen,
    TransitionNotAllowed,
)
from guides.models import ActivityQuestion, Ambassador, AmbassadorActivity, Case, CommunityGuide
from home.demo.clock import at
from initiatives.models import Initiative
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.conftest import Mails
from tests.guides.training_world import ambassador_of, token

pytestmark = pytest.mark.django_db

DAY = datetime.timedelta(days=1)


@pytest.fixture
def ambassador(guide: CommunityGuide) -> Ambassador:
    return ambassador_of(guide)


def _on(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(8)))


def test_whoever_renews_in_the_window_is_active_on_every_single_day(
    ambassador: Ambassador,
) -> None:
    until = ambassador.active_to
    assert until is not None
    renewed_on = until - 20 * DAY
    with at(_on(renewed_on)):
        ambassadors.renew(ambassador.pk, by=ambassador.user)
    ambassador.refresh_from_db()
    assert ambassador.active_to is not None
    assert ambassador.active_to > until + 700 * DAY

    # From a month before the old last day to a month after it, and at both ends.
    days = [until + offset * DAY for offset in range(-30, 31)]
    for day in [ambassador.since, *days, ambassador.active_to]:
        assert Ambassador.objects.active(on=day).filter(pk=ambassador.pk).exists(), day
    after = ambassador.active_to + DAY
    assert not Ambassador.objects.active(on=after).exists()
    assert ambassador.enrolment.certificate.valid_until == ambassador.active_to


def test_renewal_is_once_and_only_in_the_window(
    ambassador: Ambassador, guide: CommunityGuide
) -> None:
    until = ambassador.active_to
    assert until is not None
    with pytest.raises(RoleNotOpen):
        ambassadors.renew(ambassador.pk, by=ambassador.user)
    with at(_on(until)):
        ambassadors.renew(ambassador.pk, by=ambassador.user)
        with pytest.raises(RoleNotOpen):
            ambassadors.renew(ambassador.pk, by=ambassador.user)
    assert ambassador.renewals.count() == 1


def test_after_the_last_day_only_the_guide_renews(
    ambassador: Ambassador, guide: CommunityGuide
) -> None:
    until = ambassador.active_to
    assert until is not None
    with at(_on(until + 9 * DAY)):
        assert Ambassador.objects.in_state(RoleState.EXPIRED).get() == ambassador
        with pytest.raises(RoleNotOpen):
            ambassadors.renew(ambassador.pk, by=ambassador.user)
        ambassadors.renew(ambassador.pk, by=guide.user)
        assert Ambassador.objects.active().get() == ambassador


@pytest.mark.parametrize("before", [-1, 0, 30, 60, 61, 300])
def test_state_of_a_row_is_the_one_the_list_finds_it_by(
    ambassador: Ambassador, before: int
) -> None:
    until = ambassador.active_to
    assert until is not None
    with at(_on(until - before * DAY)):
        assert Ambassador.objects.in_state(ambassador.state).get() == ambassador
        others = set(RoleState) - {ambassador.state}
        assert not any(Ambassador.objects.in_state(state).exists() for state in others)


def test_windows_and_last_days_are_told_of_once(ambassador: Ambassador, mails: Mails) -> None:
    until = ambassador.active_to
    assert until is not None
    told = []
    for offset in range(-62, 5):
        day = until + offset * DAY
        with at(_on(day)):
            told += [ambassadors.tell_of_windows(day), ambassadors.tell_of_windows(day)]
    assert sum(told) == 2
    names = [name for name, _to in mails()]
    assert names.count("guides/renewal_opens") == names.count("guides/role_over") == 1


def test_question_comes_every_half_year_and_once(ambassador: Ambassador, mails: Mails) -> None:
    asked = []
    for offset in range(400):
        day = ambassador.since + offset * DAY
        with at(_on(day)):
            asked += [day] * (ambassadors.ask_those_due(day) + ambassadors.ask_those_due(day))
    assert len(asked) == 2
    assert [name for name, _to in mails()].count("guides/still_active") == 2


def _question(ambassador: Ambassador) -> ActivityQuestion:
    return ActivityQuestion.objects.create(ambassador=ambassador, asked_on=timezone.localdate())


def test_answer_counts_once(ambassador: Ambassador) -> None:
    question = _question(ambassador)
    ambassadors.answer(question.public_id, is_active=True)
    with pytest.raises(AlreadyAnswered):
        ambassadors.answer(question.public_id, is_active=False)
    assert Ambassador.objects.active().exists()


def test_yes_in_the_window_renews_and_no_ends_the_role(
    ambassador: Ambassador, mails: Mails
) -> None:
    until = ambassador.active_to
    assert until is not None
    with at(_on(until - 10 * DAY)):
        ambassadors.answer(_question(ambassador).public_id, is_active=True)
    with at(_on(until + 10 * DAY)):
        ambassadors.answer(_question(ambassador).public_id, is_active=False)
        ambassador.refresh_from_db()
        assert ambassador.state == RoleState.ENDED
    assert ambassador.end_reason == EndReason.OWN_WISH
    assert not ambassador.is_shown_publicly
    assert [name for name, _to in mails()].count("guides/role_over") == 1


def test_end_is_once_and_for_oneself_or_the_guide(
    ambassador: Ambassador, guide: CommunityGuide, stranger: User, mails: Mails
) -> None:
    with pytest.raises(NotPermitted):
        ambassadors.end(ambassador.pk, reason=EndReason.MOVED, by=stranger)
    for _ in range(2):
        ambassadors.end(ambassador.pk, reason=EndReason.MOVED, by=guide.user)
    ambassador.refresh_from_db()
    assert (ambassador.ended_on, ambassador.end_reason) == (
        timezone.localdate(),
        EndReason.MOVED,
    )
    assert [name for name, _to in mails()].count("guides/role_over") == 1


# --- What they do ------------------------------------------------------------------------------


def _report(ambassador: Ambassador, **changes: object) -> AmbassadorActivity:
    told: dict[str, object] = {
        "token": token(),
        "kind": ActivityKind.OTHER,
        "happened_on": timezone.localdate(),
        "minutes": 90,
        "text": "Kaffe i gården",
        "initiative_id": None,
        "by": ambassador.user,
    }
    return activities.report(ambassador.pk, **(told | changes))  # type: ignore[arg-type]


def test_activity_is_told_once_and_hours_count_unless_declined(
    ambassador: Ambassador, guide: CommunityGuide
) -> None:
    key = token()
    first = _report(ambassador, token=key)
    assert _report(ambassador, token=key) == first
    second = _report(ambassador, minutes=30)
    assert ambassador.activities.all().counting().minutes() == 120

    activities.decide(second.pk, move=ActivityMove.DECLINE, answer="Det var i går", by=guide.user)
    activities.decide(first.pk, move=ActivityMove.APPROVE, answer="", by=guide.user)

    assert ambassador.activities.all().counting().minutes() == 90
    with pytest.raises(TransitionNotAllowed):
        activities.decide(first.pk, move=ActivityMove.DECLINE, answer="Nej", by=guide.user)
    activities.decide(second.pk, move=ActivityMove.APPROVE, answer="", by=guide.user)
    second.refresh_from_db()
    assert second.status == ActivityStatus.APPROVED


def test_nobody_approves_themselves_or_tells_of_days_before_the_role(
    ambassador: Ambassador, other_guide: CommunityGuide
) -> None:
    made = _report(ambassador)
    for person in (ambassador.user, other_guide.user):
        with pytest.raises(NotPermitted):
            activities.decide(made.pk, move=ActivityMove.APPROVE, answer="", by=person)
    with pytest.raises(DayNotPossible):
        _report(ambassador, happened_on=ambassador.since - DAY)


def _found(ambassador: Ambassador, place: Neighbourhood, **changes: object) -> Initiative:
    told: dict[str, object] = {
        "token": token(),
        "text": "Et fælles drivhus",
        "neighbourhood_id": place.pk,
        "name": "Rukiye Sahin",
        "phone": "+4520304050",
        "email": "",
        "has_said_yes": True,
        "by": ambassador.user,
    }
    return activities.tell_for_neighbour(ambassador.pk, **(told | changes))  # type: ignore[arg-type]


def test_neighbours_idea_is_the_neighbours_and_remembers_who_found_it(
    ambassador: Ambassador, neighbourhood: Neighbourhood
) -> None:
    key = token()
    idea = _found(ambassador, neighbourhood, token=key)
    assert _found(ambassador, neighbourhood, token=key) == idea

    assert (idea.contact_name, idea.contact_phone) == ("Rukiye Sahin", "+4520304050")
    assert idea.lead is None
    assert Case.objects.get(initiative=idea)
    found = AmbassadorActivity.objects.get()
    assert (found.kind, found.initiative) == (ActivityKind.FOUND_IDEA, idea)


def test_neighbours_idea_needs_their_yes_and_their_own_address(
    ambassador: Ambassador, neighbourhood: Neighbourhood
) -> None:
    for changes in ({"has_said_yes": False}, {"email": ambassador.user.email.upper()}):
        with pytest.raises(IdeaNotTheirs):
            _found(ambassador, neighbourhood, **changes)
    assert not Initiative.objects.exists()
