"""What one person is to one case: a part in the group, the guide, a role, a conflict."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from initiatives.enums import ApplicationStatus, MemberRole
from initiatives.models import (
    Application,
    Assessment,
    Decision,
    ImpartialityDeclaration,
    Initiative,
    InitiativeMember,
    PanelAssignment,
    Recommendation,
    SecondOpinion,
)
from portal.prepared import PreparedRows, kept_for_a_day, slot
from portal.users.kinds import Kind
from portal.users.roles import CASE_STAFF, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from initiatives.models import AssistedEntry
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


def ever_helped(user: User, initiative: Initiative) -> bool:
    """Tell whether the person helped the group at any time, as the apps above remember it."""
    return any(asks(user, initiative) for asks in _ever_helped)


_helpers: list[Callable[[Initiative], list[User]]] = []


def register_helpers(names: Callable[[Initiative], list[User]]) -> None:
    """Let an app above name the people who help a group now; called once, in `apps.ready`."""
    _helpers.append(names)


def helpers_of(initiative: Initiative) -> list[User]:
    """The people who follow an initiative as its guides now."""
    return [user for names in _helpers for user in names(initiative)]


def _part(user: User) -> Coalesce:
    own = InitiativeMember.objects.filter(initiative=OuterRef("initiative"), user=user)
    return Coalesce(Subquery(own.values("role")[:1]), Value(""))


def _helps(user: User) -> Exists:
    rows = Initiative.objects.filter(pk=OuterRef("initiative"))
    return Exists(rows.filter(rows.widened_for(user)) if user.is_active else rows.none())


def _declared(user: User) -> Subquery:
    own = ImpartialityDeclaration.objects.filter(application=OuterRef("pk"), user=user)
    return Subquery(own.values("is_impartial")[:1])


def _had_a_say(user: User) -> ExpressionWrapper[Q]:
    case = OuterRef("pk")
    advised = Recommendation.objects.filter(application=case, recommended_by=user)
    scored = Assessment.objects.filter(application=case, assessor=user)
    stated = SecondOpinion.objects.filter(
        application=case, asked_of=user, answered_at__isnull=False
    )
    said = Q(Exists(advised)) | Q(Exists(scored)) | Q(Exists(stated))
    return ExpressionWrapper(said | Q(caseworker=user), output_field=BooleanField())


def _seat(user: User) -> Exists:
    given = PanelAssignment.objects.visible_to(user)
    return Exists(given.filter(application=OuterRef("pk")))


def _decided(user: User) -> Exists:
    return Exists(Decision.objects.filter(application=OuterRef("pk"), decided_by=user))


_FACTS: dict[str, Callable[[User], Any]] = {
    "membership": _part,
    "helped": _helps,
    "impartiality": _declared,
    "has_assessed": _had_a_say,
    "sits_on_panel": _seat,
    "has_decided": _decided,
}
"""Fact → what to ask the database beside the application's row."""


@kept_for_a_day
def _facts(kind: Kind, names: tuple[str, ...]) -> PreparedRows:
    """What anybody of this kind is to any case."""
    user, case = kind.somebody(), Application.objects.filter(pk=slot(1))
    return PreparedRows(case.values(**{name: _FACTS[name](user) for name in names}))


class Standing:
    """What one person is to one case; each fact is read when asked for, and once."""

    def __init__(self, user: User, application: Application) -> None:
        self.user = user
        self.application = application

    @classmethod
    def read(cls, user: User, application: Application) -> Standing:
        """With the facts that a page about the case asks for, all in one query."""
        standing = cls(user, application)
        # A cached property looks here first.
        standing.__dict__.update(standing._ask(*_FACTS))
        return standing

    def _ask(self, *facts: str) -> dict[str, Any]:
        statement = _facts(Kind.of(self.user), facts)
        told: dict[str, Any] = statement.read(numbers=[self.user.pk, self.application.pk])[0]
        return told

    @cached_property
    def membership(self) -> str:
        """The person's part in the group («tovholder» or member); empty when they have none."""
        return str(self._ask("membership")["membership"])

    @cached_property
    def is_lead(self) -> bool:
        """Whether the municipality writes to this person about the case."""
        return self.user.is_active and self.membership == MemberRole.LEAD

    @cached_property
    def helped(self) -> bool:
        """Whether the person is the group's guide."""
        return bool(self._ask("helped")["helped"])

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
    def has_ever_typed(self) -> bool:
        """Whether the person typed it once, also where somebody else does by now."""
        if self.entry is None:
            return False
        return self.has_typed or self.entry.handovers.filter(was_typed_by=self.user).exists()

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
            or self.has_ever_typed
            or ever_helped(self.user, self.application.initiative)
        )

    @cached_property
    def impartiality(self) -> bool | None:
        """What the person declared: True without conflict, False with one, None not yet."""
        return cast("bool | None", self._ask("impartiality")["impartiality"])

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
        return bool(self._ask("has_assessed")["has_assessed"])

    @cached_property
    def sits_on_panel(self) -> bool:
        """Whether the application is given to the person as a panel member, who has a seat now."""
        return bool(self._ask("sits_on_panel")["sits_on_panel"])

    @cached_property
    def has_decided(self) -> bool:
        """Whether the person made a decision in the case, and must not pay."""
        return bool(self._ask("has_decided")["has_decided"])

    def handles_as(self, *roles: Role) -> bool:
        """Tell whether the person may act in the case with one of these roles."""
        return self.user.has_role(*roles) and not self.has_conflict and not self.is_involved

    @property
    def handles(self) -> bool:
        """Whether the person may work on the case as a caseworker."""
        return self.handles_as(Role.CASEWORKER)

    @property
    def declares(self) -> bool:
        """Whether the person has a part in the case about which to declare impartiality."""
        roles = (Role.CASEWORKER, Role.APPROVER, Role.PAYER)
        if self.application.status == ApplicationStatus.DRAFT:
            return False
        return self.user.has_role(*roles) or self.sits_on_panel

    @property
    def hands_typing_over(self) -> bool:
        """Whether the person may let somebody else type for an applicant without log-in.

        A caseworker or programme lead may who has no part in the case, or who types it now.
        """
        roles = (Role.CASEWORKER, Role.PROGRAMME_LEAD)
        if self.entry is None or not self.user.has_role(*roles):
            return False
        return self.has_typed or self.handles_as(*roles)

    @property
    def writes_notes(self) -> bool:
        """Whether the person may write a note on the case, and have the whole file made."""
        is_sent = self.application.status != ApplicationStatus.DRAFT
        return is_sent and self.handles_as(*CASE_STAFF)

    @property
    def pays(self) -> bool:
        """Whether the person may record payments: a payer who did not decide."""
        return self.handles_as(Role.PAYER) and self.is_separate_from_deciding

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
