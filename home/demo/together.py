"""Applications that more than one writes: with the guide, for somebody else, and with a friend."""

from __future__ import annotations

from typing import Any

from home.demo.clock import Calendar, Story
from home.demo.data import read, token
from initiatives.actions import applications, assisted, consents, initiatives, invitations
from initiatives.enums import Step
from initiatives.models import Application, FundingRound, Initiative
from portal.users.actions import ensure_account
from portal.users.models import User

_ELIGIBLE = {
    "applicant_kind": "GROUP",
    "in_municipality": True,
    "open_to_all": "YES",
    "has_begun": False,
}


def writing_along_story(calendar: Calendar) -> Story:
    """A young man begins, says yes to the guide, and the guide puts a word in."""
    yield calendar.ago(3, hour=19)
    idea = _idea("Noah Winther")
    noah = ensure_account(email=idea.contact_email, full_name="Noah Winther")
    initiatives.claim(idea.pk, by=noah)
    draft = applications.start(funding_round_id=_fast().pk, by=noah, initiative_id=idea.pk)
    applications.save_step(draft.pk, step=Step.ELIGIBILITY, answers=_ELIGIBLE, by=noah)
    _write(draft, Step.IDEA, noah, title="Skak på torvet")
    guide = _guide(idea)
    yield calendar.ago(2, hour=16)
    consents.let_write(draft.pk, helper_id=guide.pk, by=noah)
    yield calendar.work(2, hour=17, minute=10)
    _write(
        draft,
        Step.IDEA,
        guide,
        why_here="Torvet er tomt om lørdagen. Skak samler unge og ældre, som ellers ikke mødes.",
        audience=["YOUTH", "OLDER"],
    )


def typing_story(calendar: Calendar) -> Story:
    """The guide types for a woman without MitID, who will read it through on paper."""
    yield calendar.ago(2, hour=11)
    idea = _idea("Halima Said")
    guide = _guide(idea)
    draft = assisted.begin(
        funding_round_id=_fast().pk,
        full_name=idea.contact_name,
        phone=idea.contact_phone,
        email="",
        postal_address="Gårdrækken 12, 2. th.\n2630 Taastrup",
        by_post=True,
        initiative_id=idea.pk,
        by=guide,
    )
    applications.save_step(draft.pk, step=Step.ELIGIBILITY, answers=_ELIGIBLE, by=guide)
    _write(
        draft,
        Step.IDEA,
        guide,
        title="Kvindemotion i gården",
        why_here="Mange kvinder her vil gerne i gang, men ikke i et center langt væk.",
        audience=["ADULTS"],
    )


def invitation_story(calendar: Calendar) -> Story:
    """The citizen of the demo has asked a friend to join, who has not answered yet."""
    yield calendar.ago(1, hour=21)
    citizen = User.objects.get(email="borger@example.org")
    draft = Application.objects.drafts().get(applicant=citizen)
    invitations.invite(draft.initiative_id, emails=["trommeslager@example.org"], by=citizen)


def together_stories(calendar: Calendar) -> list[Story]:
    """All three; told after the ideas and the draft they go on with."""
    return [writing_along_story(calendar), typing_story(calendar), invitation_story(calendar)]


def _fast() -> FundingRound:
    """The round that is always open."""
    return FundingRound.objects.order_by("ceiling")[0]


def _idea(name: str) -> Initiative:
    row = next(row for row in read("ideas")["idea"] if row["name"] == name)
    return Initiative.objects.get(submission_token=token("idea", row["text"]))


def _guide(idea: Initiative) -> User:
    return User.objects.get(guide__cases__initiative=idea)


def _write(draft: Application, step: Step, by: User, **answers: Any) -> None:
    applications.save_step(draft.pk, step=step, answers=answers, by=by)
