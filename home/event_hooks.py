"""What the editors' admin does about events: the list of who comes, and no page that vanishes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.widgets import Button
from wagtail.models import Page

from home.models import EventPage, EventSignUp
from home.permissions import keeps_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_TAKES_AWAY = {"delete", "unpublish"}


@hooks.register("register_page_header_buttons")
def lead_to_people(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Any:
    """Put the way to the list of who comes among the page's own actions."""
    return _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def lead_to_people_from_list(page: Page, user: Any, next_url: str | None = None) -> Any:
    """The same in the list of pages."""
    return _buttons(page, user)


def _buttons(page: Page, user: Any) -> Iterator[Button]:
    if page.pk and page.specific_class is EventPage and keeps_lists(user):
        address = reverse("event-people", args=[page.pk])
        yield Button(_("Hvem kommer?"), address, icon_name="group", priority=5)


@hooks.register("before_delete_page")
def keep_event_with_people(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An event that people are signed up for is called off, so that they hear of it."""
    return _refuse(request, [page], EventSignUp.objects.all())


@hooks.register("before_unpublish_page")
def keep_event_public(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The same when it is only taken off the site."""
    return _refuse(request, [page], EventSignUp.objects.wanted())


@hooks.register("before_bulk_action")
def keep_events_with_people(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """The same for many pages at once."""
    if action_type not in _TAKES_AWAY or not isinstance(next(iter(objects), None), Page):
        return None
    rows = EventSignUp.objects.all()
    return _refuse(request, objects, rows if action_type == "delete" else rows.wanted())


def _refuse(request: HttpRequest, pages: Iterable[Page], rows: Any) -> HttpResponse | None:
    """Turn back when somebody is signed up for one of the pages, or for one below them."""
    first = None
    for page in pages:
        first = first or page
        if rows.filter(event__path__startswith=page.path).exists():
            messages.error(
                request,
                _("Folk er tilmeldt »%(title)s«. Aflys den på siden, så får de besked.")
                % {"title": page.get_admin_display_title()},
            )
            return redirect("wagtailadmin_explore", first.get_parent().pk)
    return None
