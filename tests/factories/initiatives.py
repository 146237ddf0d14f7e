"""Pools, rounds and initiatives for tests, and ways to bring an application to a status."""

import datetime
from decimal import Decimal

import factory
from django.utils import timezone

from initiatives.enums import (
    ApplicantKind,
    ApplicationStatus,
    Audience,
    MemberRole,
    OpenToAll,
    PayoutWay,
    PlacePermission,
    Track,
)
from initiatives.models import (
    Application,
    BudgetLine,
    Criterion,
    FundingRound,
    GrantPool,
    Initiative,
    InitiativeMember,
)
from portal.users.models import User
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.users import UserFactory


class GrantPoolFactory(factory.django.DjangoModelFactory[GrantPool]):
    class Meta:
        model = GrantPool

    name = factory.Sequence(lambda n: f"Initiativpuljen {n}")
    fiscal_year = 2026
    budget = Decimal("100000.00")
    legal_basis = "Kommunalfuldmagten"


class FundingRoundFactory(factory.django.DjangoModelFactory[FundingRound]):
    class Meta:
        model = FundingRound

    pool = factory.SubFactory(GrantPoolFactory)
    title = factory.Sequence(lambda n: f"Straks {n}")
    track = Track.FAST
    opens_on = factory.LazyFunction(lambda: timezone.localdate() - datetime.timedelta(days=10))
    ceiling = Decimal("20000.00")
    promised_days = 7


class CriterionFactory(factory.django.DjangoModelFactory[Criterion]):
    class Meta:
        model = Criterion

    funding_round = factory.SubFactory(FundingRoundFactory)
    name = factory.Sequence(lambda n: f"Åbent for alle {n}")


class InitiativeFactory(factory.django.DjangoModelFactory[Initiative]):
    class Meta:
        model = Initiative

    number = factory.Sequence(lambda n: f"TST-2026-{n:04d}")
    title = factory.Sequence(lambda n: f"Højbede og fællesspisning {n}")
    neighbourhood = factory.SubFactory(NeighbourhoodFactory)
    theme = factory.SubFactory(ThemeFactory)
    description = "Vi bygger højbede ved karréen og spiser sammen hver måned. Alle kan være med."


def led_by(user: User, **fields: object) -> Initiative:
    """An initiative with this person as its «tovholder»."""
    initiative = InitiativeFactory.create(**fields)
    InitiativeMember.objects.create(initiative=initiative, user=user, role=MemberRole.LEAD)
    return initiative


def application(
    *,
    status: ApplicationStatus = ApplicationStatus.SUBMITTED,
    by: User | None = None,
    funding_round: FundingRound | None = None,
    amount: Decimal = Decimal("5000.00"),
    **fields: object,
) -> Application:
    """A complete application put straight into a status, for tests that begin there."""
    user = by or UserFactory.create()
    funding_round = funding_round or FundingRoundFactory.create()
    day = timezone.localdate()
    initiative = fields.pop("initiative", None) or led_by(
        user,
        starts_on=day + datetime.timedelta(days=60),
        ends_on=day + datetime.timedelta(days=90),
    )
    sent = status != ApplicationStatus.DRAFT
    made = Application.objects.create(
        initiative=initiative,
        funding_round=funding_round,
        applicant=user,
        status=status,
        applicant_kind=ApplicantKind.GROUP,
        in_municipality=True,
        open_to_all=OpenToAll.YES,
        has_begun=False,
        why_here="Vi mangler et sted at mødes.",
        audience=[Audience.EVERYONE],
        organisers="Åse (tovholder) og Øjvind",
        organiser_count=3,
        participant_count=40,
        outreach="Opslag i opgangene",
        has_met_guide=False,
        has_sought_elsewhere=False,
        place_permission=PlacePermission.YES,
        contact_name=user.full_name,
        contact_phone=user.phone,
        contact_email=user.email,
        payout_way=PayoutWay.MUNICIPALITY_PAYS,
        amount_requested=amount if sent else Decimal("0.00"),
        submitted_at=timezone.now() if sent else None,
        answer_by=funding_round.answer_by(day) if sent else None,
        **fields,
    )
    BudgetLine.objects.create(application=made, position=0, text="Jord og brædder", amount=amount)
    return made
