"""Organisations, guides, courses and training for tests."""

import datetime

import factory
from django.utils import timezone

from guides.enums import CaseOrigin, Doer, EnrolmentStatus
from guides.models import (
    Appointment,
    Case,
    CommunityGuide,
    Enrolment,
    FollowUp,
    Organisation,
    PlanStep,
    TrainingCourse,
    TrainingModule,
    TrainingProgramme,
)
from portal.areas.models import Neighbourhood
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.initiatives import InitiativeFactory
from tests.factories.users import UserFactory


class OrganisationFactory(factory.django.DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Fællesskabernes Hus {n}")
    agreement_signed_on = datetime.date(2025, 6, 1)


class CommunityGuideFactory(factory.django.DjangoModelFactory[CommunityGuide]):
    class Meta:
        model = CommunityGuide

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    phone = "41 42 43 44"
    active_from = datetime.date(2025, 6, 1)


def guide_in(*neighbourhoods: Neighbourhood, **fields: object) -> CommunityGuide:
    """A guide at work in these places."""
    made = CommunityGuideFactory.create(**fields)
    made.neighbourhoods.set(neighbourhoods)
    return made


class CaseFactory(factory.django.DjangoModelFactory[Case]):
    class Meta:
        model = Case

    initiative = factory.SubFactory(InitiativeFactory)
    origin = CaseOrigin.CALL_BACK
    call_back_by = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=3))


class FollowUpFactory(factory.django.DjangoModelFactory[FollowUp]):
    class Meta:
        model = FollowUp

    case = factory.SubFactory(CaseFactory)
    text = "Hør, om de fik lov"
    due_on = factory.LazyFunction(timezone.localdate)
    created_by = factory.SubFactory(UserFactory)


class AppointmentFactory(factory.django.DjangoModelFactory[Appointment]):
    class Meta:
        model = Appointment

    case = factory.SubFactory(CaseFactory)
    title = "Se på stedet"
    starts_at = factory.LazyFunction(lambda: timezone.now() + datetime.timedelta(days=3))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + datetime.timedelta(hours=1))
    place = "Vaskeriet"
    created_by = factory.SubFactory(UserFactory)


class PlanStepFactory(factory.django.DjangoModelFactory[PlanStep]):
    class Meta:
        model = PlanStep

    case = factory.SubFactory(CaseFactory)
    text = "Spørg boligforeningen om lov"
    doer = Doer.GROUP
    created_by = factory.SubFactory(UserFactory)


class TrainingProgrammeFactory(factory.django.DjangoModelFactory[TrainingProgramme]):
    """A programme with two modules that asks for nothing: the trainer says when one is done."""

    class Meta:
        model = TrainingProgramme
        skip_postgeneration_save = True

    title = factory.Sequence(lambda n: f"Fællesskabsambassadør {n}")

    @factory.post_generation
    def module_titles(self, create: bool, titles: tuple[str, ...] | None, **_: object) -> None:
        for place, title in enumerate(titles or ("Lyt og find idéer", "Saml folk")):
            TrainingModule.objects.create(programme=self, title=title, sort_order=place)


class TrainingCourseFactory(factory.django.DjangoModelFactory[TrainingCourse]):
    class Meta:
        model = TrainingCourse

    programme = factory.SubFactory(TrainingProgrammeFactory)
    title = factory.Sequence(lambda n: f"Ambassadørhold {n}")
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))
    ends_on = factory.LazyFunction(timezone.localdate)


class EnrolmentFactory(factory.django.DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    course = factory.SubFactory(TrainingCourseFactory)
    person = factory.SubFactory(UserFactory)
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    status = EnrolmentStatus.ACCEPTED
