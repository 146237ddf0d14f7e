"""Two cases that have nothing to do with each other, and everybody who might look at them.

Each side has its own citizen, neighbourhood, guide, notes and training course. Every text that is
not public carries a canary: a word that may stand only on the screens of those named in `may_see`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from guides.enums import CaseStatus
from initiatives.enums import (
    ApplicationStatus,
    AwardStatus,
    CandidateStatus,
    NeedKind,
    Stage,
    Visibility,
)
from initiatives.models import (
    AssistedEntry,
    AwardFile,
    AwardFileKind,
    CaseFileExport,
    CaseFileNote,
    Decision,
    DecisionMeeting,
    Dispatch,
    DispatchChannel,
    HelpNeed,
    InitiativeUpdate,
    Letter,
    LetterText,
    PanelAssignment,
    PanelMember,
    PaymentBatch,
    PostExport,
    ReportDraft,
    SavedView,
    SecondOpinion,
    VoteCandidate,
)
from portal.sealed import seal
from portal.users.roles import Role
from tests.access import roles as who
from tests.access.canaries import (
    FOREIGN,
    OF_GROUP,
    OF_GUIDE,
    OF_NOBODY,
    OF_WRITER,
    OWN,
    canary,
    may_see,
)
from tests.access.directory_side import directory_side
from tests.access.guides_side import guides_side, leads_guides_of, staffing_side
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.comments import CommentFactory, shown
from tests.factories.events import open_event, signed_up
from tests.factories.files import attached, stored
from tests.factories.guides import (
    CaseFactory,
    OrganisationFactory,
    guide_in,
)
from tests.factories.home import front_page, neighbourhood_page
from tests.factories.initiatives import (
    FundingRoundFactory,
    GrantPoolFactory,
    application,
    led_by,
)
from tests.factories.polls import PollFactory, asked
from tests.factories.post import given_up
from tests.factories.users import UserFactory, staff
from tests.factories.votes import open_vote, share

if TYPE_CHECKING:
    from django.db.models import Model

    from guides.models import CommunityGuide
    from initiatives.models import Application, FundingRound, Initiative
    from portal.areas.models import Neighbourhood
    from portal.users.models import User


@dataclass
class World:
    """What the walk needs: sessions by role, and objects by name and side."""

    sessions: dict[str, str] = field(default_factory=dict)
    objects: dict[tuple[str, str], Model] = field(default_factory=dict)
    funding_round: FundingRound | None = None
    may_see: dict[str, set[str]] = field(default_factory=may_see)
    # Table → hash of its rows, as `walk.fingerprint` found them when all was made.
    rows: dict[str, str] = field(default_factory=dict)

    @property
    def canaries(self) -> set[str]:
        """All there are."""
        kinds = OF_GROUP | OF_GUIDE | OF_NOBODY | OF_WRITER | {"PUPIL"}
        return {canary(side, kind) for side in (OWN, FOREIGN) for kind in kinds}

    def client(self, role: str, *, enforce_csrf_checks: bool = False) -> Client:
        """A fresh browser with this role's session."""
        client = Client(enforce_csrf_checks=enforce_csrf_checks)
        if role in self.sessions:
            client.cookies["sessionid"] = self.sessions[role]
        return client

    def sign_in(self, role: str, user: User) -> None:
        """Give the role a session of this person."""
        client = Client()
        client.force_login(user, backend="portal.users.backends.AccountBackend")
        self.sessions[role] = client.cookies["sessionid"].value


def build() -> World:
    """Make both sides, and a session for each role."""
    world = World(funding_round=FundingRoundFactory.create())
    organisation = OrganisationFactory.create()
    here, there, elsewhere = NeighbourhoodFactory.create_batch(3)
    people = {
        who.APPLICANT: UserFactory.create(email="borger@example.org"),
        who.STRANGER: UserFactory.create(email="fremmed@example.org"),
        who.CASEWORKER: staff(Role.CASEWORKER),
        who.APPROVER: staff(Role.APPROVER),
        who.PAYER: staff(Role.PAYER),
        who.LEAD: staff(Role.PROGRAMME_LEAD),
        who.EDITOR: staff(Role.EDITOR),
        who.MODERATOR: staff(Role.MODERATOR),
        who.OPERATOR: UserFactory.create(is_superuser=True, is_staff=True),
        who.PANEL_MEMBER: UserFactory.create(email="panel@example.org"),
    }
    guide = guide_in(here, organisation=organisation)
    colleague = guide_in(elsewhere, organisation=organisation)
    other = guide_in(there)
    people |= {
        who.GUIDE: guide.user,
        who.GUIDE_ELSEWHERE: colleague.user,
        who.GUIDE_OF_OTHER_NGO: other.user,
        who.ORGANISATION_LEAD: leads_guides_of(guide.organisation),
    }
    for side, role in ((OWN, who.CASEWORKER), (FOREIGN, who.APPROVER)):
        view = SavedView.objects.create(user=people[role], name="Mine", query="status=OPEN")
        world.objects["view", side] = view
    _side(world, OWN, citizen=people[who.APPLICANT], place=here, guide=guide)
    citizen = UserFactory.create(email="en.anden@example.org")
    _side(world, FOREIGN, citizen=citizen, place=there, guide=other)
    _assessing(world, OWN, people[who.PANEL_MEMBER], guide=guide.user)
    _assessing(world, FOREIGN, UserFactory.create(), guide=other.user)
    world.objects |= staffing_side(OWN, guide, colleague)
    world.objects |= staffing_side(FOREIGN, other, guide_in(there, organisation=other.organisation))
    _comments(world, OWN, people[who.STRANGER])
    _comments(world, FOREIGN, UserFactory.create())
    for role, user in people.items():
        world.sign_in(role, user)
    return world


