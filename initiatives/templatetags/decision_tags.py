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


@register.simple_tag
def how_to_pay(number: str) -> str:
    """How a group pays money back, in the words of its letter; `number` is the case's."""
    return exports.how_to_pay(number)


@register.simple_tag
def complaint_guidance() -> str:
    """Whom one can turn to about a decision, as its letter says it."""
    return exports.complaint_guidance()
