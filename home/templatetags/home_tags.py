"""Tags of the pages: the way up, pictures in ready sizes, and the language of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from home import content_checks, event_places, events, frame
from home.models import StoryPage
from home.pictures import BODY, CARD, FACE, HERO, SHARED
from home.queries import STORIES
from portal.templatetags.portal_tags import dato, klok

if TYPE_CHECKING:
    from wagtail.models import Page

register = template.Library()

_SIZES = {"hero": HERO, "body": BODY}
_SPECS = {"card": CARD, "face": FACE}


@register.inclusion_tag("components/breadcrumb.html", takes_context=True)
def page_breadcrumb(context: dict[str, Any], page: Page) -> dict[str, Any]:
    """Show the way from the front page to this page."""
    return {"items": frame.breadcrumb(context["request"], page)}


@register.simple_tag(takes_context=True)
def page_address(context: dict[str, Any], page: Page) -> str:
    """The address of a page in the reader's language."""
    address: str = page.get_url(context["request"]) or ""
    return address


@register.simple_tag
def picture(image: Any, size: str, alt: str = "", lazy: bool = True) -> SafeString:
    """Show a picture, hero or body, in the width that a telephone or a screen needs."""
    sizes = _SIZES[size]
    # Of a small picture several widths come out alike.
    made = {row.width: row for row in image.get_renditions(*sizes.specs).values()}
    widest = made[max(made)]
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}"{}>',
        widest.url,
        ", ".join(f"{made[width].url} {width}w" for width in sorted(made)),
        sizes.shown,
        widest.width,
        widest.height,
        alt,
        SafeString(' loading="lazy"' if lazy else ' fetchpriority="high"'),
    )


@register.simple_tag
def picture_address(image: Any, size: str) -> str:
    """The address of a picture as card or face; empty without a picture."""
    return str(image.get_rendition(_SPECS[size]).url) if image else ""


@register.inclusion_tag("home/parts/shared.html", takes_context=True)
def page_shared(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """What other sites show beside a link to a page."""
    picture = page.picture_to_share
    return {
        "page": page,
        "address": f"{settings.BASE_URL}{page.get_url(context['request'])}",
        "picture": picture.get_rendition(SHARED) if picture else None,
        "site": context.get("site"),
    }


@register.inclusion_tag("home/parts/stories_of.html", takes_context=True)
def stories_of(context: dict[str, Any], initiative: Any) -> dict[str, Any]:
    """The stories told of an initiative; one query."""
    rows = StoryPage.joined.cards().filter(initiative=initiative)[:STORIES]
    return {"stories": rows, "request": context["request"]}


@register.inclusion_tag("home/parts/before_publishing.html")
def before_publishing(page: Page) -> dict[str, Any]:
    """Show the editor what deserves another look; for previews."""
    return {"findings": content_checks.findings(page)}


@register.filter
def event_time(event: Any) -> str:
    """When an event is, in words: a day and two times, or two days."""
    start, end = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    if start.date() == end.date():
        span = {"day": dato(start), "start": klok(start), "end": klok(end).removeprefix("kl. ")}
        return _("%(day)s %(start)s-%(end)s") % span
    span = {"first": f"{dato(start)} {klok(start)}", "last": f"{dato(end)} {klok(end)}"}
    return _("%(first)s til %(last)s") % span


@register.simple_tag(takes_context=True)
def event_data(context: dict[str, Any], event: Any) -> SafeString:
    """The event as search engines read it."""
    request = context["request"]
    return events.structured_data(event, request.build_absolute_uri(event.get_url(request)))


@register.inclusion_tag("home/parts/event_map.html")
def event_map(event: Any) -> dict[str, Any]:
    """Where the event is: a drawing, the same in words, and the way there."""
    return {"event": event, "map": event_places.on_the_map(event)}


@register.simple_tag
def words_language() -> SafeString:
    """Mark the editor's or a citizen's own words as Danish on a page in another language."""
    foreign = get_language() != settings.LANGUAGE_CODE
    return format_html(' lang="{}"', settings.LANGUAGE_CODE) if foreign else SafeString("")
