"""Polls: drafts, open ones, and those that are counted."""

import datetime
from uuid import uuid4

import factory
from django.utils import timezone

from initiatives.enums import Influence, PollStatus
from initiatives.models import Poll
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.users import UserFactory


class PollFactory(factory.django.DjangoModelFactory[Poll]):
    """A draft that can be confirmed today."""

    class Meta:
        model = Poll

    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    question = "Hvor skal den nye bænk stå?"
    why = "Vi sætter en bænk op til foråret, og I vælger stedet."
    influence = Influence.CO_DECIDE
    options = ["Ved søen", "Ved skolen", "Ved stationen"]
    opens_on = factory.LazyFunction(timezone.localdate)
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + datetime.timedelta(days=7))
    made_by = factory.SubFactory(UserFactory)
    submission_token = factory.LazyFunction(uuid4)


def asked(**fields: object) -> Poll:
    """One that everybody can answer now."""
    return PollFactory.create(**{"status": PollStatus.CONFIRMED} | fields)


def counted(**fields: object) -> Poll:
    """One that is over, with seven answers, and lacks its own."""
    day = timezone.localdate()
    made = {
        "status": PollStatus.CLOSED,
        "opens_on": day - datetime.timedelta(days=20),
        "closes_on": day - datetime.timedelta(days=6),
        "closed_at": timezone.now(),
        "result": [4, 2, 1],
        "answer_count": 7,
    }
    return PollFactory.create(**made | fields)
