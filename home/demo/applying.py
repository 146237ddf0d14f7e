"""The 18 initiatives: each told as it happened, by the same actions that the screens call."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from home import stories
from home.demo.clock import Calendar, Story
from home.demo.data import Row, chance, read, token
from initiatives.actions import (
    applications,
    awards,
    casefile,
    casework,
    initiatives,
    letters,
    payments,
    payouts,
    reports,
)
from initiatives.enums import PayoutWay, Step
from initiatives.models import (
    Application,
    Award,
    FileNoteKind,
    FundingRound,
    Letter,
    Report,
    WillContinue,
)
from portal.areas.models import Neighbourhood, Theme
from portal.money import ZERO
from portal.users.actions import ensure_account
from portal.users.models import User

DECIDED_AFTER = {"straks": 4, "runde": 16}
"""Days from sending to the decision, within what each round promises."""

GRANTED = frozenset({"offered", "accepted", "paid", "running", "report_due", "closed"})
PAID = GRANTED - {"offered", "accepted"}
BEGUN = PAID - {"paid"}


class Office:
    """The municipality's people who handle cases."""

    def __init__(self) -> None:
        self.caseworker = User.objects.get(email="sagsbehandler@example.org")
        self.approver = User.objects.get(email="godkender@example.org")
        self.payer = User.objects.get(email="udbetaler@example.org")


def rounds() -> dict[str, FundingRound]:
    """The two rounds by the names used in the data."""
    fast, slow = FundingRound.objects.order_by("ceiling")
    return {"straks": fast, "runde": slow}


def initiative_story(row: Row, office: Office, calendar: Calendar) -> Story:
    """One initiative from the first word to where it is today."""
    hour = 8 + chance(row["title"]).randrange(10)
    lead, initiative_id = None, None
    email, name, phone = row["lead"]
    if "told" in row:
        yield calendar.ago(row["told"], hour=hour)
        idea = initiatives.tell_idea(
            token=token("idea", row["title"]),
            text=f"{row['title']}. {row['why']}",
            neighbourhood_id=Neighbourhood.objects.get(slug=row["place"]).pk,
            name=name,
            phone=phone,
            email=email,
        )
        initiative_id = idea.pk
    yield calendar.ago(row["sent"] + 2, hour=hour, minute=20)
    lead = ensure_account(email=email, full_name=name, phone=phone)
    if initiative_id is not None:
        initiatives.claim(initiative_id, by=lead)
    application = applications.start(
        funding_round_id=rounds()[row["round"]].pk, by=lead, initiative_id=initiative_id
    )
    for step, answers in answers_of(row, calendar).items():
        lines = [(text, Decimal(amount)) for text, amount in row["lines"]]
        applications.save_step(
            application.pk,
            step=step,
            answers=answers,
            lines=lines if step == Step.MONEY else None,
            milestones=_milestones(answers) if step == Step.TIME_AND_PLACE else None,
            by=lead,
        )
    yield calendar.ago(row["sent"], hour=hour, minute=5)
    applications.submit(application.pk, by=lead)
    yield from _casework(row, application.pk, office, calendar)
    if row["until"] in GRANTED:
        yield from _afterwards(row, application.pk, lead, office, calendar)


def _milestones(answers: dict[str, Any]) -> list[tuple[str, datetime.date | None]]:
    """What every group says in its own words: get ready, and round it off."""
    starts_on, ends_on = answers["starts_on"], answers["ends_on"]
    return [
        ("Aftaler og indkøb er på plads", starts_on.replace(day=1)),
        ("Vi rydder op og holder tak-aften", ends_on.replace(day=1)),
    ]


