"""B14: a form that is sent twice at the same moment is one idea, one application, one receipt."""

from uuid import uuid4

import pytest

from initiatives.actions import applications, initiatives, moves
from initiatives.enums import ApplicationStatus
from initiatives.errors import TransitionNotAllowed
from initiatives.models import Application, ApplicationVersion, Initiative, NumberSeries
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.initiatives import FundingRoundFactory, application
from tests.races.meeting import Meeting, together

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

TIMES = 8


def lock_nothing(application_id: int, *more: str) -> Application:
    return Application.objects.select_related("initiative", "funding_round__pool", *more).get(
        pk=application_id
    )


def test_idea_told_many_times_at_once_is_one_idea_with_one_receipt(
    neighbourhood: Neighbourhood, mails: Mails
) -> None:
    token = uuid4()

    def tell() -> Initiative:
        return initiatives.tell_idea(
            token=token,
            text="Fællesspisning i gården hver torsdag",
            neighbourhood_id=neighbourhood.pk,
            name="Åse",
            phone="",
            email="aase@example.org",
        )

    results = together([tell] * TIMES)
    only = Initiative.objects.get()
    assert results == [only] * TIMES
    assert NumberSeries.objects.get().last == 1
    assert [template for template, _ in mails()].count("initiatives/idea_received") == 1


def test_ideas_told_at_once_get_numbers_without_gap_or_double(
    neighbourhood: Neighbourhood,
) -> None:
    def tell() -> Initiative:
        return initiatives.tell_idea(
            token=uuid4(),
            text="Cykelværksted",
            neighbourhood_id=neighbourhood.pk,
            name="Øjvind",
            phone="20304050",
            email="",
        )

    results = together([tell] * TIMES)
    assert sorted(result.number[-4:] for result in results) == [
        f"{number:04d}" for number in range(1, TIMES + 1)
    ]


def test_application_begun_twice_at_once_is_one_draft(applicant: User) -> None:
    funding_round = FundingRoundFactory.create()

    def start() -> Application:
        return applications.start(funding_round_id=funding_round.pk, by=applicant)

    results = together([start] * TIMES)
    assert results == [Application.objects.get()] * TIMES
    assert Initiative.objects.count() == 1


def sent_twice(row: Application, by: User, monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Send the application from two windows that both find it unsent, if they can."""
    meeting = Meeting(2, patience=1)
    monkeypatch.setattr(moves, "require_move", meeting.after(moves.require_move))
    return together([lambda: applications.submit(row.pk, by=by)] * 2)


def test_application_sent_twice_at_once_is_sent_once(
    applicant: User, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=applicant)
    results = sent_twice(draft, applicant, monkeypatch)
    assert sum(result == draft for result in results) == 1
    assert sum(isinstance(result, TransitionNotAllowed) for result in results) == 1
    version = ApplicationVersion.objects.get()
    draft.refresh_from_db()
    assert (draft.status, version.application) == (ApplicationStatus.SUBMITTED, draft)
    assert [template for template, _ in mails()].count("initiatives/application_received") == 1


def test_control_without_lock_it_is_sent_twice(
    applicant: User, mails: Mails, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=applicant)
    monkeypatch.setattr(moves, "lock", lock_nothing)
    assert sent_twice(draft, applicant, monkeypatch) == [draft, draft]
    assert ApplicationVersion.objects.count() == 2
    # The mail has a guard of its own: its key.
    assert [template for template, _ in mails()].count("initiatives/application_received") == 1
