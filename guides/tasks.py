"""Jobs of the guides app: each loads its row and calls one message."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from guides import emails
from guides.models import Ambassador, Case, CaseNote, Enrolment
from portal.users.models import User

_PATIENT = RetryStrategy(max_attempts=8, exponential_wait=4)
"""Mail servers come back: eight tries in about a day."""


@app.task(name="guides.mail_new_case", retry=_PATIENT)
def mail_new_case(case_id: int, user_id: int) -> None:
    """Tell one who reads the neighbourhood's queue that it has something new."""
    case = Case.objects.with_initiative().get(pk=case_id)
    emails.new_case(case, to=User.objects.get(pk=user_id))


@app.task(name="guides.mail_guide_found", retry=_PATIENT)
def mail_guide_found(case_id: int) -> None:
    """Tell the citizen who their guide is."""
    emails.guide_found(Case.objects.with_initiative().get(pk=case_id))


@app.task(name="guides.mail_note_shared", retry=_PATIENT)
def mail_note_shared(note_id: int) -> None:
    """Tell the citizen that the guide wrote something for them."""
    emails.note_shared(CaseNote.objects.select_related("case__initiative").get(pk=note_id))


@app.task(name="guides.mail_enrolled", retry=_PATIENT)
def mail_enrolled(enrolment_id: int) -> None:
    """Tell a person that they are on a training course, or on its waiting list."""
    emails.enrolled(Enrolment.objects.select_related("course", "person").get(pk=enrolment_id))


@app.task(name="guides.mail_ambassador_welcome", retry=_PATIENT)
def mail_ambassador_welcome(ambassador_id: int) -> None:
    """Welcome a new ambassador, and say how to change what is shown of them."""
    rows = Ambassador.objects.select_related("user", "trained_by__user")
    emails.ambassador_welcome(rows.get(pk=ambassador_id))