def answers_of(row: Row, calendar: Calendar) -> dict[Step, dict[str, Any]]:
    """The form as the group filled it in, step by step."""
    people, guests = row["counts"]
    association, cvr = row.get("association", ["", ""])
    email, name, phone = row["lead"]
    return {
        Step.ELIGIBILITY: {
            "applicant_kind": row["kind"],
            "in_municipality": True,
            "open_to_all": row.get("open", "YES"),
            "has_begun": False,
        },
        Step.IDEA: {
            "title": row["title"],
            "description": row["description"].strip(),
            "why_here": row["why"],
            "theme": Theme.objects.get(slug=row["theme"]),
            "audience": row["audience"],
        },
        Step.COMMUNITY: {
            "organisers": row["organisers"],
            "organiser_count": people,
            "participant_count": guests,
            "outreach": row["outreach"],
            "has_met_guide": "told" in row,
        },
        Step.TIME_AND_PLACE: {
            "neighbourhood": Neighbourhood.objects.get(slug=row["place"]),
            "place": row["where"],
            "starts_on": calendar.day(row["starts"]),
            "ends_on": calendar.day(row["ends"]),
        },
        Step.MONEY: {
            "other_funding": row.get("other", ""),
            "has_sought_elsewhere": False,
        },
        Step.PERMITS: {
            "place_permission": row.get("permission", "YES"),
            "permits": row.get("permits", []),
        },
        Step.EXTRA_QUESTIONS: _asked(row),
        Step.ABOUT_YOU: {
            "contact_name": name,
            "contact_phone": phone,
            "contact_email": email,
            "association_name": association,
            "association_cvr": cvr,
            "payout_way": row["payout"],
            "wants_names_public": False,
        },
    }


def _asked(row: Row) -> dict[str, Any]:
    """The round's own questions, the last of which may go unanswered."""
    questions = rounds()[row["round"]].questions
    return dict(zip([asked.id for asked in questions], row.get("asked", []), strict=False))


def _casework(row: Row, pk: int, office: Office, calendar: Calendar) -> Story:
    sent, until, worker = row["sent"], row["until"], office.caseworker
    yield calendar.work(sent - 1, hour=9)
    casework.take_up(pk, by=worker)
    if until == "under_review":
        return
    if until == "information_requested":
        yield calendar.work(sent - 6, hour=11)
        due_on = calendar.day(9)
        casework.request_information(
            pk,
            text=row["question"],
            due_on=due_on,
            version=_version(pk),
            by=worker,
            open_fields=row.get("opens", ()),
        )
        return
    casework.declare_impartiality(pk, is_impartial=True, by=worker)
    _note(pk, worker)
    decided = row.get("decided", sent - DECIDED_AFTER[row["round"]])
    if until == "dismissed":
        yield calendar.work(decided, hour=13)
        refusal = casework.dismiss(pk, reasons=row["reasons"], version=_version(pk), by=worker)
        letters.send(refusal.pk)
        return
    yield calendar.work(decided + 2, hour=14)
    application = casework.recommend(
        pk,
        amount=Decimal(row.get("recommended") or row.get("granted") or 0),
        reasons=row.get("advice") or _advice(row),
        version=_version(pk),
        by=worker,
    ).application
    if until == "ready":
        return
    yield calendar.work(decided, hour=10, minute=30)
    casework.declare_impartiality(pk, is_impartial=True, by=office.approver)
    names = application.funding_round.criteria.values_list("order", "pk")
    criteria_ids = [key for order, key in names if order + 1 in row.get("weighed", [])]
    reasons = row.get("reasons", "")
    if until == "refused":
        refusal = awards.refuse(
            pk, reasons=reasons, criteria_ids=criteria_ids, version=_version(pk), by=office.approver
        )
        letters.send(refusal.pk)
        return
    award = awards.award(
        pk,
        amount=Decimal(row["granted"]),
        reasons=reasons,
        criteria_ids=criteria_ids,
        version=_version(pk),
        by=office.approver,
    )
    letters.send(award.decision_id)


def _note(pk: int, worker: User) -> None:
    """The caseworker rings the group, and writes down what it said."""
    casefile.write_note(
        pk,
        kind=FileNoteKind.PHONE,
        text="Ringede til tovholderen. Planen er den samme, og alle kan være med.",
        is_internal=False,
        token=token("file note", pk),
        by=worker,
    )


