"""The messages about ideas and applications. None says more than that there is news to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from initiatives.enums import AWARD_TRANSITIONS, ApplicationStatus, AwardMove
from initiatives.models import Application, Award, Invitation
from portal.audit.enums import AuditAction
from portal.audit.models import AuditEvent
from portal.post import actions as post
from portal.post import late
from portal.post.enums import MailKind
from portal.post.models import Delivery
from portal.users.models import User

if TYPE_CHECKING:
    from initiatives.models import HelpOffer, Initiative, Message, PlanChange, Report, VoteCandidate

_INVITATION = "initiatives/invitation"
_REPORT_REMINDER = "initiatives/report_reminder"
_ROUND_CLOSING = "initiatives/round_closing"

MUST_BE_READ = frozenset(
    {
        AuditAction.INFORMATION_REQUESTED,
        AuditAction.HEARING_OPENED,
        AuditAction.APPLICATION_AWARDED,
        AuditAction.APPLICATION_REFUSED,
        AuditAction.APPLICATION_DISMISSED,
        AuditAction.APPLICATION_REOPENED,
        AuditAction.ENTERED_FOR_ANOTHER,
        AuditAction.PLAN_CHANGE_APPROVED,
        AuditAction.PLAN_CHANGE_DECLINED,
        AuditAction.AWARD_REPORT_DUE,
        AuditAction.AWARD_LAPSED,
        AuditAction.AWARD_REDUCED,
        AuditAction.AWARD_REPAYMENT_DUE,
        AuditAction.AWARD_LAPSE_WARNED,
        AuditAction.REPAYMENT_REMINDED,
        AuditAction.REPAYMENT_WAIVED,
        AuditAction.PAYMENT_FAILED,
    }
)
"""What asks something of the group, or starts a time limit: nobody can switch that mail off."""


def idea_received(initiative: Initiative, *, locale: str) -> None:
    """Tell the one who told an idea that it has come in and that a guide will be in touch."""
    post.put(
        MailKind.CASEWORK,
        template="initiatives/idea_received",
        to=initiative.contact_email,
        context={"number": initiative.number},
        key=f"initiatives.idea_received:{initiative.pk}",
        locale=locale,
    )


def application_received(application: Application, *, reader: User) -> None:
    """Tell the group's person that the application has come in, and the day of the answer."""
    post.put(
        MailKind.CASEWORK,
        template="initiatives/application_received",
        to=reader,
        context={
            **_news_at("initiatives:application-detail", application, reader),
            "answer_by": application.answer_by,
        },
        key=f"initiatives.application_received:{application.pk}",
    )


def news(application: Application, *, reader: User) -> None:
    """Tell a person of the group that there is news in the case, and where to read it.

    Nothing of the news itself: ordinary mail is no place for it. The event is the newest line of
    the log about the case, which the caller has just written under the case's lock.
    """
    event = _newest(application, *application.awards.all())
    post.put(
        MailKind.CASEWORK if event.action in MUST_BE_READ else MailKind.CASE_NEWS,
        template="initiatives/news",
        to=reader,
        context=_news_at("initiatives:application-detail", application, reader),
        key=f"initiatives.news:{event.pk}",
    )


def message_waiting(message: Message, *, reader: User) -> None:
    """Tell a person in the thread of an application that there is something new to read."""
    post.put(
        MailKind.MESSAGE,
        template="initiatives/news",
        to=reader,
        context=_news_at("initiatives:messages", message.application, reader),
        key=f"initiatives.message:{message.pk}",
    )


def asked_to_look(application: Application, *, reader: User, page: str, event: int) -> None:
    """Tell a panel member, guide or colleague that somebody in a case waits for them.

    Args: page: the address's name; a case's own page, or the list of what one is asked to assess.
    event: the log's line about it.
    """
    identity = [] if page == "initiatives:assessments" else [application.public_id]
    with override(reader.locale):
        url = f"{settings.BASE_URL}{reverse(page, args=identity)}"
    post.put(
        MailKind.CASEWORK,
        template="initiatives/asked_to_look",
        to=reader,
        context={"number": application.initiative.number, "url": url},
        key=f"initiatives.asked_to_look:{event}:{reader.pk}",
    )


def plan_change_asked(change: PlanChange, *, reader: User) -> None:
    """Tell the caseworker that a group asks to change its plan."""
    post.put(
        MailKind.CASE_NEWS,
        template="initiatives/news",
        to=reader,
        context=_news_at("initiatives:casework-plan", change.award.application, reader),
        key=f"initiatives.plan_change:{change.pk}",
    )


def report_received(report: Report) -> None:
    """Tell the one who sent a report that it has come in."""
    reader = report.submitted_by
    post.put(
        MailKind.CASEWORK,
        template="initiatives/report_received",
        to=reader,
        context=_news_at("initiatives:application-detail", report.award.application, reader),
        key=f"initiatives.report_received:{report.pk}",
    )


def report_reminder(award: Award, *, reader: User, days: int) -> None:
    """Remind a person of the group of the day by which to tell how it went.

    Args: days: from the due day, negative before it; each is a reminder of its own.
    """
    post.put(
        MailKind.CASEWORK,
        template=_REPORT_REMINDER,
        to=reader,
        context={
            **_news_at("initiatives:application-detail", award.application, reader),
            "award": award.pk,
            "due_on": award.report_due_on,
        },
        key=f"initiatives.report_reminder:{award.pk}:{award.report_due_on}:{days}",
    )


