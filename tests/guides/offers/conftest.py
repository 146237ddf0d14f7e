"""One who offers, one who leads, one who guides: each with contacts that are canaries."""

from dataclasses import dataclass

import pytest

from guides.models import CommunityGuide
from initiatives.enums import Stage, Visibility
from initiatives.models import HelpNeed, HelpOffer, Initiative, Presentation
from portal.areas.models import Neighbourhood
from portal.users.models import User
from tests.factories.communities import HelpNeedFactory, HelpOfferFactory
from tests.factories.guides import guide_in
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import led_by
from tests.factories.users import UserFactory

OFFERER = {"name": "Ofelia Kanari", "phone": "+4521000001", "email": "ofelia@example.org"}
LEAD = {"name": "Lars Kanari", "phone": "+4521000002", "email": "lars@example.org"}


@dataclass
class Scene:
    offerer: User
    lead: User
    guide: CommunityGuide
    offer: HelpOffer
    need: HelpNeed
    initiative: Initiative
    page: str


@pytest.fixture
def scene(neighbourhood: Neighbourhood) -> Scene:
    offerer, lead = (
        UserFactory.create(full_name=told["name"], phone=told["phone"], email=told["email"])
        for told in (OFFERER, LEAD)
    )
    initiative = led_by(
        lead,
        title="Højbede i gården",
        neighbourhood=neighbourhood,
        visibility=Visibility.PUBLIC,
        stage=Stage.RUNNING,
    )
    Presentation.objects.create(
        initiative=initiative, title="Højbede i gården", summary="Vi dyrker sammen."
    )
    return Scene(
        offerer,
        lead,
        guide_in(neighbourhood),
        HelpOfferFactory.create(offered_by=offerer, neighbourhood=neighbourhood),
        HelpNeedFactory.create(initiative=initiative, added_by=lead),
        initiative,
        neighbourhood_page(neighbourhood).url,
    )
