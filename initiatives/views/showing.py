"""What a public page is made of: the parts a reader gets, as approved or as they would look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from initiatives.enums import Stage
from initiatives.forms.public_life import STAGE_WORDS
from initiatives.models import Award, Initiative, InitiativeUpdate
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.money import total
from portal.templatetags.portal_tags import kr

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from initiatives.models import HelpNeed, InitiativePicture

_TOLD_STAGES = {Stage.RUNNING, Stage.COMPLETED, Stage.STOPPED}


def rows() -> Any:
    """Initiatives with all that their pages join."""
    return Initiative.objects.select_related(
        "neighbourhood", "theme", "presentation", "picture__stored_file"
    )


def face(initiative: Initiative) -> dict[str, Any]:
    """What everybody may read of an initiative now."""
    return _face(
        initiative,
        title=initiative.shown_title,
        summary=initiative.shown_summary,
        place=initiative.shown_place,
        picture=initiative.shown_picture,
        needs=initiative.needs.open() if initiative.shown_summary else initiative.needs.none(),
    )


def face_asked_for(initiative: Initiative) -> dict[str, Any]:
    """What everybody would read, if a moderator let out what the group has written."""
    picture: InitiativePicture | None = getattr(initiative, "picture", None)
    return _face(
        initiative,
        title=initiative.title,
        summary=initiative.summary,
        place=initiative.place,
        picture=picture if picture is not None and picture.is_public else None,
        needs=initiative.needs.open(),
    )


def _face(
    initiative: Initiative,
    *,
    title: str,
    summary: str,
    place: str,
    picture: InitiativePicture | None,
    needs: QuerySet[HelpNeed],
) -> dict[str, Any]:
    named = initiative.members.filter(name_public_since__isnull=False).select_related("user")
    awards = list(Award.objects.committing().filter(application__initiative=initiative))
    news = list(initiative.updates.public().select_related("picture"))
    path = reverse("initiatives:initiative-detail", args=[initiative.public_id])
    return {
        "title": title,
        "summary": summary,
        "place": place,
        "starts_on": initiative.starts_on if summary else None,
        "ends_on": initiative.ends_on if summary else None,
        "picture": picture,
        "picture_url": picture_address(initiative, picture.stored_file) if picture else "",
        "names": [member.user.full_name for member in named if member.user.full_name],
        "amount": total(award.amount for award in awards),
        "stage_words": STAGE_WORDS[Stage(initiative.stage)],
        "needs": list(needs),
        "updates": [update_row(initiative, row) for row in news],
        "life": _life(initiative, awards, news),
        "address": f"{settings.BASE_URL}{path}",
    }


def update_row(initiative: Initiative, update: InitiativeUpdate) -> dict[str, Any]:
    """A piece of news as the pages show it."""
    shows = update.shows_picture and update.picture is not None and update.picture.is_ready
    return {
        "row": update,
        "when": update.published_at or update.written_at,
        "picture_url": picture_address(initiative, update.picture) if shows else "",
    }


def picture_address(initiative: Initiative, stored: Any) -> str:
    """Where a picture of an initiative is fetched."""
    return reverse("initiatives:initiative-picture", args=[initiative.public_id, stored.public_id])


def _life(
    initiative: Initiative, awards: list[Award], news: list[InitiativeUpdate]
) -> list[dict[str, Any]]:
    """What has happened, newest first: told, money, stages, news. Names nobody."""
    entries: list[dict[str, Any]] = [{"when": initiative.created_at, "title": _("Idéen blev til")}]
    entries += [
        {
            "when": award.awarded_at,
            "title": _("Fik %(amount)s fra puljen") % {"amount": kr(award.amount)},
        }
        for award in awards
    ]
    moved = AuditEvent.objects.filter(
        action=AuditAction.INITIATIVE_STAGE_CHANGED,
        target_type=Initiative._meta.label_lower,
        target_id=initiative.pk,
        data__to__in=[stage.value for stage in _TOLD_STAGES],
    )
    entries += [{"when": row.at, "title": Stage(row.data["to"]).label} for row in moved]
    entries += [{"when": row.published_at, "title": _("Nyt fra initiativet")} for row in news]
    return sorted(entries, key=lambda entry: entry["when"], reverse=True)
