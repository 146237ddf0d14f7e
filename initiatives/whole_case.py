"""Everything a case holds, read at once: for its page, and for the whole file on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from initiatives.models import (
    Application,
    AwardFile,
    CriterionScore,
    Decision,
    Payment,
    PlanChange,
    ReportLine,
    Revocation,
    Waiver,
)
from portal.at_once import hold, share_out
from portal.prepared import Prepared, PreparedRows, kept_for_a_day, slot
from portal.users.models import User

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from initiatives.models import Award


def read_whole(application: Application) -> None:
    """Fill the application's relations with their rows and the people in them; two statements.

    From then on `application.messages.all()` and its like ask nothing, and show what was there
    when it was read: for pages and papers, never under a lock in an action.
    """
    awards = application.awards.all()
    awards._result_cache = _awards().read(numbers=[application.pk])
    hold(application, "awards", awards)
    whole = _statement(has_awards=bool(awards))
    told = whole.statement.read(numbers=[application.pk])

    for relation in whole.relations:
        rows = getattr(application, relation).all()
        rows._result_cache = told[relation]
        hold(application, relation, rows)
    share_out(told["assessments"], "scores", told["scores"], by="assessment_id")
    share_out(
        told["decisions"], "criteria", told["criteria"], by="decision_id",
        of=lambda row: row.criterion,
    )  # fmt: skip
    authors = [row.author for row in told["messages"]]
    share_out(authors, "groups", told["groups"], by="user_id", of=lambda row: row.group)
    if awards:
        of_awards = {name: told[f"award_{name}"] for name in whole.of_awards}
        _share_out_of_awards(application, awards, **of_awards)


class _Whole(NamedTuple):
    statement: Prepared
    relations: list[str]
    of_awards: list[str]


@kept_for_a_day
def _awards() -> PreparedRows:
    rows = Application(pk=slot(0)).awards.with_payout().prefetch_related(None)
    return PreparedRows(rows.select_related("report__submitted_by", "repayment__claimed_by"))


@kept_for_a_day
def _statement(*, has_awards: bool) -> _Whole:
    """All that is read at once, put together for any case."""
    anyone = Application(pk=slot(0))
    own, of_awards = _own(anyone), _of_awards(anyone) if has_awards else {}
    named = {f"award_{name}": rows for name, rows in of_awards.items()}
    return _Whole(Prepared({**own, **_below(anyone), **named}), list(own), list(of_awards))


def _own(application: Application) -> dict[str, QuerySet[Any]]:
    """The application's relations by name."""
    return {
        "assessments": application.assessments.select_related("assessor"),
        "budget_lines": application.budget_lines.all(),
        "decisions": application.decisions.select_related("decided_by", "letter__stored_file"),
        "file_notes": application.file_notes.whole(),
        "files": application.files.with_content().select_related("added_by"),
        "inquiries": application.inquiries.select_related("asked_by"),
        "letters": application.letters.select_related("stored_file", "revocation"),
        "messages": application.messages.select_related("author"),
        "milestones": application.milestones.all(),
        "panel_assignments": application.panel_assignments.select_related("member__user"),
        "recommendations": application.recommendations.select_related(
            "recommended_by", "sent_back_by"
        ),
        "second_opinions": application.second_opinions.select_related("asked_of"),
        "versions": application.versions.select_related("sent_by"),
    }


def _below(application: Application) -> dict[str, QuerySet[Any]]:
    """What hangs on those."""
    criteria = Decision.criteria.through.objects.filter(decision__application=application)
    writers = application.messages.order_by().values("author")
    groups = User.groups.through.objects.filter(user__in=writers)
    return {
        "criteria": criteria.select_related("criterion").order_by("criterion__order", "criterion"),
        "groups": groups.select_related("group"),
        "scores": CriterionScore.objects.filter(assessment__application=application),
    }


def _of_awards(application: Application) -> dict[str, QuerySet[Any]]:
    """What hangs on the awards, of which few cases have any."""
    files = AwardFile.objects.with_content().select_related("added_by")
    changes = PlanChange.objects.select_related("asked_by", "answered_by")
    payments = Payment.objects.select_related("recorded_by")
    taken_back = Revocation.objects.select_related("revoked_by", "letter__stored_file")
    waivers = Waiver.objects.select_related("waived_by", "letter__stored_file")
    return {
        "files": files.filter(award__application=application),
        "lines": ReportLine.objects.filter(report__award__application=application),
        "payments": payments.filter(award__application=application),
        "plan_changes": changes.filter(award__application=application),
        "revocations": taken_back.filter(award__application=application),
        "waivers": waivers.filter(repayment__award__application=application),
    }


def _share_out_of_awards(
    application: Application,
    awards: QuerySet[Award],
    *,
    lines: list[ReportLine],
    waivers: list[Waiver],
    **relations: list[Any],
) -> None:
    for award in awards:
        award.application = application
    for relation, rows in relations.items():
        share_out(awards, relation, rows, by="award_id")
        for award in awards:
            for row in getattr(award, relation).all():
                row.award = award
    reports = [award.report for award in awards if hasattr(award, "report")]
    share_out(reports, "lines", lines, by="report_id")
    claims = [award.repayment for award in awards if hasattr(award, "repayment")]
    share_out(claims, "waivers", waivers, by="repayment_id")