def round_closing(draft: Application, *, reader: User) -> bool:
    """Remind a person that their application is not sent and the round is about to close.

    Returns: False when this draft was reminded of this round before, whoever read it then.
    """
    key = f"initiatives.round_closing:{draft.pk}:{draft.funding_round_id}"
    if Delivery.objects.of_event(key).exists():
        return False
    post.put(
        MailKind.CASEWORK,
        template=_ROUND_CLOSING,
        to=reader,
        context={
            **_news_at("initiatives:application-detail", draft, reader),
            "draft": draft.pk,
            "closes_on": draft.funding_round.closes_on,
        },
        key=key,
    )
    return True


def initiative_news(initiative: Initiative, *, reader: User) -> None:
    """Tell a person of the group that there is news on «Jeres side», and where to read it."""
    event = _newest(initiative)
    post.put(
        MailKind.CASE_NEWS,
        template="initiatives/initiative_news",
        to=reader,
        context={
            "number": initiative.number,
            "url": _address("initiatives:initiative-group", initiative.public_id, reader.locale),
        },
        key=f"initiatives.initiative_news:{event.pk}",
    )


def invitation(row: Invitation, *, event: int) -> None:
    """Send the link with which to join a group.

    The link is made when the mail is: who can read the table of mails cannot join a group.
    Args: event: the log's line about it; an invitation may be sent again.
    """
    post.put(
        MailKind.GROUP,
        template=_INVITATION,
        to=row.email,
        context={"invitation": row.pk},
        key=f"initiatives.invitation:{event}",
        locale=row.invited_by.locale,
    )


def group_news(initiative: Initiative, *, reader: User, event: int) -> None:
    """Tell a person that their group has changed, and where to see how.

    Args: event: the log's line about it.
    """
    post.put(
        MailKind.GROUP,
        template="initiatives/group_news",
        to=reader,
        context={
            "number": initiative.number,
            "url": _address("initiatives:group-people", initiative.public_id, reader.locale),
        },
        key=f"initiatives.group:{event}",
    )


def offer_hidden(offer: HelpOffer) -> None:
    """Tell the one who offers help that there is news about it; why is read after log-in."""
    to = offer.offered_by
    post.put(
        MailKind.GROUP,
        template="initiatives/offer_hidden",
        to=to,
        context={"url": _address("initiatives:offers", None, to.locale)},
        key=f"initiatives.offer_hidden:{offer.pk}:{_newest(offer).pk}",
    )


def fill_in_late() -> None:
    """Say what some mails are told only when they are written; called once, in `apps.ready`."""
    late.fill(_INVITATION, _invitation_link)
    late.fill(_REPORT_REMINDER, _while_report_is_awaited)
    late.fill(_ROUND_CLOSING, _while_draft)


def _invitation_link(context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    row = Invitation.objects.select_related("invited_by").filter(pk=context["invitation"]).first()
    if row is None or not row.is_usable:
        return None
    return {
        "first_name": row.invited_by.first_name,
        "expires_on": timezone.localdate(row.expires_at),
        "url": _address("initiatives:invitation", row.token, locale),
    }


def _while_report_is_awaited(context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    awaited = AWARD_TRANSITIONS[AwardMove.REPORT][0]
    rows = Award.objects.filter(
        pk=context["award"], status__in=awaited, report_due_on=context["due_on"]
    )
    return {} if rows.exists() else None


def _while_draft(context: dict[str, Any], locale: str) -> dict[str, Any] | None:
    drafts = Application.objects.filter(status=ApplicationStatus.DRAFT)
    draft = drafts.select_related("funding_round").filter(pk=context["draft"]).first()
    return {} if draft and draft.funding_round.is_open() else None


def _newest(*rows: Application | Award | HelpOffer | Initiative) -> AuditEvent:
    """The newest line of the log about any of these rows."""
    about = Q(pk__in=[])
    for row in rows:
        about |= Q(target_type=row._meta.label_lower, target_id=row.pk)
    return AuditEvent.objects.filter(about).latest("pk")


def _news_at(name: str, application: Application, reader: User) -> dict[str, str]:
    """The number, and the page to read the news on."""
    return {
        "number": application.initiative.number,
        "url": _address(name, application.public_id, reader.locale),
    }


def invited_to_vote(candidate: VoteCandidate) -> None:
    """Ask the «tovholder» to say whether the group will stand on a local vote's ballot."""
    initiative = candidate.application.initiative
    if (lead := initiative.lead) is None:
        return
    post.put(
        MailKind.CASEWORK,
        template="initiatives/asked_to_look",
        to=lead,
        context={
            "number": initiative.number,
            "url": _address("initiatives:vote-invitation", candidate.public_id, lead.locale),
        },
        key=f"initiatives.invited_to_vote:{candidate.pk}",
    )


def vote_result(candidate: VoteCandidate) -> None:
    """Tell the «tovholder» that the neighbourhood has voted, and where to read how it went."""
    initiative = candidate.application.initiative
    if (lead := initiative.lead) is None:
        return
    post.put(
        MailKind.CASE_NEWS,
        template="initiatives/news",
        to=lead,
        context={
            "number": initiative.number,
            "url": _address("initiatives:vote-result", candidate.vote.public_id, lead.locale),
        },
        key=f"initiatives.vote_result:{candidate.pk}",
    )


def _address(name: str, identity: Any, locale: str) -> str:
    with override(locale):
        path = reverse(name, args=[] if identity is None else [identity])
    return f"{settings.BASE_URL}{path}"
