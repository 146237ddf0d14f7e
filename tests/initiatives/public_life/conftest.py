"""A group with an idea in Gærdehaven, those who moderate, and all pages that anybody can read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from initiatives.enums import Stage
from initiatives.models import Initiative
from portal.areas.models import Neighbourhood
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import led_by
from tests.factories.users import staff

Read = Callable[[Initiative], str]


@pytest.fixture
def initiative(applicant: User, neighbourhood: Neighbourhood, private_files: Path) -> Initiative:
    return led_by(
        applicant,
        neighbourhood=neighbourhood,
        title="Højbede i gården",
        place="Gård 4",
        stage=Stage.PREPARING,
    )


@pytest.fixture
def moderator(db: None) -> User:
    return staff(Role.MODERATOR, email="moderator@example.org", full_name="Maja Moderator")


@pytest.fixture
def everywhere(client: Client, neighbourhood: Neighbourhood) -> Read:
    """All that a visitor without log-in can read about an initiative, as one text."""
    page = neighbourhood_page(neighbourhood)

    def _everywhere(initiative: Initiative) -> str:
        own = reverse("initiatives:initiative-detail", args=[initiative.public_id])
        answers = [client.get(path) for path in (own, page.url, "/", "/kvarterer/")]
        return "\n".join(a.content.decode() for a in answers if a.status_code == 200)

    return _everywhere
