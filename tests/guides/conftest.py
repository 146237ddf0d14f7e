"""Colleagues of one organisation, and its lead."""

import pytest

from guides.models import CommunityGuide, OrganisationLead
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.guides import guide_in
from tests.factories.users import UserFactory


@pytest.fixture
def colleague(guide: CommunityGuide, neighbourhood: Neighbourhood) -> CommunityGuide:
    """Another guide of the same organisation, in the same place."""
    person = UserFactory.create(email="kollega@example.org", full_name="Karla Kollega")
    return guide_in(neighbourhood, user=person, organisation=guide.organisation)


@pytest.fixture
def ngo_lead(guide: CommunityGuide) -> User:
    """Who leads the guides of the organisation, and is no guide."""
    person = UserFactory.create(email="ngoleder@example.org", full_name="Nanna Nærleder")
    OrganisationLead.objects.create(user=person, organisation=guide.organisation)
    return person
