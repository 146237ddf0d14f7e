"""The case list's own table: one narrow row for each sent application, and the views people save.

Triggers of the database keep it (migration 0012, decision 0029), so that no action has to remember
it and a search over a million rows reads one table.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db import models
from django.db.models import F, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from initiatives.models.application import Application, ImpartialityDeclaration
from initiatives.models.initiative import Initiative, InitiativeMember
from initiatives.models.pool import FundingRound
from portal.areas.models import Neighbourhood, Theme
from portal.gate import GatedQuerySet
from portal.prepared import PreparedRows, kept_for_a_day
from portal.searching import SEARCH_CONFIGURATION, search_words
from portal.users.models import User
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

COUNTED_UP_TO = 1000
"""Over this the list says «mere end 1.000»: a full count of a million rows costs a second."""

OPEN, OVERDUE = "OPEN", "OVERDUE"
"""Two filters beside the statuses: all that wait for a decision, and those past their day."""

_EPOCH = datetime.date(1970, 1, 1)


class CaseSort(models.TextChoices):
    """The orders of the list; each has an index that also ends in the row's key."""

    QUEUE = "queue", _("Frist: de længst ventende først")
    NEWEST = "newest", _("Sendt: de nyeste først")
    OLDEST = "oldest", _("Sendt: de ældste først")
    AMOUNT = "amount", _("Beløb: de største først")


_ORDERS: dict[str, tuple[str, bool]] = {
    CaseSort.QUEUE: ("queue_place", False),
    CaseSort.NEWEST: ("submitted_at", True),
    CaseSort.OLDEST: ("submitted_at", False),
    CaseSort.AMOUNT: ("amount", True),
}
"""Sort → its column, and whether the largest value stands first."""

_LOOKUPS = {
    "funding_round": "funding_round", "theme": "theme", "neighbourhood": "neighbourhood",
    "amount_from": "amount__gte", "amount_to": "amount__lte",
}  # fmt: skip
NOBODY = -1
"""The caseworker of a case that has none."""


def _moment(text: str) -> datetime.datetime:
    """A moment out of an address, which anybody can write; without a zone it is our own time."""
    read = datetime.datetime.fromisoformat(text)
    return timezone.make_aware(read) if timezone.is_naive(read) else read


_READ: dict[str, Callable[[str], Any]] = {
    "queue_place": int,
    "submitted_at": _moment,
    "amount": Decimal,
}


class Following(NamedTuple):
    """What an app above knows of those who follow initiatives: guides."""

    people: Callable[[], QuerySet[Any]]
    name: str
    """The field of `people` that names them."""
    initiatives_of: Callable[[int], QuerySet[Any]]
    """The initiatives' keys, by the follower's key."""


_following: list[Following] = []


def register_following(following: Following) -> None:
    """Let an app above name who follows initiatives; called once, in `apps.ready`."""
    _following.append(following)


def day_number(day: datetime.date) -> int:
    """Days since 1970-01-01, as `queue_place` counts them."""
    return (day - _EPOCH).days


