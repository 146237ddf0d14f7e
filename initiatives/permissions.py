"""Who may do what. These questions are about the person alone; the tables say when.

`moves_for` joins the two, for buttons. Actions ask the same questions again.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef

from initiatives.enums import (
    PAYABLE,
    ApplicationMove,
    ApplicationStatus,
    AwardMove,
    AwardStatus,
    MemberRole,
)
from initiatives.models import (
    Application,
    Assessment,
    Initiative,
    PanelAssignment,
    Recommendation,
    SecondOpinion,
)
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.contrib.auth.models import AnonymousUser

    from initiatives.models import AssistedEntry, Award
    from portal.users.models import User


def is_lead(user: User, initiative: Initiative) -> bool:
    """Tell whether the person is the initiative's «tovholder»."""
    return user.is_active and initiative.members.filter(user=user, role=MemberRole.LEAD).exists()


def is_member(user: User, initiative: Initiative) -> bool:
    """Tell whether the person takes part in the initiative."""
    return user.is_active and initiative.members.filter(user=user).exists()


def helped(user: User, initiative: Initiative) -> bool:
    """Tell whether the person follows the initiative as its guide.

    This app knows no guides: it asks for whatever an app above opened to the person.
    """
    if not user.is_active:
        return False
    rows = Initiative.objects.all()
    return rows.filter(rows.widened_for(user), pk=initiative.pk).exists()


_ever_helped: list[Callable[[User, Initiative], bool]] = []


def register_helping(asks: Callable[[User, Initiative], bool]) -> None:
    """Let an app above say who ever helped a group; called once, in `apps.ready`.

    Unlike the right to read, help does not end with the job: a guide who later works for the
    municipality still decides nothing about the people they helped.
    """
    _ever_helped.append(asks)


_helpers: list[Callable[[Initiative], list[User]]] = []


def register_helpers(names: Callable[[Initiative], list[User]]) -> None:
    """Let an app above name the people who help a group now; called once, in `apps.ready`."""
    _helpers.append(names)


def helpers_of(initiative: Initiative) -> list[User]:
    """The people who follow an initiative as its guides now."""
    return [user for names in _helpers for user in names(initiative)]