def _afterwards(row: Row, pk: int, lead: User, office: Office, calendar: Calendar) -> Iterator[Any]:
    until = row["until"]
    decided = row.get("decided", row["sent"] - DECIDED_AFTER[row["round"]])
    if until == "offered":
        return
    award_id = Award.objects.get(application=pk).pk
    yield calendar.ago(decided - 2, hour=19)
    letters.mark_read(Letter.objects.get(application=pk).pk, by=lead)
    awards.accept(award_id, by=lead)
    _say_way(award_id, by=lead)
    if until in PAID:
        yield calendar.work(decided - 5, hour=12)
        amount = Decimal(row["granted"]) / (2 if row.get("halves") else 1)
        paid_on = min(calendar.today, calendar.work(decided - 5).date())
        payments.record(award_id, amount=amount, paid_on=paid_on, by=office.payer)
    if until in BEGUN:
        yield calendar.ago(-row["starts"], hour=8, minute=30)
        awards.start(award_id, by=lead)
    if until in {"report_due", "closed"}:
        yield calendar.work(-row["ends"] - 3, hour=9, minute=15)
        awards.call_for_report(award_id, by=office.caseworker)
    if until == "closed":
        yield calendar.ago(-row["ends"] - 20, hour=20)
        participants, volunteers, hours = row["figures"]
        report = reports.submit(
            award_id,
            what_happened=row["report"],
            participants=participants,
            volunteers=volunteers,
            volunteer_hours=hours,
            reached_new_people=True,
            continues=WillContinue(row["continues"]),
            is_declared=True,
            amount_spent=Decimal(row["spent"] if "spent" in row else row["granted"]),
            advice=row.get("advice_to_next", ""),
            story_consent="story" in row,
            by=lead,
        )
        _tell_story(row, report)
        yield calendar.work(-row["ends"] - 27, hour=10)
        awards.close(award_id, by=office.caseworker)


def _say_way(award_id: int, *, by: User) -> None:
    """Confirm to whom the money goes; nobody in the demo has a CPR number to give."""
    asked = Award.objects.get(pk=award_id).application
    needs_no_cvr = asked.payout_way == PayoutWay.MUNICIPALITY_PAYS
    if asked.payout_way == PayoutWay.PERSON_CPR or not (asked.association_cvr or needs_no_cvr):
        return
    payouts.confirm_way(
        award_id,
        way=PayoutWay(asked.payout_way),
        name=asked.association_name,
        cvr=asked.association_cvr,
        agrees=asked.payout_way == PayoutWay.HOST_ASSOCIATION,
        by=by,
    )


def _tell_story(row: Row, report: Report) -> None:
    """Let the editor have the group's story, and publish one of them with the place's picture."""
    page = stories.draft_from_report(report.pk)
    if page is None or row["story"] != "published":
        return
    place = page.get_parent().specific
    page.image, page.image_alt = place.image, place.image_alt
    page.save_revision(user=User.objects.get(email="redaktoer@example.org")).publish()


def draft_story(calendar: Calendar) -> Story:
    """A citizen's half-written application, to go on with."""
    yield calendar.ago(1, hour=20)
    citizen = User.objects.get(email="borger@example.org")
    draft = applications.start(funding_round_id=rounds()["straks"].pk, by=citizen)
    told: dict[Step, dict[str, Any]] = {
        Step.ELIGIBILITY: {
            "applicant_kind": "GROUP",
            "in_municipality": True,
            "open_to_all": "YES",
            "has_begun": False,
        },
        Step.IDEA: {
            "title": "Sommerkoncert på perronen",
            "description": "Vi spiller tre numre på perronen, når folk kommer hjem fra arbejde.",
        },
    }
    for step, answers in told.items():
        applications.save_step(draft.pk, step=step, answers=answers, by=citizen)


def initiative_stories(calendar: Calendar) -> list[Story]:
    """All of them, and the draft."""
    office = Office()
    rows = read("initiatives")["initiative"]
    told = [initiative_story(row, office, calendar) for row in rows]
    return [*told, draft_story(calendar)]


def _advice(row: Row) -> str:
    asked = sum((Decimal(amount) for _text, amount in row["lines"]), ZERO)
    whole = "hele beløbet" if asked == row["granted"] else "en del af beløbet"
    return (
        f"Aktiviteten er åben, og {row['counts'][0]} frivillige bærer den. "
        f"Planen og budgettet er realistiske. Jeg indstiller {whole}."
    )


def _version(pk: int) -> int:
    return Application.objects.values_list("version", flat=True).get(pk=pk)
