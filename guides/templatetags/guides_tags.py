"""What pages of all apps show of guides: whom to ring, and the notes that are for the reader."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import OuterRef, Subquery
from django.utils.translation import get_language
from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from guides import queries
from guides.actions import notes
from guides.enums import ActivityStatus, Doer
from guides.models import Ambassador, AmbassadorActivity, Case, CommunityGuide, Cover
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.template import Context

    from guides.models import CaseNote
    from guides.models.guide import CommunityGuideQuerySet
    from initiatives.models import Initiative
    from portal.areas.models import Neighbourhood

register = template.Library()

_PORTRAIT = "fill-192x192"


@register.inclusion_tag("guides/_guide_card.html", takes_context=True)
def guide_card(
    context: Context, initiative: Initiative, level: int = 3, reader: str = "group"
) -> dict[str, Any]:
    """Show who follows an initiative, or when a guide rings; else the place's guides.

    Two or three queries. Names no guide who has stopped.

    Args: reader: "group", or "public" or "staff", whom no guide is going to ring.
    """
    case: Case | None = next(iter(_open_course().read(numbers=[initiative.pk])), None)
    away = getattr(case, "stand_in", None)
    is_own = case is not None and case.guide_id is not None
    is_queued = case is not None and not is_own
    shows_place = reader == "public" or (reader == "group" and not is_queued)
    guides: list[CommunityGuide] = []
    if case is not None and case.guide_id is not None:
        # While the guide is away, the one to ring is who stands in.
        guides = _the_guide().read(numbers=[away or case.guide_id])
    elif initiative.neighbourhood_id is not None and shows_place:
        guides = _guides_of_place().read(numbers=[initiative.neighbourhood_id])
    return {
        "people": _people(guides),
        "is_own": is_own,
        "is_queued": is_queued,
        "is_away": away is not None,
        "reader": reader,
        "call_back_by": None if case is None else case.call_back_by,
        "is_late": case is not None and case.is_call_back_overdue,
        "site": context.get("site"),
        "level": level,
    }


@register.inclusion_tag("guides/_neighbourhood_guide.html", takes_context=True)
def neighbourhood_guide(
    context: Context, neighbourhood: Neighbourhood, level: int = 3
) -> dict[str, Any]:
    """Show the guides at work in a place, each with face and telephone; one or two queries."""
    guides = _guides_of_place().read(numbers=[neighbourhood.pk])
    return {"people": _people(guides), "site": context.get("site"), "level": level}


@register.simple_tag(takes_context=True)
def shared_notes(
    context: Context, initiative: Initiative, user: User | None = None
) -> list[CaseNote]:
    """Give the guide's notes on an initiative that this person may read; none for others.

    The group reads what is for citizens, case staff also what is for them. The guide's own page
    has all of them. `{% shared_notes initiative as notes %}`; one query, and one more with notes.

    Effects: what is read for the first time outside the organisation is noted in the log.
    """
    request = context.get("request")
    reader = user or getattr(request, "user", None)
    if not isinstance(reader, User) or not reader.is_active:
        return []
    found = queries.notes_shared_with(reader, initiative)
    notes.mark_read(found, by=reader)
    return found


@register.inclusion_tag("guides/_found_by.html")
def found_by(initiative: Initiative, reader: str = "public") -> dict[str, str]:
    """Name the ambassador who found an idea; one query.

    Everybody gets the first name of one who is shown publicly, once the guide has said that it
    counts. A guide of the course gets the whole name.

    Args: reader: "public" or "guide".
    """
    rows = AmbassadorActivity.objects.found().filter(initiative=initiative)
    if reader == "public":
        shown = Ambassador.objects.shown_publicly()
        rows = rows.filter(status=ActivityStatus.APPROVED, ambassador__in=shown)
    activity = rows.select_related("ambassador__user").first()
    if activity is None:
        return {"name": ""}
    person = activity.ambassador.user
    return {"name": person.first_name if reader == "public" else str(person)}


@register.inclusion_tag("guides/_course_link.html", takes_context=True)
def course_link(context: Context, initiative: Initiative) -> dict[str, Any]:
    """Lead the guide from an initiative or its application to the course.

    Nobody else sees anything: a course is its guide's page.
    """
    reader = getattr(context.get("request"), "user", None)
    if not isinstance(reader, User) or not hasattr(reader, "guide"):
        return {"course": None}
    rows = Case.objects.visible_to(reader).filter(initiative=initiative, guide__isnull=False)
    return {"course": rows.order_by("-opened_at").first()}


@register.inclusion_tag("guides/_shared_plan.html", takes_context=True)
def shared_plan(context: Context, initiative: Initiative) -> dict[str, Any]:
    """Show the group its plan and appointments; one query without a guide, else three."""
    case = queries.plan_of(initiative)
    if case is None:
        return {"case": None}
    case.initiative = initiative
    return {
        "case": case,
        "steps": queries.steps_of(case),
        "appointments": queries.appointments_of(case, side=Doer.GROUP),
        "csrf_token": context.get("csrf_token"),
    }


@kept_for_a_day
def _open_course() -> PreparedRows:
    """The open course of an initiative, with who stands in for its guide today."""
    stand_in = Cover.objects.running().of_case(OuterRef("pk")).filter(guide=OuterRef("guide"))
    courses = Case.objects.open().annotate(stand_in=Subquery(stand_in.values("by")[:1]))
    return PreparedRows(courses.filter(initiative=slot(0))[:1])


@kept_for_a_day
def _the_guide() -> PreparedRows:
    return PreparedRows(_with_faces(CommunityGuide.objects.active().filter(pk=slot(0))))


@kept_for_a_day
def _guides_of_place() -> PreparedRows:
    guides = CommunityGuide.objects.active().filter(neighbourhoods=slot(0))
    return PreparedRows(_with_faces(guides))


def _with_faces(guides: CommunityGuideQuerySet) -> CommunityGuideQuerySet:
    rows = guides.select_related("user", "organisation", "portrait")
    return rows.prefetch_related("portrait__renditions")


def _people(guides: Iterable[CommunityGuide]) -> list[dict[str, Any]]:
    """Guides as the component for people wants them."""
    return [
        {
            "name": guide.user.full_name or guide.user.email,
            "organisation": guide.organisation.name,
            "phone": guide.phone,
            "languages": guide.languages,
            "greeting": guide.greeting,
            "portrait_url": portrait_url(guide),
        }
        for guide in guides
    ]


@register.filter
def portrait_url(guide: CommunityGuide) -> str:
    """The address of a guide's picture, cut square; empty when there is none that can be read."""
    if guide.portrait is None:
        return ""
    try:
        return str(guide.portrait.get_rendition(_PORTRAIT).url)
    except (SourceImageIOError, InvalidFilterSpecError, OSError):
        return ""


@register.filter
def as_hours(minutes: int) -> str:
    """Write minutes as hours: 90 becomes 1,5 in Danish, 1.5 in English."""
    text = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return text if get_language() == "en" else text.replace(".", ",")
