"""Reads over several models: who reads a queue, and the one thread of a course."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from guides.enums import Doer, NoteKind, NoteVisibility
from guides.models import Case, CaseNote, CommunityGuide, Cover
from initiatives.enums import ApplicationStatus, MemberRole
from initiatives.models import Award, InitiativeMember, Message
from initiatives.permissions import Standing
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.models import User
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.db.models import QuerySet

    from guides.models import Appointment, PlanStep
    from initiatives.models import Application, Initiative


def readers_of_queue(neighbourhood_id: int | None) -> list[User]:
    """The people to tell of something new: the place's guides at work, else the programme leads."""
    guides = CommunityGuide.objects.active().filter(neighbourhoods=neighbourhood_id)
    serving = list(User.objects.filter(guide__in=guides))
    return serving or programme_leads()


def programme_leads() -> list[User]:
    """The municipality's programme leads."""
    return list(User.objects.filter(groups__name=Role.PROGRAMME_LEAD, is_active=True))


def guides_serving(neighbourhood_id: int) -> list[User]:
    """The guides at work in a place, who keep its part of the directory."""
    guides = CommunityGuide.objects.active().filter(neighbourhoods=neighbourhood_id)
    return list(User.objects.filter(guide__in=guides))


def looks_after(case: Case) -> CommunityGuide | None:
    """Who answers for a course today: the one who covers it, else its guide, if it has one."""
    running = Cover.objects.running().of_case(case.pk).filter(guide=case.guide_id)
    cover = running.select_related("by__user").first()
    return case.guide if cover is None else cover.by


def contact(initiative: Initiative, *, applications: Iterable[Application]) -> dict[str, str]:
    """Whom the guide rings: the «tovholder».

    What their account lacks comes from how the idea was told, else from what they applied with.
    """
    members = InitiativeMember.objects.filter(initiative=initiative, role=MemberRole.LEAD)
    lead = members.select_related("user").first()
    told = {
        "name": initiative.contact_name,
        "phone": initiative.contact_phone,
        "email": initiative.contact_email,
    }
    if lead is None:
        return told
    person = lead.user
    names = [application.contact_name for application in applications]
    phones = [application.contact_phone for application in applications]
    return {
        "name": next(filter(None, [person.full_name, told["name"], *names]), ""),
        "phone": next(filter(None, [person.phone, told["phone"], *phones]), ""),
        "email": person.email,
    }


def spoken_for(applications: Iterable[Application], *, by: User) -> set[int]:
    """Ids of those this person typed for an applicant who cannot sign in, and answers for."""
    typed = [row for row in applications if hasattr(row, "assisted_entry")]
    return {row.pk for row in typed if Standing(by, row).acts_for_applicant}


def needs_typing(case: Case) -> bool:
    """Tell whether the guide may type for the person: nobody leads it who could sign in."""
    leads = InitiativeMember.objects.filter(initiative=case.initiative_id, role=MemberRole.LEAD)
    return case.is_open and not leads.exclude(user__email="").exists()


def has_news(user: User) -> Exists:
    """Over applications: whether somebody wrote in the thread what this person has not read."""
    return Exists(Message.objects.unread_by(user).filter(application=OuterRef("pk")))


def has_news_in_course(user: User) -> Exists:
    """Over courses: the same of the applications that were sent."""
    rows = Message.objects.unread_by(user).exclude(application__status=ApplicationStatus.DRAFT)
    return Exists(rows.filter(application__initiative=OuterRef("initiative")))


def with_answers(applications: QuerySet[Application]) -> QuerySet[Application]:
    """With their round, questions, decisions, and the awards in force with payments and report."""
    committing = Award.objects.committing().select_related("report", "repayment")
    in_force = Prefetch("awards", committing.prefetch_related("payments"))
    rows = applications.select_related("funding_round", "assisted_entry", "applicant")
    return rows.prefetch_related(in_force, "inquiries", "decisions")


def reported(applications: Iterable[Application]) -> Award | None:
    """The award whose group told last how it went, of rows from `with_answers`."""
    told = [award for row in applications for award in row.awards.all() if hasattr(award, "report")]
    return max(told, key=lambda award: award.report.submitted_at, default=None)


def case_with_plan(user: User, public_id: UUID) -> Case:
    """A course whose shared plan this person may see. Raises: Http404."""
    mine = Q(pk__in=Case.objects.visible_to(user).order_by().values("pk"))
    groups = InitiativeMember.objects.filter(user=user, initiative=OuterRef("initiative"))
    rows = Case.objects.filter(mine | Q(Exists(groups)), guide__isnull=False)
    found = rows.with_initiative().filter(public_id=public_id).first()
    if found is None or not user.is_active:
        raise Http404
    return found


