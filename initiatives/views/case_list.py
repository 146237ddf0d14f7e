"""The list of cases: filter, order, columns, saved views, several cases at once, spreadsheets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import Group
from django.db.models import Exists, IntegerField, OuterRef, Q, Subquery
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from initiatives import permissions
from initiatives.actions import case_list as actions
from initiatives.enums import BEFORE_DECISION, ENDED, IN_FAVOUR, ApplicationStatus, AwardStatus
from initiatives.forms.case_list import Bulk, BulkForm, CaseListForm, Column, SaveViewForm
from initiatives.models import Application, CaseRow, FundingRound, GrantPool, Message
from initiatives.models.case_list import COUNTED_UP_TO, choices_of_filters, mark
from portal.sheets import csv_lines, xlsx_file
from portal.users.models import User
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE_SIZE = 50
MOST_IN = {"csv": 100_000, "xlsx": 10_000}
"""Rows a file may have. XLSX is made before its first byte is sent, so it stops sooner."""

_SHOWN = (
    "public_id", "number", "title", "applicant_name", "neighbourhood__name", "theme__name",
    "funding_round__title", "amount", "submitted_at", "answer_by", "status", "decided_at",
    "caseworker__full_name",
)  # fmt: skip


class _Counted(Subquery):
    """How many rows a query has, as one number inside another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()


def _staff(request: HttpRequest) -> User:
    """The person, when they are case staff. Raises: Http404, for everybody else."""
    user = cast("User", request.user)
    if not user.has_role(*CASE_STAFF):
        raise Http404
    return user


def _caseworkers() -> Any:
    return User.objects.filter(groups__name=Role.CASEWORKER.value, is_active=True)


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases that match the filter: those that wait first, the longest overdue on top."""
    user = _staff(request)
    choices = choices_of_filters(_caseworkers())
    form = CaseListForm(request.GET, choices=choices)
    is_filtered = any(form.wanted.get(name) for name in form.NARROWING)
    context = {
        **_page(user, form, after=request.GET.get("after", "")),
        "filter": form,
        "views": user.saved_views.all(),
        "save_form": SaveViewForm(initial={"query": form.query}),
        "caseworkers": choices["caseworker"],
        "may_take_up": user.has_role(Role.CASEWORKER),
        "may_assign": permissions.can_assign(user),
        "is_filtered": is_filtered,
        "bulk": {move.name: move for move in Bulk},
        "columns": form.chosen_columns,
        "headings": [pair for pair in Column.choices if pair[0] in form.chosen_columns],
        # What is asked for in particular is shown alone: the house's own figures wait outside.
        **({} if is_filtered else _house(user)),
    }
    return render(request, "initiatives/staff/list.html", context)


def _page(user: User, form: CaseListForm, *, after: str) -> dict[str, Any]:
    """One page of rows, and how many there are in all; None for more than are counted."""
    rows = CaseRow.objects.visible_to(user).narrowed(form.wanted)
    if form.wanted.get("q"):
        rows, number = rows.first_few()
    else:
        number = _counts(found=rows)["found"]
    news = Message.objects.unread_by(user).filter(application=OuterRef("pk"))
    ordered = rows.in_order(form.order, after=after).annotate(has_news=Exists(news))
    shown = list(ordered.values("pk", "queue_place", "has_news", *_SHOWN)[: PAGE_SIZE + 1])
    today = timezone.localdate()
    for row in shown:
        row["is_waiting"] = row["status"] in BEFORE_DECISION and row["answer_by"]
        row["is_late"] = row["is_waiting"] and row["answer_by"] < today
        row["status_label"] = ApplicationStatus(row["status"]).label
    is_more = len(shown) > PAGE_SIZE
    shown = shown[:PAGE_SIZE]
    return {
        "rows": shown,
        "number": number if number is None or number <= COUNTED_UP_TO else None,
        "next": mark(shown[-1], form.order) if is_more else "",
        "is_later_page": bool(after),
    }


def _house(user: User) -> dict[str, Any]:
    """What waits in the whole house, the pools' money, and what this person types for others."""
    mine = CaseRow.objects.visible_to(user)
    counts = _counts(
        late=mine.overdue(),
        waiting=mine.waiting(),
        new=mine.filter(status=ApplicationStatus.SUBMITTED),
        ready=mine.filter(status=ApplicationStatus.READY_FOR_DECISION),
        typed=_typed(user),
    )
    open_rounds = FundingRound.objects.open()
    return {
        "figures": _figures(counts),
        "typed": _typed(user) if counts["typed"] else [],
        "may_enter": permissions.can_enter_for_another(user),
        "pools": GrantPool.objects.with_reserved().filter(pk__in=open_rounds.values("pool")),
    }


def _counts(**wanted: Any) -> dict[str, int]:
    """Several counts in one query, each of them given up above the limit."""
    counted = {
        f"n_{name}": _Counted(some.order_by().values("pk")[: COUNTED_UP_TO + 1])
        for name, some in wanted.items()
    }
    # A row of its own to hang the counts on; the smallest table there is.
    rows: Any = Group.objects.filter(name=Role.CASEWORKER.value)
    row: dict[str, int] = rows.values(**counted).get()
    return {name: row[f"n_{name}"] for name in wanted}


