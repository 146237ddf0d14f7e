"""Mails that stand somewhere on their way."""

from __future__ import annotations

from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from portal.post.enums import DeliveryStatus, MailKind, Reason
from portal.post.models import Delivery

NEWS = {"number": "HTI-2026-0001", "url": "https://portal.example/x"}


class DeliveryFactory(DjangoModelFactory[Delivery]):
    """A mail that waits; «Der er nyt i din sag»."""

    class Meta:
        model = Delivery

    key = factory.Sequence(lambda number: f"tests.event:{number}:1")
    kind = MailKind.CASE_NEWS
    address = "borger@example.org"
    template = "initiatives/news"
    context = factory.LazyFunction(lambda: dict(NEWS))
    locale = "da"
    status = DeliveryStatus.WAITING
    message_id = factory.Sequence(lambda number: f"<{number}@kommune.example>")


def given_up(**fields: Any) -> Delivery:
    """A mail that could not be sent."""
    fields = {
        "status": DeliveryStatus.GIVEN_UP,
        "reason": Reason.NO_ANSWER,
        "given_up_at": timezone.now(),
        "attempts": 8,
        "last_error": "SMTPServerDisconnected",
        **fields,
    }
    return DeliveryFactory.create(**fields)
