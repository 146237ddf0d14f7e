"""What we add to the editors' admin, and what we keep them from doing by mistake."""

from __future__ import annotations

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from home.check_hooks import use_our_checker  # noqa: F401 - registers the hooks of checks
from home.event_hooks import lead_to_people  # noqa: F401 - registers the hooks of events
from home.models import NeighbourhoodPage, StoryPage
from home.stories import CONSENT_WITHDRAWN
from home.viewsets import AreasViewSetGroup
from portal.audit import actions as audit
from portal.audit.enums import AuditAction
from portal.users.models import User
from portal.users.roles import Role


class PortalLinks(Component):
    """The way from the admin's front page back to the portal."""

    order = 10
    template_name = "wagtailadmin/home/portal_links.html"


class StoryDrafts(Component):
    """Stories that groups have said yes to and nobody has published yet, the oldest first."""

    order = 20
    template_name = "wagtailadmin/home/story_drafts.html"

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Find the drafts, by one query."""
        drafts = StoryPage.objects.filter(live=False, report__isnull=False)
        standing = drafts.filter(report__story_consent_withdrawn_at=None)
        return {"drafts": standing.order_by("report__submitted_at")}


@hooks.register("register_admin_viewset")
def register_areas() -> AreasViewSetGroup:
    """Show neighbourhoods and themes to those who may edit them."""
    return AreasViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_portal_links(request: HttpRequest, panels: list[Any]) -> None:
    """Put the links back first."""
    panels.insert(0, PortalLinks())
    if cast("User", request.user).has_role(Role.EDITOR) or request.user.is_superuser:
        panels.insert(1, StoryDrafts())


@hooks.register("before_publish_page")
def keep_withdrawn_story_away(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A story whose group has taken its yes back is not published again."""
    if not isinstance(page.specific, StoryPage) or page.specific.may_be_told:
        return None
    messages.error(request, _("Gruppen har trukket sit samtykke tilbage. Siden kan ikke udgives."))
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("register_log_actions")
def name_our_log_actions(actions: Any) -> None:
    """Say in a page's history why it is gone."""
    actions.register_action(
        CONSENT_WITHDRAWN,
        gettext_lazy("Samtykke trukket tilbage"),
        gettext_lazy("Gruppen har trukket sit samtykke til historien tilbage"),
    )


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
