"""Who writes beside the reader: the banner of a helper, the guide's leave, who wrote an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.enums import MemberRole
from initiatives.models import InitiativeMember
from portal.templatetags.portal_tags import dato, klok
from portal.users.models import User

if TYPE_CHECKING:
    from django.template import Context

    from initiatives.models import Application

register = template.Library()


@register.inclusion_tag("initiatives/together/_banner.html", takes_context=True)
def writing_for(context: Context, application: Application) -> dict[str, Any]:
    """Say at the top of a page whose application a helper or typist is in; nothing to the group.

    One query for the group, two or three for others.
    """
    user = _reader(context)
    who = permissions.Standing(user, application) if user else None
    if who is None or who.membership:
        return {}
    return {
        "application": application,
        "types_for": (application.contact_name or str(application.applicant))
        if who.has_typed
        else "",
        "lead": _first_name(application),
    }


@register.inclusion_tag("initiatives/together/_writing.html", takes_context=True)
def helpers_writing(context: Context, application: Application) -> dict[str, Any]:
    """Show the group of a draft who of its guides writes along, and let the «tovholder» decide.

    Two or three queries; nothing for a sent application or for others than the group.
    """
    user = _reader(context)
    if user is None or not application.is_editable:
        return {}
    members = InitiativeMember.objects.filter(initiative=application.initiative_id)
    roles = {row.user_id: row for row in members.select_related("user")}
    if user.pk not in roles:
        return {}
    leads = [row.user for row in roles.values() if row.role == MemberRole.LEAD]
    consents = application.writing_consents.filter(withdrawn_at=None)
    given = {row.helper_id: row for row in consents.select_related("given_by")}
    helpers = [
        {"person": person, "consent": given.get(person.pk)}
        for person in permissions.helpers_of(application.initiative)
        if person.pk not in roles
    ]
    return {
        "application": application,
        "helpers": helpers,
        "is_lead": user in leads,
        "lead": leads[0] if leads else None,
        "here": getattr(context.get("request"), "path", ""),
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_tag(takes_context=True)
def answer_authors(context: Context, application: Application) -> dict[str, str]:
    """Say of each answer by somebody else than the reader who wrote it last, by field; one query.

    Use: `{% answer_authors application as authors %}` and `{{ authors|written:field.name }}`.
    """
    user = _reader(context)
    if user is None:
        return {}
    rows = application.answer_authors.exclude(author=user).select_related("author")
    return {
        row.field: _("Skrevet af %(name)s, %(day)s %(time)s")
        % {
            "name": row.author.first_name or _("en anden"),
            "day": dato(row.written_at),
            "time": klok(row.written_at),
        }
        for row in rows
    }


def _reader(context: Context) -> User | None:
    user = getattr(context.get("request"), "user", None)
    return user if isinstance(user, User) and user.is_active else None


def _first_name(application: Application) -> str:
    lead = application.initiative.lead
    return lead.first_name if lead else ""
