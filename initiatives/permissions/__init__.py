"""Who may do what. These questions are about the person alone; the tables say when.

`moves_for` joins the two, for buttons. Actions ask the same questions again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from initiatives.enums import PAYABLE, ApplicationMove, ApplicationStatus, AwardMove, AwardStatus
from initiatives.models.poll import POLL_STAFF
from initiatives.permissions.standing import (
    Standing,
    ever_helped,
    helped,
    helpers_of,
    is_lead,
    is_member,
    register_helpers,
    register_helping,
)
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser

    from initiatives.models import Application, Award, Initiative
    from portal.users.models import User

__all__ = [
    "MODERATORS",
    "Standing",
    "asks_neighbourhoods",
    "award_moves_for",
    "award_moves_of",
    "can_accept",
    "can_answer",
    "can_assign",
    "can_change_stage",
    "can_decide",
    "can_declare",
    "can_dismiss",
    "can_edit",
    "can_enter_for_another",
    "can_follow_up",
    "can_give_cpr",
    "can_hand_typing_over",
    "can_handle",
    "can_moderate",
    "can_pay",
    "can_read",
    "can_read_access_log",
    "can_recommend",
    "can_report",
    "can_send_back",
    "can_start",
    "can_submit",
    "can_take_typing",
    "can_waive",
    "can_withdraw",
    "can_write_note",
    "ever_helped",
    "helped",
    "helpers_of",
    "is_lead",
    "is_member",
    "keys_paper_ballots",
    "moderates",
    "money_pages_for",
    "money_pages_of",
    "moves_for",
    "moves_of",
    "register_helpers",
    "register_helping",
    "runs_votes",
    "takes_part_in_meetings",
]


# --- Reading -----------------------------------------------------------------------------------


def can_read(user: User | AnonymousUser, application: Application) -> bool:
    """Tell whether the person may open the application; agrees with `visible_to`."""
    if not user.is_authenticated or not user.is_active:
        return False
    standing = Standing(user, application)
    if standing.membership or standing.types_for_applicant:
        return True
    if application.status == ApplicationStatus.DRAFT:
        return standing.writes_along
    return standing.helped or (user.has_role(*CASE_STAFF) and not standing.has_conflict)


# --- The citizen's moves -----------------------------------------------------------------------


def can_edit(user: User, application: Application) -> bool:
    """Tell whether the person may write in the draft.

    Everyone in the group may, a guide while the group's yes stands, and who types it for them.
    """
    standing = Standing(user, application)
    return user.is_active and (
        bool(standing.membership) or standing.writes_along or standing.types_for_applicant
    )


def can_enter_for_another(user: User) -> bool:
    """Tell whether the person may begin an application for anybody («Borgerservice»).

    A guide does so for the people of their own courses alone, which is asked elsewhere.
    """
    return user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD)


def can_hand_typing_over(user: User, application: Application) -> bool:
    """Tell whether the person may let somebody else type for an applicant without log-in.

    A caseworker or programme lead may who has no part in the case, and so may who types it now.
    """
    return Standing(user, application).hands_typing_over


def can_take_typing(user: User, application: Application) -> bool:
    """Tell whether the person may type from now on: they can, and had no say in the case.

    Source: forvaltningsloven § 3; who types handles nothing of the case afterwards.
    """
    standing = Standing(user, application)
    can_type = user.has_role(*CASE_STAFF) or standing.helped
    has_part = bool(standing.membership) or standing.has_conflict
    had_a_say = standing.has_assessed or standing.has_decided or standing.sits_on_panel
    return user.is_active and can_type and not has_part and not had_a_say


def can_submit(user: User, application: Application) -> bool:
    """Tell whether the person sends for the group: its «tovholder», or who typed it for them.

    The typist sends only what the applicant has confirmed.
    """
    return Standing(user, application).sends


def can_withdraw(user: User, application: Application) -> bool:
    """Tell whether the person may withdraw the application."""
    return Standing(user, application).speaks


def can_answer(user: User, application: Application) -> bool:
    """Tell whether the person may answer what the municipality asked."""
    return Standing(user, application).speaks


# --- The municipality's moves ------------------------------------------------------------------


def can_declare(user: User, application: Application) -> bool:
    """Tell whether the person has a part in the case about which to declare impartiality."""
    return Standing(user, application).declares


def can_assign(user: User) -> bool:
    """Tell whether the person shares cases out."""
    return user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD)


def can_handle(user: User, application: Application) -> bool:
    """Tell whether the person may work on the case: take up, ask, hear, reopen."""
    return Standing(user, application).handles


def can_write_note(user: User, application: Application) -> bool:
    """Tell whether the person may write a note on the case, and have the whole file made."""
    return Standing(user, application).writes_notes


def can_read_access_log(user: User) -> bool:
    """Tell whether the person may see who opened the cases they may open themselves."""
    return user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD)


def can_recommend(user: User, application: Application) -> bool:
    """Tell whether the person may recommend."""
    return Standing(user, application).assesses


def can_dismiss(user: User, application: Application) -> bool:
    """Tell whether the person may dismiss the application on form."""
    return Standing(user, application).assesses


def can_send_back(user: User, application: Application) -> bool:
    """Tell whether the person may send the case back to the caseworker."""
    return Standing(user, application).approves


def takes_part_in_meetings(user: User) -> bool:
    """Tell whether the person prepares or makes decisions, and so sits at the decision meeting."""
    return user.has_role(Role.CASEWORKER, Role.APPROVER)


def can_decide(user: User, application: Application) -> bool:
    """Tell whether the person may award and refuse."""
    return Standing(user, application).decides


_WHO: dict[ApplicationMove, Callable[[Standing], bool]] = {
    ApplicationMove.SUBMIT: lambda who: who.sends,
    ApplicationMove.TAKE_UP: lambda who: who.handles,
    ApplicationMove.REQUEST_INFORMATION: lambda who: who.handles,
    ApplicationMove.ANSWER_INFORMATION: lambda who: who.speaks,
    ApplicationMove.PASS_INFORMATION_DEADLINE: lambda who: who.handles,
    ApplicationMove.OPEN_HEARING: lambda who: who.handles,
    # The group closes a hearing by answering, the caseworker when the deadline has passed.
    ApplicationMove.CLOSE_HEARING: lambda who: who.speaks or who.handles,
    ApplicationMove.RECOMMEND: lambda who: who.assesses,
    ApplicationMove.SEND_BACK: lambda who: who.approves,
    ApplicationMove.AWARD_IN_FULL: lambda who: who.decides,
    ApplicationMove.AWARD_IN_PART: lambda who: who.decides,
    ApplicationMove.REFUSE: lambda who: who.decides,
    ApplicationMove.DISMISS: lambda who: who.assesses,
    ApplicationMove.WITHDRAW: lambda who: who.speaks,
    ApplicationMove.REOPEN: lambda who: who.handles,
}


def moves_for(user: User, application: Application) -> list[ApplicationMove]:
    """List what this person can do with the application now; at most five queries."""
    return moves_of(Standing(user, application))


def moves_of(standing: Standing) -> list[ApplicationMove]:
    """List what the person can do with the application now, in the order of the process."""
    application = standing.application
    return [move for move, may in _WHO.items() if application.allows(move) and may(standing)]


# --- After the decision ------------------------------------------------------------------------

_FOLLOW_UPS = (
    AwardMove.CALL_FOR_REPORT, AwardMove.CLOSE, AwardMove.LAPSE, AwardMove.DEMAND_REPAYMENT,
)  # fmt: skip


def can_accept(user: User, award: Award) -> bool:
    """Tell whether the person may accept the terms for the group."""
    return Standing(user, award.application).speaks


def can_report(user: User, award: Award) -> bool:
    """Tell whether the person may send the report for the group."""
    return Standing(user, award.application).speaks


def can_start(user: User, award: Award) -> bool:
    """Tell whether the person may say that the activity has begun."""
    standing = Standing(user, award.application)
    return standing.speaks or standing.handles


def can_follow_up(user: User, award: Award) -> bool:
    """Tell whether the person may call for a report, close, let lapse and demand repayment."""
    return Standing(user, award.application).handles


def award_moves_for(user: User, award: Award) -> list[AwardMove]:
    """List what this person can do with the award now, as one who follows it up."""
    return award_moves_of(Standing(user, award.application), award)


def award_moves_of(standing: Standing, award: Award) -> list[AwardMove]:
    """List what the person can do with the case's award now, as one who follows it up."""
    if not standing.handles:
        return []
    return [
        move
        for move in _FOLLOW_UPS
        if award.allows(move) and not (move == AwardMove.LAPSE and award.amount_paid)
    ]


