"""The way to follow what a page is about."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template.context import Context
from django.urls import reverse

from initiatives.models import Follow, Initiative
from portal.areas.models import Theme

register = template.Library()


@register.inclusion_tag("initiatives/following/_button.html", takes_context=True)
def follow_button(context: Context, subject: Any) -> dict[str, Any]:
    """Show the button, or that it is followed; only those who are signed in cost a query."""
    user = context.get("user")
    if isinstance(subject, Initiative):
        named, kind = {"initiative": str(subject.public_id)}, "initiative"
    elif isinstance(subject, Theme):
        named, kind = {"theme": subject.slug}, "theme"
    else:
        named, kind = {"place": subject.slug}, "neighbourhood"
    is_signed_in = user is not None and user.is_authenticated
    rows = Follow.objects.visible_to(user) if user is not None and is_signed_in else None
    followed = rows is not None and rows.filter(**{kind: subject}).exists()
    return {
        "address": f"{reverse('initiatives:follow')}?{urlencode(named)}",
        "is_followed": followed,
        "one_tap": is_signed_in,
        "csrf_token": context.get("csrf_token"),
    }
