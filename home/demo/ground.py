"""What stands before anything happens: places, people, organisations, money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib.auth.models import Group

from guides.models import (
    CommunityGuide,
    Organisation,
    TrainingModule,
    TrainingProgramme,
    TrainingRequirement,
)
from home.demo import PERSONAS
from home.demo.clock import Calendar
from home.demo.data import Row, read
from initiatives.enums import Track
from initiatives.models import (
    Criterion,
    FundingRound,
    GrantPool,
    PoolShare,
    StandardReason,
)
from initiatives.models.setup import ReasonKind
from portal.areas.models import Neighbourhood, Theme
from portal.users.actions import ensure_account
from portal.users.models import User

POOL = "Initiativpuljen"
ORGANISATION = "Fællesskabernes Hus Vestegnen"
OPENED_DAYS_AGO = 260
CRITERIA = (
    "Åbent for alle",
    "Skaber fællesskab",
    "Frivillige bærer det",
    "Nyt for kvarteret eller for jer",
    "Realistisk plan og budget",
)


def is_loaded() -> bool:
    """Tell whether the demo is in this database already."""
    return Organisation.objects.filter(name=ORGANISATION).exists()


def lay_out_places() -> None:
    """Make the neighbourhoods and themes that are not there yet."""
    for order, row in enumerate(read("places")["theme"]):
        Theme.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "colour": row["colour"],
                "icon": row["icon"],
                "order": order,
            },
        )
    for row in read("places")["place"]:
        latitude, longitude = row["point"]
        Neighbourhood.objects.get_or_create(
            slug=row["slug"],
            defaults={
                "name": row["name"],
                "latitude": latitude,
                "longitude": longitude,
                "population": row["population"],
            },
        )


def hire_people(calendar: Calendar) -> None:
    """Make the accounts of staff and guides, and what the guides belong to."""
    people = read("people")
    for row in people["staff"]:
        user = ensure_account(email=row["email"], full_name=row["name"])
        if "title" in row:
            user.job_title = row["title"]
            user.save(update_fields=["job_title"])
        user.groups.add(*Group.objects.filter(name__in=row["roles"]))
    operator = PERSONAS[-1]
    if not User.objects.filter(email=operator.email).exists():
        User.objects.create_superuser(operator.email, full_name=operator.name)
    for row in people["organisation"]:
        Organisation.objects.create(
            name=row["name"],
            phone=row["phone"],
            agreement_signed_on=calendar.day(-row["agreement_days_ago"]),
        )
    for row in people["guide"]:
        _hire_guide(row, calendar)
    for row in read("training")["programme"]:
        _set_up_programme(row)


def _hire_guide(row: Row, calendar: Calendar) -> None:
    user = ensure_account(email=row["email"], full_name=row["name"], phone=row["phone"])
    guide = CommunityGuide.objects.create(
        user=user,
        organisation=Organisation.objects.get(name=row["organisation"]),
        languages=row["languages"],
        phone=row["phone"],
        greeting=row["greeting"],
        capacity=18,
        active_from=calendar.day(-380),
    )
    guide.neighbourhoods.set(Neighbourhood.objects.filter(slug__in=row["places"]))
    guide.themes.set(Theme.objects.filter(slug__in=row["themes"]))


def _set_up_programme(row: Row) -> None:
    programme = TrainingProgramme.objects.create(
        title=row["title"], about=row["about"], session_minutes=row["minutes"]
    )
    for place, module in enumerate(row["modules"]):
        TrainingModule.objects.create(
            programme=programme, sort_order=place, title=module[0], about=module[1]
        )
    for place, (kind, title, modules) in enumerate(row["requirements"]):
        TrainingRequirement.objects.create(
            programme=programme,
            sort_order=place,
            kind=kind,
            title=title,
            modules=modules or None,
        )


SHARE = Decimal("60000.00")
SHARES = ("taastrupgaard", "gadehavegaard", "charlotteager")
"""The neighbourhoods that have an amount of the pool set aside, and how much (DKK)."""

READY_REASONS = (
    (
        ReasonKind.REFUSAL,
        "Ikke åbent for alle",
        "Puljen støtter det, alle kan være med i. Jeres aktivitet er for en lukket kreds.",
    ),
    (
        ReasonKind.REFUSAL,
        "Ikke penge nok",
        "Vi har vejet ansøgningerne mod hinanden. Der var ikke penge til dem alle denne gang.",
    ),
    (
        ReasonKind.DISMISSAL,
        "Uden for puljen",
        "Puljen kan ikke bruges til det, I søger om. Derfor kan vi ikke vurdere jeres idé.",
    ),
)
"""Beginnings of reasons: what for, a short name, the text."""

QUESTIONS: list[tuple[str, dict[str, Any]]] = [
    (
        "choice",
        {
            "label": "Hvor skal det mest foregå?",
            "options": ["Udendørs", "Indendørs", "Både ude og inde"],
        },
    ),
    (
        "short_text",
        {
            "label": "Hvem tager over, hvis tovholderen bliver syg?",
            "help_text": "Et fornavn er nok.",
        },
    ),
    (
        "long_text",
        {
            "label": "Hvad håber I er anderledes om et år?",
            "help_text": "En enkelt sætning er fin.",
            "is_optional": True,
            "most_characters": 400,
        },
    ),
]
"""What the round with a closing day asks beside the form's own questions."""


def open_pool(calendar: Calendar) -> None:
    """Make this year's pool with its two rounds, both open now."""
    pool = GrantPool.objects.create(
        name=POOL,
        fiscal_year=calendar.today.year,
        budget=Decimal("600000.00"),
        legal_basis="Kommunalfuldmagten og Byrådets retningslinjer for Initiativpuljen",
        account_string="4711-0001-DEMO",
    )
    PoolShare.objects.bulk_create(
        PoolShare(pool=pool, neighbourhood=place, amount=SHARE)
        for place in Neighbourhood.objects.filter(slug__in=SHARES)
    )
    StandardReason.objects.bulk_create(
        StandardReason(pool=pool, kind=kind, title=title, text=text)
        for kind, title, text in READY_REASONS
    )
    fast = FundingRound.objects.create(
        pool=pool,
        title="Straks: op til 5.000 kr.",
        track=Track.FAST,
        opens_on=calendar.day(-OPENED_DAYS_AGO),
        ceiling=Decimal(5000),
        promised_days=7,
    )
    slow = FundingRound.objects.create(
        pool=pool,
        title="Runde: op til 20.000 kr.",
        track=Track.ROUND,
        opens_on=calendar.day(-OPENED_DAYS_AGO),
        closes_on=calendar.day(24),
        ceiling=Decimal(20000),
        promised_days=30,
        extra_questions=QUESTIONS,
    )
    Criterion.objects.bulk_create(
        Criterion(funding_round=funding_round, name=name, order=order)
        for funding_round in (fast, slow)
        for order, name in enumerate(CRITERIA)
    )