def can_pay(user: User, award: Award) -> bool:
    """Tell whether the person may record payments: a payer who did not decide."""
    return Standing(user, award.application).pays


def can_give_cpr(user: User, award: Award) -> bool:
    """Tell whether the person may write a CPR number: the «tovholder», or staff who speak for them.

    A guide who speaks for somebody never handles the number.
    """
    standing = Standing(user, award.application)
    return standing.is_lead or (standing.acts_for_applicant and user.has_role(*CASE_STAFF))


def can_waive(user: User, award: Award) -> bool:
    """Tell whether the person may waive what is claimed: an approver who did not claim it.

    Whether they have declared to be impartial is asked on the way.
    """
    return _waives(Standing(user, award.application), award)


def _waives(standing: Standing, award: Award) -> bool:
    claim = getattr(award, "repayment", None)
    is_separate = settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE or (
        not standing.has_assessed and claim is not None and claim.claimed_by_id != standing.user.pk
    )
    return standing.approves and is_separate


def money_pages_for(user: User, award: Award) -> list[str]:
    """Which pages about the award's money this person can use now, by the address's last part."""
    return money_pages_of(Standing(user, award.application), award)


def money_pages_of(standing: Standing, award: Award) -> list[str]:
    """Which pages about the award's money the person can use now."""
    found = []
    if standing.handles and award.status in PAYABLE:
        found += ["payments", "reduce"]
        report = getattr(award, "report", None)
        if award.status == AwardStatus.REPORTED and report and report.checked_at is None:
            found.insert(0, "check-report")
    if award.status == AwardStatus.REPAYMENT_DUE and getattr(award, "repayment", None):
        found += ["paid-back"] if standing.pays else []
        found += ["waive"] if _waives(standing, award) else []
    return found


def can_change_stage(user: User, initiative: Initiative) -> bool:
    """Tell whether the person may say how far the initiative has come."""
    return is_lead(user, initiative) or user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD)


# --- What everybody may read -------------------------------------------------------------------

MODERATORS = (Role.MODERATOR, Role.PROGRAMME_LEAD)


def moderates(user: User) -> bool:
    """Tell whether the person looks at what is to be public."""
    return user.has_role(*MODERATORS)


def can_moderate(user: User, initiative: Initiative) -> bool:
    """Tell whether the person may let this initiative out: nobody judges what they are part of."""
    involved = is_member(user, initiative) or ever_helped(user, initiative)
    return moderates(user) and not involved


def runs_votes(user: User) -> bool:
    """Whether this person prepares local votes and makes their results public."""
    return user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD)


def keys_paper_ballots(user: User) -> bool:
    """Whether this person keys in paper ballots."""
    return user.has_role(Role.CASEWORKER, Role.APPROVER, Role.PROGRAMME_LEAD)


def asks_neighbourhoods(user: User) -> bool:
    """Whether this person asks neighbourhoods in short polls, and answers what came of it."""
    return user.has_role(*POLL_STAFF)