def _typed(user: User) -> Any:
    """What this person types or typed for others, for as long as something may be left to do."""
    rows = Application.objects.visible_to(user).filter(assisted_entry__entered_by=user)
    over = rows.filter(
        Q(status__in=ENDED - IN_FAVOUR)
        | Q(awards__status__in=(AwardStatus.CLOSED, AwardStatus.LAPSED))
    )
    return rows.exclude(pk__in=over.values("pk")).with_people().order_by("-saved_at", "-pk")


def _figures(counts: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"label": label, "value": _told(counts[name])}
        for name, label in (
            ("late", _("over fristen")),
            ("waiting", _("venter på svar")),
            ("new", _("ikke begyndt")),
            ("ready", _("klar til beslutning")),
        )
    ]


def _told(number: int) -> Any:
    return _("mere end 1.000") if number > COUNTED_UP_TO else number


def _back(query: str) -> HttpResponse:
    """To the list as it stood: written anew, so that what was posted leads nowhere else."""
    told = QueryDict(query).urlencode()
    address = reverse("initiatives:casework-list")
    return redirect(f"{address}?{told}" if told else address)


@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keep the filter under a name."""
    user = _staff(request)
    form = SaveViewForm(request.POST)
    if not form.is_valid():
        for sentence in form.errors.get("name", []):
            messages.error(request, str(sentence))
        return _back(str(request.POST.get("query", "")))
    view = actions.save_view(by=user, **form.cleaned_data)
    messages.success(request, _("Visningen »%(name)s« er gemt.") % {"name": view.name})
    return _back(view.query)


@require_POST
def remove_view(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Forget a saved filter of one's own."""
    user = _staff(request)
    if not user.saved_views.filter(public_id=public_id).exists():
        raise Http404
    actions.remove_view(public_id, by=user)
    messages.success(request, _("Visningen er slettet."))
    return _back("")


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Take up or share out the cases that were ticked, and say what went and what did not."""
    user = _staff(request)
    query = str(request.POST.get("query", ""))
    form = BulkForm(
        request.POST,
        cases=_seen(user, request.POST.getlist("cases")),
        caseworkers=choices_of_filters(_caseworkers())["caseworker"],
    )
    if not form.is_valid():
        for sentence in {text for texts in form.errors.values() for text in texts}:
            messages.error(request, str(sentence))
        return _back(query)
    cases = form.cleaned_data["cases"]
    if form.cleaned_data["action"] == Bulk.ASSIGN:
        key = form.cleaned_data["caseworker"]
        result = actions.assign_all(cases, caseworker_id=key, by=user)
    else:
        result = actions.take_up_all(cases, by=user)
    _tell(request, result)
    return _back(query)


def _seen(user: User, posted: list[str]) -> list[str]:
    """Those of the posted cases that are there for this person."""
    keys = []
    for text in posted[: PAGE_SIZE * 2]:
        try:
            keys.append(UUID(text))
        except ValueError:
            continue
    rows = CaseRow.objects.visible_to(user).filter(public_id__in=keys)
    return [str(key) for key in rows.values_list("public_id", flat=True)]


def _tell(request: HttpRequest, result: actions.BulkResult) -> None:
    if result.done:
        number = len(result.done)
        sentence = ngettext(
            "%(number)s sag gik igennem: %(cases)s.",
            "%(number)s sager gik igennem: %(cases)s.",
            number,
        )
        messages.success(request, sentence % {"number": number, "cases": ", ".join(result.done)})
    for reason, numbers in result.refused.items():
        sentence = _("Gik ikke igennem: %(cases)s. %(reason)s")
        messages.warning(request, sentence % {"cases": ", ".join(numbers), "reason": reason})


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All that the filter finds, as a spreadsheet. The fetching is logged."""
    user = _staff(request)
    form = CaseListForm(request.GET, choices=choices_of_filters(_caseworkers()))
    rows = CaseRow.objects.visible_to(user).narrowed(form.wanted)
    most = MOST_IN[kind]
    number = rows.order_by().values("pk")[: most + 1].count()
    if number > most:
        messages.warning(request, _too_long(kind))
        return _back(form.query)
    actions.record_export(by=user, data={"kind": kind, "filter": form.query, "rows": number})
    lines = _lines(rows.in_chunks(form.order, *_SHOWN))
    stem = _("sager")
    name = f"{stem}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return FileResponse(
            xlsx_file(_("Sager"), _heading(), lines), as_attachment=True, filename=name
        )
    answer = StreamingHttpResponse(
        csv_lines(_heading(), lines), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _too_long(kind: str) -> str:
    if kind == "xlsx":
        return _("Listen er for lang til Excel. Vælg et filter, eller hent den som CSV.")
    return _("Listen er for lang til én fil. Vælg et filter, fx en runde.")


def _heading() -> list[str]:
    return [
        _("Sagsnummer"), _("Titel"), _("Ansøger"),
        *(str(column.label) for column in Column), _("Afgjort"),
    ]  # fmt: skip


def _lines(rows: Iterator[dict[str, Any]]) -> Iterator[list[Any]]:
    """Each row's cells, in the order of the heading."""
    labels = {status.value: str(status.label) for status in ApplicationStatus}
    for row in rows:
        yield [
            row["number"], row["title"], row["applicant_name"], row["neighbourhood__name"],
            row["theme__name"], row["funding_round__title"], row["amount"], row["submitted_at"],
            row["answer_by"], labels[row["status"]], row["caseworker__full_name"],
            row["decided_at"],
        ]  # fmt: skip