def plan_of(initiative: Initiative) -> Case | None:
    """The newest course of an initiative that has a guide, and so a plan."""
    rows = Case.objects.filter(initiative=initiative, guide__isnull=False)
    return rows.select_related("guide__user").order_by("-opened_at").first()


def steps_of(case: Case) -> list[PlanStep]:
    """The plan's steps: what is open by its day, then what is done, the newest first."""
    rows = list(case.plan_steps.standing().select_related("done_by"))
    done = [row for row in rows if row.done_at]
    done.sort(key=lambda row: row.done_at or row.created_at, reverse=True)
    return [row for row in rows if not row.done_at] + done


def appointments_of(case: Case, *, side: Doer) -> list[Appointment]:
    """The course's appointments that are not over, and those called off; the first one first."""
    rows = case.appointments.filter(ends_at__gte=timezone.now())
    if side == Doer.GROUP:
        rows = rows.filter(with_group=True)
    return list(rows.order_by("starts_at", "pk"))


def likely_kind(case: Case) -> NoteKind:
    """What a note written now is most likely about: today's meeting, if one has begun."""
    begun = case.appointments.on(timezone.localdate()).filter(starts_at__lte=timezone.now())
    return NoteKind.MEETING if begun.exists() else NoteKind.CALL


def notes_shared_with(reader: User, initiative: Initiative) -> list[CaseNote]:
    """The notes on an initiative for this reader outside the organisation; one replaced says so."""
    notes = _shared_notes(is_staff=reader.has_role(*CASE_STAFF))
    return notes.read(numbers=[initiative.pk, reader.pk])


@kept_for_a_day
def _shared_notes(*, is_staff: bool) -> PreparedRows:
    rows = CaseNote.objects.filter(case__initiative=slot(0)).select_related("author")
    rows = rows.annotate(is_replaced=Exists(CaseNote.objects.filter(replaces=OuterRef("pk"))))
    if is_staff:
        return PreparedRows(rows.shared_with_caseworker())
    return PreparedRows(rows.shared_with_citizen().filter(case__initiative__members__user=slot(1)))


def notes_of(case: Case) -> list[CaseNote]:
    """The course's notes, newest first, each with `earlier`: what stood there before.

    One query, and one more when any was put right.
    """
    rows = list(case.notes.select_related("author", "replaced_by"))
    corrected = [note.pk for note in rows if note.corrected_at]
    versions: dict[int, list[Any]] = {}
    if corrected:
        events = CaseNote.pgh_event_model.objects.filter(pgh_obj__in=corrected)  # type: ignore[attr-defined]
        for event in events.order_by("pgh_id"):
            versions.setdefault(event.pgh_obj_id, []).append(event)
    for note in rows:
        texts = dict.fromkeys(event.text for event in versions.get(note.pk, []))
        note.earlier = [text for text in texts if text != note.text]  # type: ignore[attr-defined]
    return rows


def thread(
    case: Case, *, notes: Iterable[CaseNote], applications: Iterable[Application]
) -> list[dict[str, Any]]:
    """All that happened, newest first: the idea, the guide's notes, the application, the answer.

    Takes rows already read, and asks the database for nothing.
    """
    entries = [
        _entry(note.written_at, note.get_kind_display(), text=note.text, note=note)
        for note in notes
    ]
    entries.append(_entry(case.initiative.created_at, _("Idéen kom ind")))
    if case.taken_at:
        entries.append(_entry(case.taken_at, _("Forløbet fik en guide")))
    if case.closed_at:
        entries.append(
            _entry(case.closed_at, _("Forløbet blev afsluttet"), text=case.get_outcome_display())
        )
    for application in applications:
        if application.submitted_at:
            entries.append(_entry(application.submitted_at, _("Ansøgningen blev sendt")))
        if application.decided_at:
            entries.append(
                _entry(
                    application.decided_at,
                    _("Kommunen svarede"),
                    text=application.get_status_display(),
                )
            )
    return sorted(entries, key=lambda entry: entry["when"], reverse=True)


def _entry(
    when: datetime.datetime, title: str, *, text: str = "", note: CaseNote | None = None
) -> dict[str, Any]:
    entry: dict[str, Any] = {"when": when, "title": title, "text": text}
    if note is not None:
        entry["by"] = str(note.author)
        entry["badge_label"] = str(NoteVisibility(note.visibility).label)
        entry["note"] = note
        if note.minutes:
            spent = _("%(minutes)s min.") % {"minutes": note.minutes}
            entry["title"] = f"{title} · {spent}"
    return entry
