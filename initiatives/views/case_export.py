"""The list of cases as a spreadsheet: what the filter finds, in the columns one chose."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from initiatives.actions import case_list as actions
from initiatives.enums import ApplicationStatus
from initiatives.forms.case_list import CaseListForm, Column
from initiatives.models import CaseRow
from initiatives.models.case_list import choices_of_filters
from initiatives.views.case_list import SHOWN, back, staff_at
from portal.sheets import csv_lines, xlsx_file

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_IN = {"csv": 100_000, "xlsx": 10_000}
"""Rows a file may have. XLSX is made before its first byte is sent, so it stops sooner."""


@require_safe
def export(request: HttpRequest, kind: str) -> HttpResponseBase:
    """All that the filter finds, as a spreadsheet. The fetching is logged."""
    user = staff_at(request)
    form = CaseListForm(request.GET, choices=choices_of_filters())
    rows = CaseRow.objects.visible_to(user).narrowed(form.wanted)
    most = MOST_IN[kind]
    number = rows.order_by().values("pk")[: most + 1].count()
    if number > most:
        messages.warning(request, _too_long(kind))
        return back(form.query)
    actions.record_export(by=user, data={"kind": kind, "filter": form.query, "rows": number})
    # Who has chosen columns gets those; a file for somebody else's own sorting has them all.
    columns = form.wanted.get("columns") or [column.value for column in Column]
    heading, lines = _heading(columns), _lines(rows.in_chunks(form.order, *SHOWN), columns)
    stem = _("sager")
    name = f"{stem}-{timezone.localdate():%Y-%m-%d}.{kind}"
    if kind == "xlsx":
        return FileResponse(
            xlsx_file(_("Sager"), heading, lines), as_attachment=True, filename=name
        )
    answer = StreamingHttpResponse(
        csv_lines(heading, lines), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    return answer


def _too_long(kind: str) -> str:
    if kind == "xlsx":
        return _("Listen er for lang til Excel. Vælg et filter, eller hent den som CSV.")
    return _("Listen er for lang til én fil. Vælg et filter, fx en runde.")


_CELLS: dict[str, str] = {
    Column.NEIGHBOURHOOD: "neighbourhood__name", Column.THEME: "theme__name",
    Column.FUNDING_ROUND: "funding_round__title", Column.AMOUNT: "amount",
    Column.SUBMITTED: "submitted_at", Column.ANSWER_BY: "answer_by", Column.STATUS: "status",
    Column.CASEWORKER: "caseworker__full_name",
}  # fmt: skip


def _heading(columns: list[str]) -> list[str]:
    chosen = [str(column.label) for column in Column if column in columns]
    return [_("Sagsnummer"), _("Titel"), _("Ansøger"), *chosen, _("Afgjort")]


def _lines(rows: Iterator[dict[str, Any]], columns: list[str]) -> Iterator[list[Any]]:
    """Each row's cells, in the order of the heading."""
    labels = {status.value: str(status.label) for status in ApplicationStatus}
    names = [_CELLS[column] for column in Column if column in columns]
    for row in rows:
        told = row | {"status": labels[row["status"]]}
        yield [
            row["number"], row["title"], row["applicant_name"],
            *(told[name] for name in names), row["decided_at"],
        ]  # fmt: skip
