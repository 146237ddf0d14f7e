"""Ideas told, claimed and moved on."""

from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from initiatives.actions import initiatives
from initiatives.enums import AwardStatus, MemberRole, Stage, Visibility
from initiatives.errors import (
    ContactMissing,
    NotPermitted,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.models import Initiative, NumberSeries
from initiatives.signals import idea_told
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.conftest import Mails
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.initiatives import InitiativeFactory, led_by
from tests.initiatives.actions.conftest import World, log


def tell(neighbourhood: Neighbourhood, **fields: object) -> Initiative:
    told: dict[str, object] = {
        "token": uuid4(),
        "text": "Fællesspisning i gården.\nHver torsdag kl. 18.",
        "neighbourhood_id": neighbourhood.pk,
        "name": "Åse Ærlig",
        "phone": "+4520304050",
        "email": "Aase@Example.org",
    }
    return initiatives.tell_idea(**(told | fields))  # type: ignore[arg-type]


def test_idea_lands_privately_with_number_title_and_contact(neighbourhood: Neighbourhood) -> None:
    idea = tell(neighbourhood)
    year = timezone.localdate().year
    assert idea.number == f"HTI-{year}-0001"
    assert idea.title == "Fællesspisning i gården"
    assert idea.description == "Fællesspisning i gården.\nHver torsdag kl. 18."
    assert (idea.stage, idea.visibility) == (Stage.IDEA, Visibility.PRIVATE)
    assert idea.contact_email == "aase@example.org"
    assert not idea.members.exists()
    assert tell(neighbourhood).number == f"HTI-{year}-0002"


def test_idea_is_logged_signalled_and_answered_by_mail(
    neighbourhood: Neighbourhood, mails: Mails
) -> None:
    heard: list[Initiative] = []

    def listen(initiative: Initiative, **_: object) -> None:
        heard.append(initiative)

    idea_told.connect(listen)
    try:
        idea = tell(neighbourhood)
    finally:
        idea_told.disconnect(listen)
    assert heard == [idea]
    assert log()[0] == ("initiatives.idea_told", None)
    assert ("initiatives/idea_received", idea.contact_email) in mails()


def test_idea_with_telephone_only_gets_no_mail(neighbourhood: Neighbourhood, mails: Mails) -> None:
    tell(neighbourhood, email="")
    assert "initiatives/idea_received" not in [template for template, _ in mails()]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Cykelværksted", "Cykelværksted"),
        ("Skal vi bage? Ja!", "Skal vi bage"),
        ("Kl. 18.30 mødes vi", "Kl"),
        ("  Første linje \n anden", "Første linje"),
        ("ord " * 40, ("ord " * 19).strip() + " …"),
        ("x" * 120, "x" * 80),
    ],
)
def test_title_is_the_first_sentence_cut_at_a_word(
    neighbourhood: Neighbourhood, text: str, title: str
) -> None:
    assert tell(neighbourhood, text=text).title == title
    assert len(title) <= 80


def test_same_form_sent_again_gives_the_first_idea_back(neighbourhood: Neighbourhood) -> None:
    token = UUID("6f1c8f9a-4a55-4f4c-9a4e-0f5a3b7b2c11")
    first = tell(neighbourhood, token=token)
    assert tell(neighbourhood, token=token, text="Noget andet") == first
    assert NumberSeries.objects.get().last == 1


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [({"text": "  "}, ReasonsMissing), ({"phone": "", "email": ""}, ContactMissing)],
)
def test_idea_without_text_or_contact_is_refused_and_takes_no_number(
    neighbourhood: Neighbourhood, fields: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        tell(neighbourhood, **fields)
    assert not NumberSeries.objects.exists()


def test_idea_for_a_place_outside_the_programme_is_refused(db: None) -> None:
    with pytest.raises(Neighbourhood.DoesNotExist):
        tell(NeighbourhoodFactory.create(is_active=False))


def test_signed_in_person_leads_the_idea_told_with_their_own_address(
    neighbourhood: Neighbourhood, applicant: User, stranger: User
) -> None:
    assert tell(neighbourhood, email=applicant.email, by=applicant).lead == applicant
    assert tell(neighbourhood, email="en.anden@example.org", by=stranger).lead is None


def test_idea_is_claimed_with_the_address_it_was_told_with(
    neighbourhood: Neighbourhood, applicant: User
) -> None:
    idea = tell(neighbourhood, email=applicant.email.upper())
    initiatives.claim(idea.pk, by=applicant)
    initiatives.claim(idea.pk, by=applicant)
    assert idea.members.get().role == MemberRole.LEAD
    assert log()[-1] == ("initiatives.idea_claimed", applicant.email)
    assert [action for action, _ in log()].count("initiatives.idea_claimed") == 1


def test_idea_of_another_cannot_be_claimed(neighbourhood: Neighbourhood, stranger: User) -> None:
    idea = tell(neighbourhood)
    without_address = tell(neighbourhood, email="")
    for row in (idea, without_address):
        with pytest.raises(NotPermitted):
            initiatives.claim(row.pk, by=stranger)


def test_led_initiative_cannot_be_claimed_even_with_its_address(
    applicant: User, stranger: User
) -> None:
    led = led_by(applicant, contact_email=stranger.email)
    with pytest.raises(NotPermitted):
        initiatives.claim(led.pk, by=stranger)


def test_stage_is_changed_by_lead_and_by_staff_and_nobody_else(
    applicant: User, stranger: User, caseworker: User, lead: User, payer: User
) -> None:
    initiative = led_by(applicant)
    for nobody in (stranger, payer):
        with pytest.raises(NotPermitted):
            initiatives.change_stage(initiative.pk, to=Stage.PREPARING, by=nobody)
    initiatives.change_stage(initiative.pk, to=Stage.PREPARING, by=applicant)
    initiatives.change_stage(initiative.pk, to=Stage.RUNNING, by=caseworker)
    initiatives.change_stage(initiative.pk, to=Stage.STOPPED, by=lead)
    assert log() == [
        ("initiatives.stage_changed", user.email) for user in (applicant, caseworker, lead)
    ]


@pytest.mark.parametrize(
    ("status", "stage", "to", "allowed"),
    [
        (AwardStatus.OFFERED, Stage.PREPARING, Stage.RUNNING, False),
        (AwardStatus.ACCEPTED, Stage.PREPARING, Stage.RUNNING, False),
        (AwardStatus.RUNNING, Stage.PREPARING, Stage.RUNNING, True),
        (AwardStatus.RUNNING, Stage.RUNNING, Stage.COMPLETED, False),
        (AwardStatus.REPORT_DUE, Stage.RUNNING, Stage.COMPLETED, False),
        (AwardStatus.REPORTED, Stage.RUNNING, Stage.COMPLETED, True),
        (AwardStatus.LAPSED, Stage.PREPARING, Stage.RUNNING, True),
        (AwardStatus.OFFERED, Stage.PREPARING, Stage.STOPPED, True),
    ],
)
def test_stage_never_passes_what_the_award_allows(
    world: World, status: AwardStatus, stage: Stage, to: Stage, allowed: bool
) -> None:
    initiative = world.award(status).application.initiative
    initiative.stage = stage
    initiative.save()
    if allowed:
        assert initiatives.change_stage(initiative.pk, to=to, by=world.applicant).stage == to
    else:
        with pytest.raises(TransitionNotAllowed):
            initiatives.change_stage(initiative.pk, to=to, by=world.applicant)


def test_initiative_without_title_is_known_by_its_number(db: None) -> None:
    assert str(InitiativeFactory.create(title="", number="HTI-2026-0042")) == "HTI-2026-0042"
