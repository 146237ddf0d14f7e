"""What is mailed: in the reader's language, with a way in, and without a word of the case."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core import mail

from initiatives.actions import applications, casework, initiatives
from initiatives.enums import ApplicationStatus
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.initiatives import InitiativeFactory, application

RunJobs = Callable[[], int]


def test_receipt_for_an_idea_tells_its_number_and_the_promise(
    neighbourhood: Neighbourhood, run_jobs: RunJobs
) -> None:
    idea = initiatives.tell_idea(
        token=uuid4(),
        text="Fællesspisning & dans",
        neighbourhood_id=neighbourhood.pk,
        name="Åse",
        phone="",
        email="aase@example.org",
    )
    run_jobs()
    (message,) = mail.outbox
    assert message.to == ["aase@example.org"]
    assert idea.number in message.body
    assert "3 hverdage" in message.body
    assert "dans" not in message.body


def test_receipt_for_an_application_tells_number_day_and_address(
    applicant: User, run_jobs: RunJobs
) -> None:
    draft = application(status=ApplicationStatus.DRAFT, by=applicant)
    applications.submit(draft.pk, by=applicant)
    run_jobs()
    message = next(m for m in mail.outbox if m.to == [applicant.email])
    assert draft.initiative.number in message.body
    assert f"/applications/{draft.public_id}/" in message.body
    assert draft.initiative.title not in message.body


@pytest.mark.parametrize(
    ("locale", "path"), [("da", "/applications/"), ("en", "/en/applications/")]
)
def test_news_leads_to_the_case_in_the_readers_language(
    applicant: User, caseworker: User, run_jobs: RunJobs, locale: str, path: str
) -> None:
    applicant.locale = locale
    applicant.save()
    row = application(status=ApplicationStatus.SUBMITTED, by=applicant)
    casework.take_up(row.pk, by=caseworker)
    run_jobs()
    (message,) = mail.outbox
    assert message.to == [applicant.email]
    assert f"{path}{row.public_id}/" in message.body
    assert row.initiative.number in message.body
    assert row.initiative.title not in message.body
    html = str(message.alternatives[0][0])
    assert f"{path}{row.public_id}/" in html


def test_nobody_is_written_to_about_a_case_without_a_lead(caseworker: User, mails: Mails) -> None:
    row = application(initiative=InitiativeFactory.create(), status=ApplicationStatus.SUBMITTED)
    casework.take_up(row.pk, by=caseworker)
    assert mails() == []