def _side(
    world: World, side: str, *, citizen: User, place: Neighbourhood, guide: CommunityGuide
) -> None:
    day = timezone.localdate()
    initiative = led_by(
        citizen,
        neighbourhood=place,
        title=canary(side, "TITLE"),
        description=canary(side, "STORY"),
        contact_name=canary(side, "CONTACT"),
        starts_on=day + datetime.timedelta(days=60),
        ends_on=day + datetime.timedelta(days=90),
    )
    made: dict[str, Model] = {
        "initiative": initiative,
        "sent": _application(world, side, citizen, initiative=initiative),
        "draft": _draft(world, side, citizen),
        "typed": _typed(world, guide),
        "front": front_page(),
        "page": neighbourhood_page(place),
        "public": led_by(
            citizen,
            neighbourhood=place,
            visibility=Visibility.PUBLIC,
            stage=Stage.PREPARING,
            summary=canary(side, "NEWS"),
            description=canary(side, "STORY"),
            place=canary(side, "STORY"),
            contact_name=canary(side, "CONTACT"),
        ),
    }
    made |= _public_life(side, citizen, made["public"])
    evening = open_event(title="Langbord", slug=f"langbord-{side}", question="Hvad tager du med?")
    made["sign-up"] = signed_up(evening, person=citizen, answer=canary(side, "COMING"))
    made |= _grant(world, side, citizen, initiative)
    made["round"] = world.funding_round
    made["meeting"] = DecisionMeeting.objects.create(
        pool=GrantPoolFactory.create(), title="Møde", meets_on=day, opened_by=staff(Role.APPROVER)
    )
    made |= _vote(side, made["sent"], place)
    made["letter"] = _letter(made["sent"], side)
    made |= _case_file(made["letter"], side)
    made |= {
        f"{name} file": attached(made[name], storage_name=f"access/{side}-{name}")
        for name in ("sent", "draft")
    }
    # What a mail was given to say is for nobody's screen, not even for those who see the list.
    made["mail"] = given_up(recipient=citizen, context={"number": canary(side, "DRAFT")})
    made |= guides_side(side, citizen, initiative, guide)
    made |= directory_side(side, citizen, guide, case=made["case"], need=made["need"])
    world.objects |= {(name, side): row for name, row in made.items()}


def _assessing(world: World, side: str, member: User, *, guide: User) -> None:
    """One who has the sent application to assess, and the group's guide who is asked about it."""
    sent = cast("Application", world.objects["sent", side])
    pool = cast("DecisionMeeting", world.objects["meeting", side]).pool
    day, asker = timezone.localdate(), staff(Role.CASEWORKER)
    seat = PanelMember.objects.create(user=member, funding_round=world.funding_round)
    world.objects["assignment", side] = PanelAssignment.objects.create(
        application=sent, member=seat, due_on=day, assigned_by=asker
    )
    sent.declarations.create(user=member, is_impartial=True)
    world.objects["opinion", side] = SecondOpinion.objects.create(
        application=sent,
        asked_of=guide,
        is_guide=True,
        question=canary(side, "NOTE-STAFF"),
        due_on=day,
        asked_by=asker,
    )
    world.objects["letter text", side] = LetterText.objects.create(
        pool=pool,
        outcome=ApplicationStatus.REFUSED,
        text="Tak, fordi I søgte.",
        written_by=asker,
    )


def _public_life(side: str, citizen: User, initiative: Model) -> dict[str, Model]:
    """A piece of news that no moderator has read, with a picture, and a need."""
    picture = stored(citizen, storage_name=f"access/{side}-news")
    news = InitiativeUpdate.objects.create(
        initiative=initiative,
        text=canary(side, "NEWS"),
        picture=picture,
        picture_alt_text=canary(side, "NEWS"),
        picture_consent_at=timezone.now(),
        written_by=citizen,
        submission_token=uuid4(),
    )
    need = HelpNeed.objects.create(
        initiative=initiative, kind=NeedKind.HANDS, text=canary(side, "NEWS"), added_by=citizen
    )
    return {"news": news, "news picture": picture, "need": need}


