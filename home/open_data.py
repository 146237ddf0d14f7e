"""The open data: which facts of initiatives, communities and events anybody may take and use.

A fact goes out only by a line here. Nothing that somebody wrote freely about themselves or others
is in it, and no contact: what has been taken cannot be called back when a yes is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from guides.enums import Rhythm, Weekday
from guides.models import Community
from home.models import EventPage
from initiatives import catalogue
from initiatives.enums import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet
    from django.utils.functional import Promise

CHUNK = 1000


@dataclass(frozen=True)
class Fact:
    """One column: its name in the files, what it means, and how it is read from a row."""

    name: str
    meaning: str | Promise
    read: Callable[[Any], Any]


@dataclass(frozen=True)
class DataSet:
    """One table anybody may take."""

    slug: str
    title: str | Promise
    about: str | Promise
    rows: Callable[[], QuerySet[Any]]
    facts: tuple[Fact, ...]
    point: Callable[[Any], tuple[float, float] | None]

    def records(self) -> Iterator[tuple[Any, dict[str, Any]]]:
        """Each row with its facts, some at a time, so that memory stays small."""
        last = 0
        while True:
            rows = list(self.rows().filter(pk__gt=last).order_by("pk")[:CHUNK])
            for row in rows:
                yield row, {fact.name: fact.read(row) for fact in self.facts}
            if len(rows) < CHUNK:
                return
            last = rows[-1].pk


def _page(name: str, row: Any) -> str:
    # In the first language, whoever asks: a table is the same for everybody.
    with override(settings.LANGUAGE_CODE):
        return f"{settings.BASE_URL}{reverse(name, args=[row.public_id])}"


def _event_page(row: Any) -> str:
    with override(settings.LANGUAGE_CODE):
        return f"{settings.BASE_URL}{row.url}"


def _moment(value: Any) -> str:
    return timezone.localtime(value).isoformat(timespec="minutes")


def _clock(value: Any) -> str | None:
    return f"{value:%H:%M}" if value else None


_STAGES = [stage for stage in Stage if stage != Stage.STOPPED]

INITIATIVES = DataSet(
    "initiatives",
    _("Initiativer"),
    _("Alle offentlige initiativer, der ikke er stoppet."),
    catalogue.cards,
    (
        Fact("id", _("Fast nøgle"), lambda row: str(row.public_id)),
        Fact("title", _("Titel, som den er offentlig"), lambda row: row.shown_title),
        Fact("stage", _("Hvor langt det er"), lambda row: row.stage),
        Fact("neighbourhood", _("Kvarter"), lambda row: row.neighbourhood.name),
        Fact("theme", _("Tema, når der er et"), lambda row: row.theme.name if row.theme else None),
        Fact(
            "granted_dkk",
            _("Støtte fra puljen i kroner, når der er givet noget"),
            lambda row: float(row.amount) if row.amount else None,
        ),
        Fact("created_on", _("Dagen, idéen blev til"), lambda row: f"{row.created_at:%Y-%m-%d}"),
        Fact("url", _("Siden i portalen"), lambda row: _page("initiatives:initiative-detail", row)),
    ),
    lambda row: (row.neighbourhood.latitude, row.neighbourhood.longitude),
)

COMMUNITIES = DataSet(
    "communities",
    _("Fællesskaber"),
    _("Alle fællesskaber på oversigten."),
    lambda: Community.objects.listed().select_related("neighbourhood", "theme"),
    (
        Fact("id", _("Fast nøgle"), lambda row: str(row.public_id)),
        Fact("name", _("Navn"), lambda row: row.name),
        Fact("neighbourhood", _("Kvarter"), lambda row: row.neighbourhood.name),
        Fact("theme", _("Tema, når der er et"), lambda row: row.theme.name if row.theme else None),
        Fact("rhythm", _("Hvor tit"), lambda row: row.rhythm),
        Fact("weekdays", _("Ugedage, 0 er mandag"), lambda row: ",".join(map(str, row.weekdays))),
        Fact("starts_at", _("Begynder kl."), lambda row: _clock(row.starts_at)),
        Fact("ends_at", _("Slutter kl."), lambda row: _clock(row.ends_at)),
        Fact("step_free", _("Uden trin"), lambda row: row.is_step_free),
        Fact("quiet", _("Roligt, uden meget larm"), lambda row: row.is_quiet),
        Fact("free", _("Gratis"), lambda row: row.is_free),
        Fact("age_from", _("Fra alder"), lambda row: row.age_from),
        Fact("age_to", _("Til alder"), lambda row: row.age_to),
        Fact(
            "confirmed_on",
            _("Dagen, nogen sidst sagde, at det passer"),
            lambda row: f"{row.confirmed_on:%Y-%m-%d}",
        ),
        Fact("url", _("Siden i portalen"), lambda row: _page("guides:community", row)),
    ),
    lambda row: (row.neighbourhood.latitude, row.neighbourhood.longitude),
)

EVENTS = DataSet(
    "events",
    _("Begivenheder"),
    _("Alle begivenheder, der er udgivet: kommende, aflyste og afholdte."),
    EventPage.joined.open_to_all,
    (
        Fact("id", _("Fast nøgle"), lambda row: str(row.translation_key)),
        Fact("title", _("Titel"), lambda row: row.title),
        Fact("starts_at", _("Begynder"), lambda row: _moment(row.starts_at)),
        Fact("ends_at", _("Slutter"), lambda row: _moment(row.ends_at)),
        Fact("place", _("Sted"), lambda row: row.place),
        Fact("address", _("Adresse, når der er en"), lambda row: row.address or None),
        Fact("neighbourhood", _("Kvarter, når der er et"), lambda row: row.neighbourhood_name),
        Fact("price", _("Pris i ord"), lambda row: row.price),
        Fact("sign_up", _("Man tilmelder sig i portalen"), lambda row: row.takes_sign_ups),
        Fact("cancelled", _("Aflyst"), lambda row: row.is_cancelled),
        Fact("url", _("Siden i portalen"), _event_page),
    ),
    lambda row: (row.latitude, row.longitude) if row.latitude is not None else None,
)

DATA_SETS = {row.slug: row for row in (INITIATIVES, COMMUNITIES, EVENTS)}


def codes() -> list[dict[str, Any]]:
    """What the codes of the files mean."""
    return [
        {"name": "stage", "rows": [(stage.value, stage.label) for stage in _STAGES]},
        {"name": "rhythm", "rows": [(row.value, row.label) for row in Rhythm]},
        {"name": "weekdays", "rows": [(row.value, row.label) for row in Weekday]},
    ]
