"""All that waits for a moderator: presentations, news, offers, comments and reports of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.enums import Visibility
from initiatives.models import Comment, HelpOffer, InitiativeUpdate, Presentation

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet


class Waiting(TextChoices):
    """What can wait, in the order of the filters. The address names it in English."""

    REPORTED = "reported", _("Meldte kommentarer")
    COMMENTS = "comments", _("Kommentarer")
    INITIATIVES = "initiatives", _("Præsentationer")
    NEWS = "news", _("Nyt fra initiativer")
    OFFERS = "offers", _("Tilbud om hjælp")


def _presentations() -> QuerySet[Any]:
    return Presentation.objects.filter(asked_at__isnull=False)


def _news() -> QuerySet[Any]:
    return InitiativeUpdate.objects.awaiting().exclude(initiative__visibility=Visibility.PRIVATE)


_QUERIES: dict[Waiting, Callable[[], QuerySet[Any]]] = {
    Waiting.REPORTED: Comment.objects.reported,
    Waiting.COMMENTS: Comment.objects.awaiting,
    Waiting.INITIATIVES: _presentations,
    Waiting.NEWS: _news,
    Waiting.OFFERS: HelpOffer.objects.awaiting,
}


def number_waiting() -> int:
    """How much waits in all, in one query."""
    first, *rest = (query().order_by().values("pk") for query in _QUERIES.values())
    return first.union(*rest, all=True).count()


def waiting() -> list[dict[str, Any]]:
    """What waits, the oldest first, each with its kind, its age in days and where it is read."""
    rows = [
        *(_reported(row) for row in _of_place(Waiting.REPORTED)),
        *(_written(row) for row in _of_place(Waiting.COMMENTS)),
        *(_asked(row) for row in _of_place(Waiting.INITIATIVES)),
        *(_told(row) for row in _of_place(Waiting.NEWS)),
        *(_offered(row) for row in _QUERIES[Waiting.OFFERS]().select_related("neighbourhood")),
    ]
    today = timezone.localdate()
    for row in rows:
        row["days"] = (today - timezone.localdate(row["since"])).days
    return sorted(rows, key=lambda row: row["since"])


def _of_place(kind: Waiting) -> QuerySet[Any]:
    return _QUERIES[kind]().select_related("initiative__neighbourhood")


def _row(kind: Waiting, what: Any, since: Any, name: str, about: Any) -> dict[str, Any]:
    url = reverse(f"initiatives:moderation-{name}", args=[about.public_id])
    return {"kind": kind, "what": what, "since": since, "url": url}


def _asked(row: Presentation) -> dict[str, Any]:
    found = _row(Waiting.INITIATIVES, _("Præsentation"), row.asked_at, "initiative", row.initiative)
    return {**found, "initiative": row.initiative}


def _told(row: InitiativeUpdate) -> dict[str, Any]:
    found = _row(Waiting.NEWS, _("Nyt fra initiativet"), row.written_at, "update", row)
    return {**found, "initiative": row.initiative}


def _written(row: Comment) -> dict[str, Any]:
    what = _("Svar fra gruppen") if row.is_answer else _("Kommentar")
    found = _row(Waiting.COMMENTS, what, row.written_at, "comment", row)
    return {**found, "initiative": row.initiative}


def _reported(row: Any) -> dict[str, Any]:
    found = _row(Waiting.REPORTED, _("Meldt kommentar"), row.reported_at, "comment", row)
    return {**found, "initiative": row.initiative}


def _offered(row: HelpOffer) -> dict[str, Any]:
    """An offer of help: no initiative, and no name."""
    found = _row(Waiting.OFFERS, _("Tilbud om hjælp"), row.offered_at, "offer", row)
    return {**found, "title": row.text, "place": row.neighbourhood}
