"""Reads over several models: what an application lacks, and all its answers as sent."""

from __future__ import annotations

import datetime
import hashlib
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from initiatives.enums import (
    INITIATIVE_FIELDS,
    STEP_FIELDS,
    ApplicantKind,
    ApplicationStatus,
    Audience,
    AwardStatus,
    MemberRole,
    OpenToAll,
    PayoutWay,
    Step,
)
from initiatives.models import Award
from initiatives.models.question import QuestionKind
from portal.cvr import is_cvr_number
from portal.form_fields import contains_cpr_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from initiatives.models import Application, FundingRound
    from portal.users.models import User

DESCRIPTION_MIN_LENGTH = 50
LONGEST_DAYS = 366
"""An activity lasts at most a year, 29 February included."""
CUT_SHORT = " …"
"""What ends a title that was made from the first words of an idea; the group gives it a name."""

_FREE_TEXTS = frozenset(
    {
        "title", "description", "what_remains", "why_here", "organisers", "outreach", "place",
        "other_funding", "sought_where", "can_do_without", "association_name",
    }
)  # fmt: skip


class Missing(NamedTuple):
    """One thing to put right before sending: where it is, and what to do about it."""

    step: Step
    field: str
    message: str


def reasons_against(
    *, applicant_kind: str, in_municipality: bool | None, open_to_all: str
) -> list[str]:
    """Say why no pool is for this; empty when nothing speaks against it so far.

    Source: kommunalfuldmagten, as read in the Danish context, section 2.
    """
    reasons = []
    if applicant_kind == ApplicantKind.OTHER:
        reasons.append(_("Puljen er for borgere og foreninger. Firmaer kan ikke søge."))
    if in_municipality is False:
        reasons.append(_("Puljen støtter kun aktiviteter i kommunen."))
    if open_to_all == OpenToAll.NO:
        reasons.append(_("Kommunen må kun støtte noget, der er til gavn for andre end jer selv."))
    return reasons


def steps_of(funding_round: FundingRound) -> list[Step]:
    """The steps of a round's form in order: seven, or eight where it has questions of its own."""
    asks_more = bool(funding_round.extra_questions)
    return [step for step in Step if asks_more or step != Step.EXTRA_QUESTIONS]


def missing(application: Application) -> list[Missing]:
    """List what keeps a draft from being sent, in the order of the form; empty when nothing does.

    Source: the form's table in the Danish context, section 8.
    """
    found = [
        *_eligibility(application),
        *_idea(application),
        *_community(application),
        *_time_and_place(application),
        *_money(application),
        *_permits(application),
        *_extra_questions(application),
        *_about_you(application),
        *_cpr_numbers(application),
    ]
    order = list(Step)
    return sorted(found, key=lambda problem: order.index(problem.step))


def _eligibility(application: Application) -> Iterator[Missing]:
    step = Step.ELIGIBILITY
    if not application.applicant_kind:
        yield Missing(step, "applicant_kind", _("Vælg, hvem der søger"))
    elif application.applicant_kind == ApplicantKind.OTHER:
        yield Missing(
            step,
            "applicant_kind",
            _("Firmaer kan ikke søge. Ring til en guide, hvis I er i tvivl"),
        )
    if application.in_municipality is None:
        yield Missing(step, "in_municipality", _("Svar på, om det foregår i kommunen"))
    elif not application.in_municipality:
        yield Missing(step, "in_municipality", _("Puljen støtter kun aktiviteter i kommunen"))
    if not application.open_to_all:
        yield Missing(step, "open_to_all", _("Svar på, om alle kan være med"))
    elif application.open_to_all == OpenToAll.NO:
        yield Missing(
            step,
            "open_to_all",
            _("Puljen støtter kun det, der er til gavn for flere end jer selv"),
        )
    if application.has_begun is None:
        yield Missing(step, "has_begun", _("Svar på, om I er gået i gang"))
    elif application.has_begun and not application.what_remains.strip():
        yield Missing(step, "what_remains", _("Skriv, hvad der mangler, når I er gået i gang"))


def _idea(application: Application) -> Iterator[Missing]:
    initiative = application.initiative
    if not initiative.title.strip():
        yield Missing(Step.IDEA, "title", _("Indtast en titel"))
    elif initiative.title.endswith(CUT_SHORT):
        yield Missing(Step.IDEA, "title", _("Giv idéen en kort titel. Den her er klippet over"))
    if len(initiative.description.strip()) < DESCRIPTION_MIN_LENGTH:
        yield Missing(
            Step.IDEA,
            "description",
            _("Skriv lidt mere om, hvad I vil lave (mindst 50 tegn)"),
        )
    if not application.why_here.strip():
        yield Missing(Step.IDEA, "why_here", _("Skriv, hvorfor det er vigtigt her"))
    if initiative.theme_id is None:
        yield Missing(Step.IDEA, "theme", _("Vælg et tema"))
    if not application.audience:
        yield Missing(Step.IDEA, "audience", _("Vælg, hvem det er for"))


