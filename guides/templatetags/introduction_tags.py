"""What pages of the app below show of introductions and referrals; each tag is one query."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template

from guides.models import Introduction, Referral
from portal.users.models import User

if TYPE_CHECKING:
    from django.template import Context

    from guides.models import Case
    from initiatives.models import Initiative

register = template.Library()

SHOWN = 20


@register.simple_tag
def own_introductions(user: User) -> list[Introduction]:
    """Introductions about what this person offers, the newest first."""
    return list(Introduction.objects.of_offerer(user).with_parties()[:SHOWN])


@register.simple_tag
def introductions_of(initiative: Initiative, user: User) -> int:
    """How many offers wait for this «tovholder»'s answer; 0 for everybody else."""
    rows = Introduction.objects.of_lead(user).open()
    return rows.filter(initiative=initiative, lead_yes_at__isnull=True).count()


@register.simple_tag(takes_context=True)
def own_referrals(context: Context, initiative: Initiative) -> Any:
    """Communities that the guide found for the people of an initiative; none for others."""
    user = getattr(context.get("request"), "user", None)
    if not isinstance(user, User) or not user.is_active:
        return Referral.objects.none()
    rows = Referral.objects.of_group(user).filter(case__initiative=initiative)
    return rows.select_related("community")


@register.simple_tag
def course_referrals(case: Case) -> Any:
    """The referrals of a course, for its guide's page."""
    return case.referrals.select_related("community")
