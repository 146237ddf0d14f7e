"""What we add to the editors' admin, and what we keep them from doing by mistake."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from home.models import NeighbourhoodPage
from home.viewsets import AreasViewSetGroup
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users.models import User


class PortalLinks(Component):
    """The way from the admin's front page back to the portal."""

    order = 10
    template_name = "wagtailadmin/home/portal_links.html"


@hooks.register("register_admin_viewset")
def register_areas() -> AreasViewSetGroup:
    """Show neighbourhoods and themes to those who may edit them."""
    return AreasViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_portal_links(request: HttpRequest, panels: list[Any]) -> None:
    """Put the links back first."""
    panels.insert(0, PortalLinks())


@hooks.register("before_copy_page")
def keep_one_page_each(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A neighbourhood has one page, so the page has no copies."""
    if not isinstance(page.specific, NeighbourhoodPage):
        return None
    messages.error(request, _("Et kvarter har kun én side. Lav en ny side til et andet kvarter."))
    return redirect("wagtailadmin_explore", page.get_parent().pk)


@hooks.register("before_delete_user")
def keep_account(request: HttpRequest, user: User) -> HttpResponse:
    """Accounts stand in cases and logs: they are made inactive, never deleted."""
    messages.error(request, _("En bruger kan ikke slettes. Gør brugeren inaktiv i stedet."))
    return redirect("wagtailusers_users:edit", user.pk)


@hooks.register("before_bulk_action")
def keep_accounts(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many accounts at once."""
    if action_type != "delete" or not isinstance(next(iter(objects), None), User):
        return None
    messages.error(request, _("Brugere kan ikke slettes. Gør dem inaktive i stedet."))
    return redirect("wagtailusers_users:index")


@hooks.register("after_create_user")
def log_new_account(request: HttpRequest, user: User) -> None:
    """Write in the log who made the account, and with which roles."""
    roles = sorted(user.groups.values_list("name", flat=True))
    data = {"roles": roles, "operator": user.is_superuser}
    audit.record(AuditAction.ACCOUNT_CREATED, target=user, by=cast("User", request.user), data=data)


@hooks.register("after_edit_user")
def log_changed_account(request: HttpRequest, user: User) -> None:
    """Write in the log who changed the account, and which roles it has now."""
    roles = sorted(user.groups.values_list("name", flat=True))
    data = {"roles": roles, "operator": user.is_superuser, "active": user.is_active}
    audit.record(AuditAction.PROFILE_CHANGED, target=user, by=cast("User", request.user), data=data)