def _comments(world: World, side: str, writer: User) -> None:
    """A comment that everybody reads, and one that its writer and moderators read."""
    public = world.objects["public", side]
    world.objects["comment", side] = shown(initiative=public, author=writer)
    world.objects["waiting comment", side] = CommentFactory.create(
        initiative=public, author=writer, text=canary(side, "COMMENT")
    )


def _application(world: World, side: str, citizen: User, *, initiative: Initiative) -> Application:
    made = application(
        by=citizen,
        status=ApplicationStatus.UNDER_REVIEW,
        funding_round=world.funding_round,
        initiative=initiative,
    )
    made.organisers, made.contact_name = canary(side, "STORY"), canary(side, "CONTACT")
    made.save(update_fields=["organisers", "contact_name"])
    return made


def _letter(about: Application, side: str) -> Letter:
    """A letter that the group has opened already, so that opening it again changes nothing."""
    signer, now = staff(Role.APPROVER), timezone.now()
    decision = Decision.objects.create(
        application=about,
        outcome=ApplicationStatus.REFUSED,
        reasons="Puljen støtter kun det, der er for alle.",
        legal_basis="Kommunalfuldmagten",
        decided_by=signer,
    )
    file = stored(signer, name="brev.pdf", storage_name=f"access/{side}-letter")
    return Letter.objects.create(
        application=about,
        decision=decision,
        stored_file=file,
        sha256=file.sha256,
        sender_name="Gorm Godkender",
        sent_at=now,
        first_read_at=now,
    )


def _case_file(letter: Letter, side: str) -> dict[str, Model]:
    """A note, a whole file that is being made, a letter on paper and a ZIP for the post system."""
    writer, about = staff(Role.CASEWORKER), letter.application
    return {
        "file note": CaseFileNote.objects.create(
            application=about, kind="PHONE", text="Ringede.", written_by=writer,
            submission_token=uuid4(),
        ),
        "case file": CaseFileExport.objects.create(application=about, ordered_by=writer),
        "dispatch": Dispatch.objects.create(
            letter=letter, recipient=about.applicant, channel=DispatchChannel.PAPER
        ),
        "post export": PostExport.objects.create(
            letters=1,
            made_by=writer,
            stored_file=stored(writer, name="breve.zip", storage_name=f"access/{side}-export"),
        ),
    }  # fmt: skip


def _draft(world: World, side: str, citizen: User) -> Application:
    made = application(
        by=citizen, status=ApplicationStatus.DRAFT, funding_round=world.funding_round
    )
    made.why_here = canary(side, "DRAFT")
    made.save(update_fields=["why_here"])
    return made


def _typed(world: World, guide: CommunityGuide) -> Application:
    """A draft that the guide types for somebody without e-mail."""
    person = UserFactory.create(email="", full_name="Inger Uden Adresse")
    made = application(by=person, status=ApplicationStatus.DRAFT, funding_round=world.funding_round)
    CaseFactory.create(initiative=made.initiative, guide=guide, status=CaseStatus.ACTIVE)
    AssistedEntry.objects.create(application=made, entered_by=guide.user)
    return made


def _grant(world: World, side: str, citizen: User, initiative: Initiative) -> dict[str, Model]:
    """A grant whose report is half written, with a receipt put up."""
    made = application(
        by=citizen,
        status=ApplicationStatus.AWARDED,
        funding_round=world.funding_round,
        initiative=initiative,
        decided_at=timezone.now(),
    )
    decision = made.decisions.create(
        outcome=made.status, amount=5000, legal_basis="x", decided_by=UserFactory.create()
    )
    award = made.awards.create(
        decision=decision,
        pool=made.funding_round.pool,
        amount=5000,
        status=AwardStatus.RUNNING,
    )
    ReportDraft.objects.create(award=award, answers={"what_happened": canary(side, "DRAFT")})
    receipt = AwardFile.objects.create(
        award=award,
        kind=AwardFileKind.RECEIPT,
        stored_file=stored(citizen, storage_name=f"access/{side}-receipt"),
        added_by=citizen,
    )
    # A payment list is no side's: it is for payers alone.
    batch = PaymentBatch.objects.create(
        token=uuid4(),
        made_by=UserFactory.create(),
        line_count=1,
        amount_total=5000,
        sha256="0" * 64,
        sealed=seal(b"list"),
    )
    return {"granted": made, "receipt": receipt, "batch": batch}


def _vote(side: str, sent: Application, place: Neighbourhood) -> dict[str, Model]:
    """An open vote of the place; the sent application is asked whether it wants to be in it."""
    made = open_vote(of=share(place))
    row = VoteCandidate.objects.create(
        vote=made,
        application=sent,
        title=canary(side, "TITLE"),
        cost=4000,
        status=CandidateStatus.INVITED,
        pitch=canary(side, "STORY"),
        invited_by=made.made_by,
    )
    return {
        "vote": made,
        "candidate": row,
        "poll": asked(neighbourhood=place),
        "draft poll": PollFactory.create(
            neighbourhood=place, question=canary(side, "POLL"), made_by=made.made_by
        ),
    }
