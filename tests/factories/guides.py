"""Organisations, guides, courses and training for tests."""

import datetime

import factory
from django.utils import timezone

from guides.enums import CaseOrigin, EnrolmentStatus
from guides.models import Case, CommunityGuide, Enrolment, Organisation, TrainingCourse
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


class TrainingCourseFactory(factory.django.DjangoModelFactory[TrainingCourse]):
    class Meta:
        model = TrainingCourse

    title = factory.Sequence(lambda n: f"Ambassadørhold {n}")
    modules = ["Lyt og find idéer", "Saml folk"]
    starts_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=30))
    ends_on = factory.LazyFunction(timezone.localdate)


class EnrolmentFactory(factory.django.DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    course = factory.SubFactory(TrainingCourseFactory)
    person = factory.SubFactory(UserFactory)
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    status = EnrolmentStatus.ACCEPTED
