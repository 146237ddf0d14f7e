"""What pages show of guides: the face, the promised call, the notes for the reader."""

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from guides.actions import activities, ambassadors
from guides.enums import ActivityKind, ActivityMove, CaseStatus, NoteKind, NoteVisibility
from guides.models import AmbassadorActivity, CaseNote, CommunityGuide, Cover
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import InitiativeFactory, led_by
from tests.factories.users import UserFactory
from tests.guides.training_world import ambassador_of

pytestmark = pytest.mark.django_db


def _render(tag: str, **context: Any) -> str:
    return Template("{% load guides_tags %}" + tag).render(Context(context))


def test_card_shows_the_courses_guide_with_number_and_organisation(
    guide: CommunityGuide, other_guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    case = CaseFactory.create(
        initiative__neighbourhood=neighbourhood, guide=other_guide, status=CaseStatus.ACTIVE
    )

    card = _render("{% guide_card initiative %}", initiative=case.initiative)

    assert "Din fællesskabsguide" in card
    assert "Asger Anden" in card
    assert other_guide.organisation.name in card
    assert 'href="tel:+4541424344"' in card
    assert "Gudrun Guide" not in card


def test_card_shows_who_stands_in_while_the_guide_is_away(guide: CommunityGuide) -> None:
    case = CaseFactory.create(guide=guide, status=CaseStatus.ACTIVE)
    person = UserFactory.create(full_name="Karla Kollega")
    colleague = guide_in(user=person, organisation=guide.organisation)
    day = timezone.localdate()
    cover = Cover.objects.create(
        guide=guide, by=colleague, starts_on=day, ends_on=day, arranged_by=guide.user
    )
    cover.cases.add(case)

    card = _render("{% guide_card initiative %}", initiative=case.initiative)

    assert "Din guide er væk nogle dage" in card
    assert "Karla Kollega" in card
    assert "Gudrun Guide" not in card


def test_card_promises_a_call_to_nobody_but_the_group(
    guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    case = CaseFactory.create(initiative__neighbourhood=neighbourhood)
    card = '{% guide_card initiative reader="NAME" %}'
    public = _render(card.replace("NAME", "public"), initiative=case.initiative)
    staff = _render(card.replace("NAME", "staff"), initiative=case.initiative)
    assert "Gudrun Guide" in public
    assert "Ingen følger idéen endnu" in staff
    for shown in (public, staff):
        assert "ringer til dig" not in shown
        assert "Din fællesskabsguide" not in shown


def test_card_of_a_queued_idea_says_when_a_guide_rings(neighbourhood: Neighbourhood) -> None:
    case = CaseFactory.create(
        initiative__neighbourhood=neighbourhood, call_back_by=datetime.date(2099, 3, 12)
    )
    assert "En guide ringer til dig senest 12. marts 2099." in _render(
        "{% guide_card initiative %}", initiative=case.initiative
    )

    case.call_back_by = timezone.localdate() - datetime.timedelta(days=1)
    case.save()
    assert "Du skulle have hørt fra os nu." in _render(
        "{% guide_card initiative %}", initiative=case.initiative
    )


def test_card_without_a_course_shows_the_places_guide_and_none_who_stopped(
    guide: CommunityGuide, neighbourhood: Neighbourhood
) -> None:
    initiative = InitiativeFactory.create(neighbourhood=neighbourhood)
    assert "Guide i dit kvarter" in _render("{% guide_card initiative %}", initiative=initiative)

    guide.active_to = timezone.localdate() - datetime.timedelta(days=1)
    guide.save()
    card = _render("{% guide_card initiative %}", initiative=initiative)
    assert "Gudrun" not in card
    assert "Der er ingen guide i kvarteret lige nu." in card


def test_places_guides_are_shown_with_few_questions(
    guide: CommunityGuide,
    neighbourhood: Neighbourhood,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        shown = _render("{% neighbourhood_guide place %}", place=neighbourhood)
    assert "Gudrun Guide" in shown

    guide.organisation.agreement_signed_on = None
    guide.organisation.save()
    assert "Vi finder en guide" in _render("{% neighbourhood_guide place %}", place=neighbourhood)


def test_notes_are_cut_to_their_reader(
    guide: CommunityGuide,
    applicant: User,
    stranger: User,
    caseworker: User,
    editor: User,
) -> None:
    initiative = led_by(applicant)
    case = CaseFactory.create(initiative=initiative, guide=guide, status=CaseStatus.ACTIVE)
    for visibility in NoteVisibility:
        CaseNote.objects.create(
            case=case, author=guide.user, kind=NoteKind.CALL, text=visibility,
            visibility=visibility,
        )  # fmt: skip
    tag = (
        "{% shared_notes initiative user as notes %}{% for note in notes %}{{ note.text }};"
        "{% endfor %}"
    )

    def read_by(user: Any) -> str:
        return _render(tag, initiative=initiative, user=user)

    assert read_by(applicant) == "CITIZEN;"
    assert read_by(caseworker) == "CITIZEN;CASEWORKER;"
    for person in (stranger, editor, AnonymousUser()):
        assert read_by(person) == ""


def test_finder_is_named_in_public_only_when_counted_and_shown(
    guide: CommunityGuide, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    idea = InitiativeFactory.create()
    finder = ambassador_of(guide)
    person = finder.user
    person.full_name = "Amina Yilmaz"
    person.save()
    activity = AmbassadorActivity.objects.create(
        ambassador=finder,
        kind=ActivityKind.FOUND_IDEA,
        happened_on=finder.since,
        initiative=idea,
    )
    public, by_guide = "{% found_by initiative %}", '{% found_by initiative reader="guide" %}'
    with django_assert_num_queries(1):
        assert "Fundet af" not in _render(public, initiative=idea)
    assert "Fundet af Amina Yilmaz" in _render(by_guide, initiative=idea)

    activities.decide(activity.pk, move=ActivityMove.APPROVE, answer="", by=guide.user)
    shown = _render(public, initiative=idea)
    assert "Fundet af Amina" in shown
    assert "Yilmaz" not in shown

    ambassadors.change_consent(finder.pk, shown_publicly=False, by=person)
    assert "Amina" not in _render(public, initiative=idea)
    assert "Fundet af Amina Yilmaz" in _render(by_guide, initiative=idea)
    assert _render(public, initiative=InitiativeFactory.create()).strip() == ""


def test_finder_of_a_turned_down_claim_is_nobody(guide: CommunityGuide) -> None:
    idea = InitiativeFactory.create()
    finder = ambassador_of(guide)
    activity = AmbassadorActivity.objects.create(
        ambassador=finder,
        kind=ActivityKind.FOUND_IDEA,
        happened_on=finder.since,
        initiative=idea,
    )
    activities.decide(activity.pk, move=ActivityMove.DECLINE, answer="Nej", by=guide.user)

    for reader in ("public", "guide"):
        tag = "{% found_by initiative reader=reader %}"
        assert "Fundet af" not in _render(tag, initiative=idea, reader=reader)