def _community(application: Application) -> Iterator[Missing]:
    step = Step.COMMUNITY
    if not application.organisers.strip():
        yield Missing(step, "organisers", _("Skriv, hvem der laver det sammen"))
    if not application.organiser_count:
        yield Missing(step, "organiser_count", _("Skriv, hvor mange I er, der laver det"))
    if not application.participant_count:
        yield Missing(step, "participant_count", _("Skriv, hvor mange I regner med deltager"))
    if not application.outreach.strip():
        yield Missing(step, "outreach", _("Skriv, hvordan andre får det at vide"))


def _time_and_place(application: Application) -> Iterator[Missing]:
    step, initiative = Step.TIME_AND_PLACE, application.initiative
    if initiative.neighbourhood_id is None:
        yield Missing(step, "neighbourhood", _("Vælg et kvarter"))
    if initiative.starts_on is None:
        yield Missing(step, "starts_on", _("Skriv, hvornår I starter"))
    if initiative.ends_on is None:
        yield Missing(step, "ends_on", _("Skriv, hvornår I slutter"))
    if initiative.starts_on is None or initiative.ends_on is None:
        return
    if initiative.ends_on < initiative.starts_on:
        yield Missing(step, "ends_on", _("Slutdatoen skal være efter startdatoen"))
    elif initiative.ends_on - initiative.starts_on > datetime.timedelta(days=LONGEST_DAYS):
        yield Missing(step, "ends_on", _("Der må højst gå 12 måneder fra start til slut"))


def _money(application: Application) -> Iterator[Missing]:
    total = application.sum_of_lines()
    ceiling = application.funding_round.ceiling
    if not total:
        yield Missing(
            Step.MONEY, "lines", _("Skriv mindst én ting, pengene skal bruges til, og beløbet")
        )
    elif total > ceiling:
        told = number_format(ceiling, decimal_pos=0 if ceiling % 1 == 0 else 2, force_grouping=True)
        yield Missing(
            Step.MONEY,
            "lines",
            _("Du kan højst søge %(ceiling)s kr. i denne pulje") % {"ceiling": told},
        )
    if application.has_sought_elsewhere is None:
        yield Missing(Step.MONEY, "has_sought_elsewhere", _("Svar på, om I har søgt andre steder"))
    elif application.has_sought_elsewhere and not application.sought_where.strip():
        yield Missing(Step.MONEY, "sought_where", _("Skriv, hvor I ellers har søgt"))


def _permits(application: Application) -> Iterator[Missing]:
    if not application.place_permission:
        yield Missing(Step.PERMITS, "place_permission", _("Svar på, om I må bruge stedet"))
    if Audience.CHILDREN in application.audience and not application.declares_child_certificates:
        yield Missing(
            Step.PERMITS,
            "declares_child_certificates",
            _("Bekræft, at I indhenter børneattester"),
        )


def _extra_questions(application: Application) -> Iterator[Missing]:
    step = Step.EXTRA_QUESTIONS
    for asked in application.funding_round.questions:
        answer = application.extra_answers.get(asked.id)
        if not asked.is_optional and answer in (None, "", []):
            sentence = (
                _("Læg en fil op under »%(question)s«")
                if asked.kind == QuestionKind.FILE
                else _("Svar på »%(question)s«")
            )
            yield Missing(step, asked.id, sentence % {"question": asked.label})
        elif asked.kind.is_text and contains_cpr_number(answer or ""):
            yield Missing(step, asked.id, _("Fjern CPR-nummeret"))


def _about_you(application: Application) -> Iterator[Missing]:
    step = Step.ABOUT_YOU
    if not application.contact_name.strip():
        yield Missing(step, "contact_name", _("Skriv dit navn"))
    # Whoever others type for may have neither telephone nor e-mail: they get letters.
    is_typed = getattr(application, "assisted_entry", None) is not None
    if not application.contact_phone.strip() and not is_typed:
        yield Missing(step, "contact_phone", _("Skriv dit telefonnummer"))
    if not application.contact_email.strip() and not is_typed:
        yield Missing(step, "contact_email", _("Skriv din e-mail"))
    if application.applicant_kind == ApplicantKind.ASSOCIATION:
        if not application.association_name.strip():
            yield Missing(step, "association_name", _("Skriv foreningens navn"))
        if not is_cvr_number(application.association_cvr):
            yield Missing(
                step,
                "association_cvr",
                _("CVR-nummeret findes ikke. Tjek de 8 cifre"),
            )
    if not application.payout_way:
        yield Missing(step, "payout_way", _("Vælg, hvem pengene skal ud til"))
    elif (
        application.payout_way == PayoutWay.ASSOCIATION_CVR
        and application.applicant_kind != ApplicantKind.ASSOCIATION
    ):
        yield Missing(
            step,
            "payout_way",
            _("Kun en forening med CVR-nummer kan få pengene på den måde"),
        )


