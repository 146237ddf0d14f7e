"""The list of cases: filter, order, columns, pages, and the house's figures above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.contrib.auth.models import Group
from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives import permissions
from initiatives.actions.letter_texts import READERS
from initiatives.enums import BEFORE_DECISION, ENDED, IN_FAVOUR, ApplicationStatus, AwardStatus
from initiatives.forms.case_list import Bulk, CaseListForm, Column, SaveViewForm
from initiatives.models import Application, CaseRow, FundingRound, GrantPool, Message
from initiatives.models.case_list import (
    COUNTED_UP_TO,
    NOBODY,
    OPEN,
    OVERDUE,
    CaseSort,
    choices_of_filters,
    mark,
)
from portal.prepared import Prepared, PreparedRows, kept_for_a_day
from portal.users.kinds import Kind
from portal.users.models import User
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initiatives.models.case_list import CaseRowQuerySet

PAGE_SIZE = 50

_SORT_OF: dict[str, list[CaseSort]] = {
    Column.AMOUNT: [CaseSort.AMOUNT],
    Column.SUBMITTED: [CaseSort.NEWEST, CaseSort.OLDEST],
    Column.ANSWER_BY: [CaseSort.QUEUE],
}
"""Column → the orders its heading leads to, in turn."""
_WAY = {
    CaseSort.AMOUNT: "descending", CaseSort.NEWEST: "descending",
    CaseSort.OLDEST: "ascending", CaseSort.QUEUE: "ascending",
}  # fmt: skip
TICKED = "cases"
"""The address's name for the cases that are ticked."""

SHOWN = (
    "public_id", "number", "title", "applicant_name", "neighbourhood__name", "theme__name",
    "funding_round__title", "amount", "submitted_at", "answer_by", "status", "decided_at",
    "caseworker__full_name",
)  # fmt: skip

_READ = ("pk", "queue_place", "has_news", *SHOWN)


class _Counted(Subquery):
    """How many rows a query has, as one number inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def staff_at(request: HttpRequest) -> User:
    """The person, when they are case staff. Raises: Http404, for everybody else."""
    user = cast("User", request.user)
    if not user.has_role(*CASE_STAFF):
        raise Http404
    return user


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that match the filter: those that wait first, the longest overdue on top."""
    user = staff_at(request)
    choices = choices_of_filters()
    form = CaseListForm(request.GET, choices=choices)
    is_filtered = any(form.wanted.get(name) for name in form.NARROWING)
    place = {name: request.GET.get(name, "") for name in ("after", "before")}
    # What is asked for in particular is shown alone: the house's own figures wait outside.
    if is_filtered:
        rows, number = _narrowed(user, form)
        house: dict[str, Any] = {"views": user.saved_views.all()}
    else:
        rows = CaseRow.objects.visible_to(user)
        house, number = _house(user)
    is_whole = not is_filtered and not any(place.values())
    context = {
        **house,
        **(_beginning(user, form) if is_whole else _page(user, form, rows, **place)),
        "number": number if number is None or number <= COUNTED_UP_TO else None,
        "filter": form,
        "here": _here(form.query, place),
        # Ticks that a mistake sent back, so that nobody has to set them again.
        "ticked": request.GET.getlist(TICKED),
        "ready_views": _ready_views(user, form),
        "save_form": SaveViewForm(initial={"query": form.query}),
        "caseworkers": choices["caseworker"],
        "may_take_up": user.has_role(Role.CASEWORKER),
        "may_assign": permissions.can_assign(user),
        "is_filtered": is_filtered,
        "bulk": {move.name: move for move in Bulk},
        "columns": form.chosen_columns,
        "headings": _headings(form),
    }
    return render(request, "initiatives/staff/list.html", context)


def _here(query: str, place: dict[str, str]) -> str:
    """The page one is on, as an address has it: the filter, and the place in its order."""
    told = urlencode({name: value for name, value in place.items() if value})
    return "&".join(part for part in (query, told) if part)


def _ready_views(user: User, form: CaseListForm) -> list[dict[str, Any]]:
    """The views everybody needs: one's own cases, and those nobody has."""
    rows: list[tuple[str, dict[str, Any]]] = [(_("Ingen sagsbehandler"), {"caseworker": NOBODY})]
    if user.has_role(Role.CASEWORKER):
        rows.insert(0, (_("Mine sager"), {"caseworker": user.pk}))
    made = [(name, urlencode({"status": OPEN, **wanted})) for name, wanted in rows]
    return [{"name": name, "query": query, "is_shown": query == form.query} for name, query in made]


def _headings(form: CaseListForm) -> list[dict[str, Any]]:
    """The chosen columns, and where a heading leads that changes the order."""
    rows = []
    for code, label in Column.choices:
        if code not in form.chosen_columns:
            continue
        orders = _SORT_OF.get(code, [])
        place = orders.index(CaseSort(form.order)) if form.order in orders else -1
        rows.append(
            {
                "code": code,
                "label": label,
                "sort": orders[(place + 1) % len(orders)].value if orders else "",
                "way": "" if place < 0 else _WAY[orders[place]],
            }
        )
    return rows


def _narrowed(user: User, form: CaseListForm) -> tuple[CaseRowQuerySet, int | None]:
    """What the filter finds, and how many they are; None for more than are counted."""
    rows = CaseRow.objects.visible_to(user).narrowed(form.wanted)
    if form.wanted.get("q"):
        return rows.first_few()
    return rows, _counted(found=rows).get()["n_found"]


def _page(
    user: User, form: CaseListForm, rows: CaseRowQuerySet, *, after: str, before: str
) -> dict[str, Any]:
    """One page of the rows, and the marks of the next and the previous one."""
    return _told_of(form, *_slice(_with_news(rows, user), form.order, after=after, before=before))


