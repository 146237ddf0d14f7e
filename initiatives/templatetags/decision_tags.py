"""What a decision tells the group, in the words of its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from initiatives import exports

if TYPE_CHECKING:
    from initiatives.models import Decision

register = template.Library()


@register.simple_tag
def way_on(decision: Decision) -> str:
    """Where a refusal that says «not now» sends the group."""
    return exports.way_on(decision)
