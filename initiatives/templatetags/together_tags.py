"""Who writes beside the reader: the banner of a helper, the guide's leave, who wrote an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.enums import MemberRole
from portal.templatetags.portal_tags import dato, klok
from portal.users.models import User

if TYPE_CHECKING:
    from django.template import Context

    from initiatives.models import Application

register = template.Library()


@register.inclusion_tag("initiatives/together/_banner.html", takes_context=True)
def writing_for(context: Context, application: Application) -> dict[str, Any]:
    """Say at the top of a page whose application a helper or typist is in; nothing to the group.

    No query for the group where the page was opened by `with_part_of`, a few for others.
    """
    user = _reader(context)
    if user is None or _role(application, user):
        return {}
    entry = getattr(application, "assisted_entry", None)
    if entry is not None and entry.entered_by_id == user.pk:
        name = application.contact_name or str(application.applicant)
        return {"application": application, "types_for": name}
    lead = application.initiative.lead
    return {"application": application, "lead": lead.first_name if lead else ""}


@register.inclusion_tag("initiatives/together/_writing.html", takes_context=True)
def helpers_writing(context: Context, application: Application) -> dict[str, Any]:
    """Show the group of a draft who of its guides writes along, and let the «tovholder» decide.

    One query where nobody helps, one or two more where somebody does. Nothing for a sent
    application or for others than the group.
    """
    user = _reader(context)
    role = _role(application, user) if user and application.is_editable else ""
    if user is None or not role:
        return {}
    helpers = [one for one in permissions.helpers_of(application.initiative) if one != user]
    if not helpers:
        return {}
    consents = application.writing_consents.filter(withdrawn_at=None)
    given = {row.helper_id: row for row in consents.select_related("given_by")}
    is_lead = role == MemberRole.LEAD
    return {
        "application": application,
        "helpers": [{"person": one, "consent": given.get(one.pk)} for one in helpers],
        "is_lead": is_lead,
        "lead": user if is_lead else application.initiative.lead,
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


def _role(application: Application, user: User) -> str:
    """What the reader is in the group; asked for unless the page's own query told it."""
    told = getattr(application, "reader_role", "")
    return permissions.Standing(user, application).membership if told == "" else told or ""
