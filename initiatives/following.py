"""What is new for those who follow, from this app and from those above, which register theirs.

News is public by itself: each source reads only rows that everybody may see now.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import catalogue
from initiatives.enums import Stage
from initiatives.models import HelpNeed, Initiative, InitiativeUpdate, LocalVote, Poll
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from django.db.models import QuerySet

    from initiatives.models import Follow

MOST_NEWS = 40
"""How much news one mail or feed tells; the newest."""

_TOLD_STAGES = (Stage.RUNNING, Stage.COMPLETED)


@dataclass(frozen=True)
class Subjects:
    """What is followed, as keys. All empty: everything there is."""

    neighbourhoods: frozenset[int] = frozenset()
    themes: frozenset[int] = frozenset()
    initiatives: frozenset[int] = frozenset()
    is_everything: bool = False

    def rows(self, place: str, theme: str = "", initiative: str = "") -> Q:
        """Ask a query for what belongs to them, by the names of its fields."""
        if self.is_everything:
            return Q()
        asked = Q(**{f"{place}__in": self.neighbourhoods})
        if theme:
            asked |= Q(**{f"{theme}__in": self.themes})
        if initiative:
            asked |= Q(**{f"{initiative}__in": self.initiatives})
        return asked


@dataclass(frozen=True)
class News:
    """One thing that happened. `path` is the address within the portal."""

    when: datetime.datetime
    what: str
    title: str
    path: str
    place: str = ""
    text: str = field(default="", compare=False)


_sources: list[Callable[[Subjects, datetime.datetime, datetime.datetime], Iterable[News]]] = []


def register_source(
    source: Callable[[Subjects, datetime.datetime, datetime.datetime], Iterable[News]],
) -> None:
    """Let an app above tell its news; called once, in `apps.ready`."""
    _sources.append(source)


def subjects_of(follows: Iterable[Follow]) -> Subjects:
    """What some rows follow, together."""
    rows = list(follows)
    return Subjects(
        frozenset(row.neighbourhood_id for row in rows if row.neighbourhood_id),
        frozenset(row.theme_id for row in rows if row.theme_id),
        frozenset(row.initiative_id for row in rows if row.initiative_id),
    )


def news(subjects: Subjects, since: datetime.datetime, until: datetime.datetime) -> list[News]:
    """What happened after `since` and no later than `until`, the newest first; nothing twice."""
    own = (_published, _stages, _updates, _needs, _votes, _results, _polls)
    found = {row for source in (*own, *_sources) for row in source(subjects, since, until)}
    return sorted(found, key=lambda row: (row.when, row.title), reverse=True)[:MOST_NEWS]


def _initiatives(subjects: Subjects) -> Q:
    return subjects.rows("neighbourhood", "theme", "pk")


def _of_events(
    action: AuditAction,
    among: QuerySet[Initiative],
    since: datetime.datetime,
    until: datetime.datetime,
) -> Iterator[tuple[AuditEvent, Initiative]]:
    """Lines of the log about some initiatives, the newest first."""
    lines = AuditEvent.objects.filter(
        action=action, at__gt=since, at__lte=until, target_type=Initiative._meta.label_lower
    )
    if action == AuditAction.INITIATIVE_PUBLISHED:
        # The first time counts: words that were let out anew are not a new initiative.
        lines = lines.exclude(
            Exists(
                AuditEvent.objects.filter(
                    action=action,
                    target_type=OuterRef("target_type"),
                    target_id=OuterRef("target_id"),
                    at__lt=OuterRef("at"),
                )
            )
        )
    told = lines.filter(Exists(among.filter(pk=OuterRef("target_id")))).order_by("-at")
    events = list(told[:MOST_NEWS])
    rows = among.select_related("neighbourhood", "presentation").defer("presentation__words")
    by_key = rows.in_bulk([event.target_id for event in events])
    return ((event, by_key[event.target_id]) for event in events)


def _about(row: Initiative, when: datetime.datetime, what: str, text: str = "") -> News:
    path = reverse("initiatives:initiative-detail", args=[row.public_id])
    return News(when, what, row.shown_title, path, str(row.neighbourhood or ""), text)


def _published(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    among = catalogue.listed().filter(_initiatives(subjects))
    for event, row in _of_events(AuditAction.INITIATIVE_PUBLISHED, among, since, until):
        yield _about(row, event.at, _("Nyt initiativ"), row.shown_summary)


def _stages(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    among = catalogue.listed().filter(_initiatives(subjects))
    for event, row in _of_events(AuditAction.INITIATIVE_STAGE_CHANGED, among, since, until):
        if event.data.get("to") in _TOLD_STAGES:
            yield _about(row, event.at, str(Stage(event.data["to"]).label))


def _updates(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    wanted = Initiative.objects.public().filter(_initiatives(subjects))
    rows = (
        InitiativeUpdate.objects.public()
        .filter(initiative__in=wanted, published_at__gt=since, published_at__lte=until)
        .select_related("initiative__neighbourhood", "initiative__presentation")
        .order_by("-published_at")[:MOST_NEWS]
    )
    for row in rows:
        if row.published_at is not None:
            yield _about(row.initiative, row.published_at, _("Nyt fra initiativet"), row.text)


def _needs(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    wanted = catalogue.needing_help(catalogue.listed()).filter(_initiatives(subjects))
    rows = (
        HelpNeed.objects.open()
        .filter(initiative__in=wanted, added_at__gt=since, added_at__lte=until)
        .select_related("initiative__neighbourhood", "initiative__presentation")
        .order_by("-added_at")[:MOST_NEWS]
    )
    for row in rows:
        yield _about(row.initiative, row.added_at, _("Mangler hjælp"), row.text)


def _votes(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    asked = subjects.rows("share__neighbourhood")
    opened = AuditEvent.objects.filter(
        action=AuditAction.VOTE_OPENED, at__gt=since, at__lte=until
    ).order_by("-at")[:MOST_NEWS]
    by_key = {event.target_id: event.at for event in opened}
    rows = LocalVote.objects.open().filter(asked, pk__in=by_key)
    for row in rows.select_related("share__neighbourhood"):
        path = reverse("initiatives:vote", args=[row.public_id])
        place = str(row.share.neighbourhood)
        yield News(by_key[row.pk], _("Kvarteret stemmer"), row.title, path, place)


def _results(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    rows = LocalVote.objects.shown().filter(
        subjects.rows("share__neighbourhood"), published_at__gt=since, published_at__lte=until
    )
    for row in rows.select_related("share__neighbourhood").order_by("-published_at")[:MOST_NEWS]:
        if row.published_at is not None:
            path = reverse("initiatives:vote-result", args=[row.public_id])
            place = str(row.share.neighbourhood)
            yield News(row.published_at, _("Kvarteret har valgt"), row.title, path, place)


def _polls(
    subjects: Subjects, since: datetime.datetime, until: datetime.datetime
) -> Iterator[News]:
    """A question is news on its first day, and again when its answer is written."""
    first, last = timezone.localdate(since), timezone.localdate(until)
    begun = Q(opens_on__gt=first, opens_on__lte=last)
    replied = Q(replied_at__gt=since, replied_at__lte=until)
    rows = Poll.objects.shown().filter(subjects.rows("neighbourhood"), begun | replied)
    for row in rows.select_related("neighbourhood").order_by("-opens_on")[:MOST_NEWS]:
        path = reverse("initiatives:poll", args=[row.public_id])
        place = str(row.neighbourhood)
        if row.replied_at is not None and since < row.replied_at <= until:
            yield News(row.replied_at, _("Det gjorde vi"), row.question, path, place, row.reply)
        elif row.is_open:
            moment = timezone.make_aware(datetime.datetime.combine(row.opens_on, datetime.time(8)))
            yield News(moment, _("Spørg kvarteret"), row.question, path, place, row.why)