class CaseRowQuerySet(GatedQuerySet["CaseRow"]):
    """Sent applications as the list shows them."""

    def visible_to(self, user: User | AnonymousUser) -> CaseRowQuerySet:
        """Those of impartial case staff: never a case of a declared conflict or of the own group.

        Narrower than the applications' own gate. Source: forvaltningsloven §§ 3 and 6.
        """
        if not user.is_authenticated or not user.is_active or not user.has_role(*CASE_STAFF):
            return self.none()
        conflicts = ImpartialityDeclaration.objects.filter(user=user, is_impartial=False)
        groups = InitiativeMember.objects.filter(user=user)
        # `NOT IN` a short list that is read once: the order's index can be walked as it stands.
        return self.exclude(pk__in=conflicts.values("application")).exclude(
            initiative__in=groups.values("initiative")
        )

    def waiting(self) -> CaseRowQuerySet:
        """Sent and not decided."""
        return self.filter(queue_place__lt=CaseRow.FIRST_DECIDED)

    def overdue(self) -> CaseRowQuerySet:
        """Not decided, though the promised day has passed."""
        return self.filter(queue_place__lt=day_number(timezone.localdate()))

    def narrowed(self, wanted: dict[str, Any]) -> CaseRowQuerySet:
        """Narrow to what the filter's clean values ask for; an empty one asks for nothing."""
        rows = self._with_status(wanted.get("status") or "")
        for name, lookup in _LOOKUPS.items():
            if wanted.get(name):
                rows = rows.filter(**{lookup: wanted[name]})
        if wanted.get("caseworker") == NOBODY:
            rows = rows.filter(caseworker=None)
        elif wanted.get("caseworker"):
            rows = rows.filter(caseworker=wanted["caseworker"])
        if wanted.get("sent_from"):
            rows = rows.filter(submitted_at__gte=_midnight(wanted["sent_from"]))
        if wanted.get("sent_to"):
            rows = rows.filter(submitted_at__lt=_midnight(wanted["sent_to"], days=1))
        if wanted.get("guide"):
            rows = rows.followed_by(wanted["guide"])
        return rows.matching(wanted.get("q") or "")

    def followed_by(self, key: int) -> CaseRowQuerySet:
        """Those of the initiatives that this guide follows or followed."""
        rows = self
        for following in _following:
            rows = rows.filter(initiative__in=following.initiatives_of(key))
        return rows

    def matching(self, text: str) -> CaseRowQuerySet:
        """Those that hold every word of a text in title, description, names or case number.

        Danish endings do not matter. `*` after a word stands for any ending.
        """
        words = search_words(text)
        if not words:
            return self
        raw = " & ".join(
            f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'" for word in words
        )
        query = SearchQuery(raw, config=SEARCH_CONFIGURATION, search_type="raw")
        return self.filter(words=query)

    def _with_status(self, status: str) -> CaseRowQuerySet:
        if status == OPEN:
            return self.waiting()
        if status == OVERDUE:
            return self.overdue()
        return self.filter(status=status) if status else self

    def first_few(self, most: int = COUNTED_UP_TO) -> tuple[CaseRowQuerySet, int | None]:
        """Find the rows first and order them afterwards, when there are at most `most`.

        A rare word is found by its own index in no time, while walking an order in search of it
        would read the whole table. Returns the rows, and how many they are; None when more.
        """
        keys = list(self.order_by().values_list("pk", flat=True)[: most + 1])
        if len(keys) > most:
            return self, None
        return self.model.objects.filter(pk__in=keys), len(keys)

    def in_order(self, sort: str, *, after: str = "", before: str = "") -> CaseRowQuerySet:
        """Put the rows in an order, from the one behind the mark `after` on; a bad mark is none.

        A mark names a row seen, not a number of rows, so that rows that come or go meanwhile
        neither repeat nor hide any other. With `before` the order is walked backwards from there.
        """
        column, is_falling = _ORDERS[sort]
        is_falling ^= bool(before)
        rows = self.order_by(*((f"-{column}", "-pk") if is_falling else (column, "pk")))
        place = _read_mark(before or after, column)
        if place is None:
            return rows
        beyond = TupleLessThan if is_falling else TupleGreaterThan
        return rows.filter(beyond(Tuple(F(column), F("pk")), place))

    def in_chunks(self, sort: str, *names: str, size: int = 2000) -> Iterator[dict[str, Any]]:
        """All rows in an order as plain values, some at a time, so that memory stays small."""
        column = _ORDERS[sort][0]
        after = ""
        while True:
            rows = list(self.in_order(sort, after=after).values("pk", column, *names)[:size])
            yield from rows
            if len(rows) < size:
                return
            after = mark(rows[-1], sort)


def _midnight(day: datetime.date, days: int = 0) -> datetime.datetime:
    day += datetime.timedelta(days=days)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def mark(row: dict[str, Any], sort: str) -> str:
    """Name a row's place in an order, for the address of the next page."""
    value = row[_ORDERS[sort][0]]
    told = value.isoformat() if isinstance(value, datetime.datetime) else str(value)
    return f"{told}~{row['pk']}"


