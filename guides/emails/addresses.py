"""Whole addresses, for links in mail."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override


def address(name: str, locale: str, *identity: Any) -> str:
    """The whole address of a page in this language."""
    with override(locale):
        path = reverse(name, args=identity)
    return f"{settings.BASE_URL}{path}"