def _beginning(user: User, form: CaseListForm) -> dict[str, Any]:
    """The first page of all cases, by a statement that is put together once a day."""
    found = _first_rows(Kind.of(user), form.order).read(numbers=[user.pk])
    return _told_of(form, found[:PAGE_SIZE], True, len(found) <= PAGE_SIZE)


@kept_for_a_day
def _first_rows(kind: Kind, order: str) -> PreparedRows:
    user = kind.somebody()
    rows: Any = _with_news(CaseRow.objects.visible_to(user), user).in_order(order)
    return PreparedRows(rows.values(*_READ)[: PAGE_SIZE + 1])


def _with_news(rows: CaseRowQuerySet, user: User) -> CaseRowQuerySet:
    news = Message.objects.unread_by(user).filter(application=OuterRef("pk"))
    return rows.annotate(has_news=Exists(news))


def _told_of(
    form: CaseListForm, shown: list[dict[str, Any]], is_first: bool, is_last: bool
) -> dict[str, Any]:
    today = timezone.localdate()
    for row in shown:
        row["is_waiting"] = row["status"] in BEFORE_DECISION and row["answer_by"]
        row["is_late"] = row["is_waiting"] and row["answer_by"] < today
        row["status_label"] = ApplicationStatus(row["status"]).label
    return {
        "rows": shown,
        "next": "" if is_last else mark(shown[-1], form.order),
        "previous": "" if is_first else mark(shown[0], form.order) if shown else "",
        "is_later_page": not is_first,
    }


def _slice(
    rows: Any, sort: str, *, after: str, before: str
) -> tuple[list[dict[str, Any]], bool, bool]:
    """A page's rows, and whether it is the first and the last one.

    Back at the beginning, the page is filled up anew: rows may have come in front meanwhile.
    """
    if before:
        back = rows.in_order(sort, before=before)
        found = list(back.values(*_READ)[: PAGE_SIZE + 1])
        if len(found) > PAGE_SIZE:
            return found[:PAGE_SIZE][::-1], False, False
        after = ""
    ordered = rows.in_order(sort, after=after)
    found = list(ordered.values(*_READ)[: PAGE_SIZE + 1])
    return found[:PAGE_SIZE], not after, len(found) <= PAGE_SIZE


def _house(user: User) -> tuple[Any, int]:
    """What waits in the whole house, the pools' money, and this person's views and typed cases.

    Gives also how many cases there are in all.
    """
    kind, key = Kind.of(user), [user.pk]
    counts: dict[str, int] = _house_counts(kind).read(numbers=key)[0]
    house = {
        **_own(kind).read(numbers=key),
        "figures": _figures(counts),
        "may_enter": permissions.can_enter_for_another(user),
        "reads_letter_texts": user.has_role(*READERS),
        "pools": _open_pools().read(),
    }
    return house, counts["n_all"]


@kept_for_a_day
def _house_counts(kind: Kind) -> PreparedRows:
    rows = CaseRow.objects.visible_to(kind.somebody())
    return PreparedRows(
        _counted(
            all=rows,
            late=rows.overdue(),
            waiting=rows.waiting(),
            new=rows.filter(status=ApplicationStatus.SUBMITTED),
            ready=rows.filter(status=ApplicationStatus.READY_FOR_DECISION),
        )
    )


@kept_for_a_day
def _own(kind: Kind) -> Prepared:
    user = kind.somebody()
    return Prepared({"views": user.saved_views.all(), "typed": _typed(user)})


@kept_for_a_day
def _open_pools() -> PreparedRows:
    rounds = FundingRound.objects.open().values("pool")
    pools = GrantPool.objects.with_reserved().filter(pk__in=rounds)
    # Sums leave the model's own order out.
    return PreparedRows(pools.order_by("-fiscal_year", "name"))


def _counted(**wanted: Any) -> Any:
    """Several counts in one query, as «n_» and the name, each of them given up above the limit."""
    counted = {
        f"n_{name}": _Counted(some.order_by().values("pk")[: COUNTED_UP_TO + 1])
        for name, some in wanted.items()
    }
    # A row of its own to hang the counts on; the smallest table there is.
    return Group.objects.filter(name=Role.CASEWORKER.value).values(**counted)


def _typed(user: User) -> Any:
    """What this person types or typed for others, for as long as something may be left to do."""
    rows = Application.objects.visible_to(user).filter(assisted_entry__entered_by=user)
    over = rows.filter(
        Q(status__in=ENDED - IN_FAVOUR)
        | Q(awards__status__in=(AwardStatus.CLOSED, AwardStatus.LAPSED))
    )
    rows = rows.exclude(pk__in=over.values("pk")).select_related("initiative", "applicant")
    return rows.order_by("-saved_at", "-pk")


def _figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    address = reverse("initiatives:casework-list")
    return [
        {"label": label, "value": _told(counts[f"n_{name}"]), "url": f"{address}?status={status}"}
        for name, label, status in (
            ("late", _("over fristen"), OVERDUE),
            ("waiting", _("venter på svar"), OPEN),
            ("new", _("ikke begyndt"), ApplicationStatus.SUBMITTED.value),
            ("ready", _("klar til beslutning"), ApplicationStatus.READY_FOR_DECISION.value),
        )
    ]


def _told(number: int) -> Any:
    return _("mere end 1.000") if number > COUNTED_UP_TO else number


def back(query: str, *, ticked: Sequence[str] = ()) -> HttpResponse:
    """To the list as it stood: written anew, so that what was posted leads nowhere else."""
    place = QueryDict(query).copy()
    place.setlist(TICKED, list(ticked))
    told = place.urlencode()
    address = reverse("initiatives:casework-list")
    return redirect(f"{address}?{told}" if told else address)