def _read_mark(text: str, column: str) -> tuple[Any, int] | None:
    value, _sign, key = text.partition("~")
    try:
        return _READ[column](value), int(key)
    except (ValueError, ArithmeticError):
        return None


class CaseRow(models.Model):
    """A sent application as the list needs it. Written by triggers alone.

    `queue_place` is the order in which cases wait: the promised day as days since 1970 while the
    municipality owes an answer; for all others a large number that falls with the day of sending.
    The keys have no constraints of their own: the rows they are read from have them.
    """

    FIRST_DECIDED = 500_000

    application = models.OneToOneField(
        Application, on_delete=models.CASCADE, primary_key=True, related_name="case_row"
    )
    public_id = models.UUIDField(editable=False)
    initiative = models.ForeignKey(
        Initiative, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    number = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    applicant_name = models.CharField(max_length=120)
    neighbourhood = models.ForeignKey(
        Neighbourhood, models.DO_NOTHING, null=True, db_constraint=False, db_index=False,
        related_name="+",
    )  # fmt: skip
    theme = models.ForeignKey(
        Theme, models.DO_NOTHING, null=True, db_constraint=False, db_index=False, related_name="+"
    )
    funding_round = models.ForeignKey(
        FundingRound, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    caseworker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.DO_NOTHING, null=True, db_constraint=False,
        db_index=False, related_name="+",
    )  # fmt: skip
    status = models.CharField(max_length=24)
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    submitted_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    queue_place = models.IntegerField()
    application_words = SearchVectorField()
    initiative_words = SearchVectorField()
    words = models.GeneratedField(
        expression=models.Func(
            F("application_words"), F("initiative_words"), template="(%(expressions)s)",
            arg_joiner=" || ",
        ),
        output_field=SearchVectorField(),
        db_persist=True,
    )  # fmt: skip

    objects = CaseRowQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["queue_place", "application"], name="case_row_queue"),
            models.Index(fields=["submitted_at", "application"], name="case_row_sent"),
            models.Index(fields=["amount", "application"], name="case_row_amount"),
            models.Index(fields=["status", "queue_place", "application"], name="case_row_status"),
            models.Index(
                fields=["funding_round", "queue_place", "application"], name="case_row_round"
            ),
            models.Index(
                fields=["neighbourhood", "queue_place", "application"], name="case_row_place"
            ),
            models.Index(fields=["theme", "queue_place", "application"], name="case_row_theme"),
            models.Index(
                fields=["caseworker", "queue_place", "application"], name="case_row_caseworker"
            ),
            GinIndex(fields=["words"], name="case_row_words"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class SavedView(models.Model):
    """A filter of the case list that a person gave a name. Its address can be sent to anybody."""

    public_id = models.UUIDField(default=uuid4, unique=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_views"
    )
    name = models.CharField(max_length=60)
    # What stands after «?» in the address, in the form's own order.
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name


def choices_of_filters() -> dict[str, list[tuple[int, str]]]:
    """All that the filter's lists offer, in one query: filter → (key, name) in Danish order."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for kind, key, name in _choices().read():
        found[kind].append((key, name))
    order = str.maketrans("æøå", "{|}")
    for rows in found.values():
        rows.sort(key=lambda row: row[1].lower().translate(order))
    return found


@kept_for_a_day
def _choices() -> PreparedRows:
    # A case is given to caseworkers.
    staff = User.objects.filter(groups__name=Role.CASEWORKER.value, is_active=True)
    parts: list[tuple[str, QuerySet[Any], str]] = [
        ("funding_round", FundingRound.objects.all(), "title"),
        ("neighbourhood", Neighbourhood.objects.all(), "name"),
        ("theme", Theme.objects.all(), "name"),
        ("caseworker", staff, "full_name"),
        *(("guide", following.people(), following.name) for following in _following),
    ]
    first, *others = [
        rows.order_by().values_list(models.Value(kind), "pk", name) for kind, rows, name in parts
    ]
    return PreparedRows(first.union(*others, all=True))