def _cpr_numbers(application: Application) -> Iterator[Missing]:
    """A last guard: the form refuses them too, yet none may reach the frozen version."""
    for step, names in STEP_FIELDS.items():
        for name in names:
            row = application.initiative if name in INITIATIVE_FIELDS else application
            if name in _FREE_TEXTS and contains_cpr_number(getattr(row, name)):
                yield Missing(step, name, _("Fjern CPR-nummeret"))
    if any(contains_cpr_number(line.text) for line in application.budget_lines.all()):
        yield Missing(Step.MONEY, "lines", _("Fjern CPR-nummeret"))
    if any(contains_cpr_number(row.text) for row in application.milestones.all()):
        yield Missing(Step.TIME_AND_PLACE, "milestones", _("Fjern CPR-nummeret"))


def answers(application: Application) -> dict[str, Any]:
    """All answers as plain values that can be stored as JSON, by field, in the form's order."""
    collected: dict[str, Any] = {}
    for names in STEP_FIELDS.values():
        for name in names:
            row = application.initiative if name in INITIATIVE_FIELDS else application
            collected[name] = _plain(getattr(row, name))
    collected["lines"] = [
        {"text": line.text, "amount": str(line.amount)} for line in application.budget_lines.all()
    ]
    collected["milestones"] = [
        {"text": row.text, "month": _plain(row.month)} for row in application.milestones.all()
    ]
    collected["files"] = [
        {"name": row.stored_file.name, "sha256": row.stored_file.sha256}
        for row in application.files.with_content()
    ]
    collected["extra_questions"] = _questions_now(application)
    collected["round"] = application.funding_round.title
    return collected


def question_answers(application: Application) -> list[dict[str, Any]]:
    """The round's own questions with the answers, each as id, kind, question and answer.

    What is sent is told in the words in which it was asked then, whatever became of the round.
    An answer is plain JSON: a date in ISO form, a file as its name and SHA-256.
    """
    if application.status != ApplicationStatus.DRAFT and application.extra_answers:
        versions = list(application.versions.all())
        sent = versions[-1].answers.get("extra_questions") if versions else None
        if sent is not None:
            return list(sent)
    return _questions_now(application)


def _questions_now(application: Application) -> list[dict[str, Any]]:
    """The same as the round asks it now."""
    questions = application.funding_round.questions
    files: dict[str, dict[str, str]] = {}
    if any(asked.kind == QuestionKind.FILE for asked in questions) and application.extra_answers:
        files = {
            str(row.stored_file.public_id): {
                "name": row.stored_file.name,
                "sha256": row.stored_file.sha256,
            }
            for row in application.files.with_content()
        }
    return [
        {
            "id": asked.id,
            "kind": asked.kind.value,
            "question": asked.label,
            "answer": files.get(answer) if asked.kind == QuestionKind.FILE else answer,
        }
        for asked in questions
        for answer in [application.extra_answers.get(asked.id)]
    ]


def stored_answer(application: Application, name: str) -> Any:
    """Read one answer of a draft by its field, "lines", "milestones" or its question's id.

    Lines are (words, DKK) and milestones (words, first day of the month), both as tuples in a list.
    """
    if name == "lines":
        return [(line.text, line.amount) for line in application.budget_lines.all()]
    if name == "milestones":
        return [(row.text, row.month) for row in application.milestones.all()]
    if name in INITIATIVE_FIELDS:
        return getattr(application.initiative, name)
    if any(name in names for names in STEP_FIELDS.values()):
        return getattr(application, name)
    return application.extra_answers.get(name)


def stamp(value: Any) -> str:
    """Shorten an answer to a mark by which a change of it can be told; not for secrets."""
    text = json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def fingerprint(collected: dict[str, Any]) -> str:
    """The SHA-256 of the answers' canonical JSON (UTF-8, keys sorted, no spaces)."""
    text = json.dumps(collected, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def has_overdue_report(user: User) -> bool:
    """Tell whether a grant of a group that this person leads awaits a report past its day."""
    return Award.objects.filter(
        status__in=[AwardStatus.RUNNING, AwardStatus.REPORT_DUE],
        report_due_on__lt=timezone.localdate(),
        application__initiative__members__user=user,
        application__initiative__members__role=MemberRole.LEAD,
    ).exists()


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date | Decimal):
        return str(value)
    if value is None or isinstance(value, bool | int | str | list):
        return value
    return str(value)  # a neighbourhood or a theme, by the name it had that day