class Standing:
    """What one person is to one case; each fact is read when asked for, and once."""

    def __init__(self, user: User, application: Application) -> None:
        self.user = user
        self.application = application

    @cached_property
    def membership(self) -> str:
        """The person's part in the group («tovholder» or member); empty when they have none."""
        members = self.application.initiative.members.filter(user=self.user)
        return members.values_list("role", flat=True).first() or ""

    @cached_property
    def is_lead(self) -> bool:
        """Whether the municipality writes to this person about the case."""
        return self.user.is_active and self.membership == MemberRole.LEAD

    @cached_property
    def helped(self) -> bool:
        """Whether the person is the group's guide."""
        return helped(self.user, self.application.initiative)

    @cached_property
    def follows(self) -> bool:
        """Whether an app above opens this very application: a draft only while the help lasts."""
        if not self.user.is_active:
            return False
        rows = Application.objects.all()
        return rows.filter(rows.widened_for(self.user), pk=self.application.pk).exists()

    @cached_property
    def writes_along(self) -> bool:
        """Whether the «tovholder» lets this helper write in the draft, as of now."""
        consents = self.application.writing_consents.filter(helper=self.user, withdrawn_at=None)
        return self.follows and consents.exists()

    @cached_property
    def entry(self) -> AssistedEntry | None:
        """Who types or typed the application for the applicant, if anybody does («assisteret»)."""
        return getattr(self.application, "assisted_entry", None)

    @property
    def has_typed(self) -> bool:
        """Whether it was this person who typed it."""
        return self.entry is not None and self.entry.entered_by_id == self.user.pk

    @cached_property
    def types_for_applicant(self) -> bool:
        """Whether the person types the application for somebody without MitID («assisteret»)."""
        return self.has_typed and (self.user.has_role(*CASE_STAFF) or self.follows)

    @cached_property
    def acts_for_applicant(self) -> bool:
        """Whether the person carries out what an applicant who cannot sign in says.

        The typist alone does, and only until the applicant has an address to sign in with.
        """
        return self.types_for_applicant and not self.application.applicant.email

    @property
    def speaks(self) -> bool:
        """Whether the person speaks for the group: its «tovholder», or who acts for them."""
        return self.is_lead or self.acts_for_applicant

    @property
    def sends(self) -> bool:
        """Whether the person sends: the «tovholder», or the typist of what was confirmed."""
        confirmed = self.entry is not None and bool(self.entry.confirmation)
        return self.is_lead or (confirmed and self.types_for_applicant)

    @cached_property
    def is_involved(self) -> bool:
        """Whether the person takes part, typed or helped, and so handles nothing of the case."""
        return (
            bool(self.membership)
            or self.has_typed
            or any(asks(self.user, self.application.initiative) for asks in _ever_helped)
        )

    @cached_property
    def impartiality(self) -> bool | None:
        """What the person declared: True without conflict, False with one, None not yet."""
        declared = self.application.declarations.filter(user=self.user)
        return declared.values_list("is_impartial", flat=True).first()

    @cached_property
    def has_conflict(self) -> bool:
        """Whether the person declared a conflict and is shut out. Source: forvaltningsloven § 3."""
        return self.impartiality is False

    @cached_property
    def has_assessed(self) -> bool:
        """Whether the person handles the case, or ever had a say in it, and must not decide.

        A say is a recommendation, an assessment, also a draft of one, or a second opinion.
        """
        if self.application.caseworker_id == self.user.pk:
            return True
        case = OuterRef("pk")
        advised = Recommendation.objects.filter(application=case, recommended_by=self.user)
        scored = Assessment.objects.filter(application=case, assessor=self.user)
        stated = SecondOpinion.objects.filter(
            application=case, asked_of=self.user, answered_at__isnull=False
        )
        said = Exists(advised) | Exists(scored) | Exists(stated)
        return Application.objects.filter(said, pk=self.application.pk).exists()

    @cached_property
    def sits_on_panel(self) -> bool:
        """Whether the application is given to the person as a panel member, who has a seat now."""
        given = PanelAssignment.objects.visible_to(self.user)
        return given.filter(application=self.application).exists()

    @cached_property
    def has_decided(self) -> bool:
        """Whether the person made a decision in the case, and must not pay."""
        return self.application.decisions.filter(decided_by=self.user).exists()

    def handles_as(self, *roles: Role) -> bool:
        """Tell whether the person may act in the case with one of these roles."""
        return self.user.has_role(*roles) and not self.has_conflict and not self.is_involved

    @property
    def handles(self) -> bool:
        """Whether the person may work on the case as a caseworker."""
        return self.handles_as(Role.CASEWORKER)

    @property
    def assesses(self) -> bool:
        """Whether the person may recommend and dismiss: a caseworker who declared impartiality."""
        return self.handles and self.impartiality is True

    @property
    def approves(self) -> bool:
        """Whether the person may send the case back as an approver."""
        return self.handles_as(Role.APPROVER)

    @property
    def decides(self) -> bool:
        """Whether the person may decide: an impartial approver who did not assess."""
        return self.approves and self.impartiality is True and self.is_separate_from_assessing

    @property
    def is_separate_from_assessing(self) -> bool:
        """Whether separation of duties lets the person decide; a setting may suspend it."""
        return settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE or not self.has_assessed

    @property
    def is_separate_from_deciding(self) -> bool:
        """Whether separation of duties lets the person pay; the same setting may suspend it."""
        return settings.ALLOW_SAME_PERSON_TO_ASSESS_AND_DECIDE or not self.has_decided


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
    roles = (Role.CASEWORKER, Role.APPROVER, Role.PAYER)
    if application.status == ApplicationStatus.DRAFT:
        return False
    return user.has_role(*roles) or Standing(user, application).sits_on_panel


def can_assign(user: User) -> bool:
    """Tell whether the person shares cases out."""
    return user.has_role(Role.CASEWORKER, Role.PROGRAMME_LEAD)


def can_handle(user: User, application: Application) -> bool:
    """Tell whether the person may work on the case: take up, ask, hear, reopen."""
    return Standing(user, application).handles


def can_write_note(user: User, application: Application) -> bool:
    """Tell whether the person may write a note on the case, and have the whole file made."""
    is_sent = application.status != ApplicationStatus.DRAFT
    return is_sent and Standing(user, application).handles_as(*CASE_STAFF)


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
    """List what this person can do with the application now, in the order of the process.

    At most five queries, whatever the person is to the case.
    """
    standing = Standing(user, application)
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
    if not can_follow_up(user, award):
        return []
    return [
        move
        for move in _FOLLOW_UPS
        if award.allows(move) and not (move == AwardMove.LAPSE and award.amount_paid)
    ]


def can_pay(user: User, award: Award) -> bool:
    """Tell whether the person may record payments: a payer who did not decide."""
    standing = Standing(user, award.application)
    return standing.handles_as(Role.PAYER) and standing.is_separate_from_deciding


def money_pages_for(user: User, award: Award) -> list[str]:
    """Which pages about the award's money this person can use now, by the address's last part."""
    standing = Standing(user, award.application)
    found = []
    if standing.handles and award.status in PAYABLE:
        found += ["payments", "reduce"]
        report = getattr(award, "report", None)
        if award.status == AwardStatus.REPORTED and report and report.checked_at is None:
            found.insert(0, "check-report")
    if award.status == AwardStatus.REPAYMENT_DUE and can_pay(user, award):
        found += ["paid-back"] if getattr(award, "repayment", None) else []
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
    involved = is_member(user, initiative) or any(asks(user, initiative) for asks in _ever_helped)
    return moderates(user) and not involved
