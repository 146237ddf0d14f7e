"""Migrations that change rows do what they say to rows; the others run on each new database."""

from __future__ import annotations

import re
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from initiatives.enums import AwardStatus, PaymentStatus
from initiatives.models import Payment
from portal.users.models import User
from tests.factories.initiatives import application
from tests.initiatives.actions.conftest import World, world

__all__ = ["world"]

# Those that change rows which are there: each has its test below.
ON_ROWS = {"initiatives/0004_milestones_from_text", "initiatives/0011_payments"}
# Those whose test on rows stands with its own area.
ELSEWHERE = {
    "guides/0008_programmes_of_existing_courses": "tests/guides/test_training_migration.py"
}
# Those that only add rows to tables that are new then, as every test database shows.
ON_NOTHING = {
    "guides/0002_reference_data_permissions", "guides/0004_plan_templates",
    "guides/0010_programme_permissions",
    "home/0002_first_pages", "home/0003_role_permissions", "home/0007_setup_permissions",
    "home/0009_approval_before_publishing",
    "post/0002_who_sees_mails", "users/0002_role_groups",
}  # fmt: skip
# Those whose statements stand in a function that triggers call, which the tests of the list and
# of kept pages walk.
BY_TRIGGER = {"initiatives/0012_case_list", "kept/0001_content_change"}
# Those that do what others did, as `test_squashed_migrations.py` shows.
SQUASHED = {
    "guides/0001_squashed_0011_session_material_file",
    "home/0001_squashed_0011_footer_and_stripes",
    "post/0001_squashed_0004_mails_about_events",
    "users/0001_squashed_0003_citizens_way",
}
_CHANGES_ROWS = re.compile(r"RunPython\(|^\s+(UPDATE|INSERT INTO|DELETE FROM) ", re.MULTILINE)


def test_every_migration_of_data_is_known_here() -> None:
    found = set()
    for file in Path(settings.BASE_DIR).glob("*/**/migrations/0*.py"):
        if ".venv" not in file.parts and "node_modules" not in file.parts:
            text = file.read_text()
            # What a trigger does later is no change of the migration's own.
            text = re.sub(r"(func|sql|declare)=.*", "", text)
            if _CHANGES_ROWS.search(text):
                found.add(f"{file.parent.parent.name}/{file.stem}")
    known = ON_NOTHING | ON_ROWS | BY_TRIGGER | SQUASHED | ELSEWHERE.keys()
    assert found - known == set(), "give it a test on rows, or a line above"
    assert found >= ON_ROWS | ELSEWHERE.keys()
    for name, test in ELSEWHERE.items():
        assert name.split("/")[1] in Path(settings.BASE_DIR, test).read_text(), test


@pytest.mark.django_db
def test_payments_of_before_are_paid_and_lapsed_grants_hold_nothing(
    world: World, payer: User
) -> None:
    """`initiatives.0011`: a payment was always one that had been made; now that is a status."""
    recorded_at = timezone.now()
    kept, lapsed = world.award(AwardStatus.RUNNING), world.award(AwardStatus.LAPSED)
    kept.payments.create(
        amount=Decimal(2000), paid_on=timezone.localdate(), recorded_by=payer,
        recorded_at=recorded_at,
    )  # fmt: skip
    module = import_module("initiatives.migrations.0011_payments")
    (step,) = [one for one in module.Migration.operations if isinstance(one, migrations.RunSQL)]
    with connection.cursor() as cursor:
        cursor.execute(step.sql)
    row = Payment.objects.get()
    assert (row.status, row.approved_by, row.approved_at) == (
        PaymentStatus.PAID,
        payer,
        recorded_at,
    )
    kept.refresh_from_db()
    lapsed.refresh_from_db()
    assert (kept.amount_returned, lapsed.amount_returned) == (Decimal(0), lapsed.amount)
    assert kept.amount_paid == Decimal(2000)


@pytest.mark.django_db
def test_each_line_of_the_old_text_is_a_milestone() -> None:
    """`initiatives.0004`, with the column as it was before."""
    row, empty = application(), application()
    way = MigrationLoader(connection, replace_migrations=False)
    before = way.project_state(("initiatives", "0003_citizens_way")).apps
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(
            "ALTER TABLE initiatives_application ADD milestones text NOT NULL DEFAULT ''"
        )
        cursor.execute(
            "UPDATE initiatives_application SET milestones = %s WHERE id = %s",
            [f"Spørg om lov\r\n\n  Byg bedene  \n{'x' * 90}", row.pk],
        )
    import_module("initiatives.migrations.0004_milestones_from_text").from_text(before, None)
    made = list(row.milestones.values_list("position", "text", "month"))
    assert made == [(0, "Spørg om lov", None), (1, "Byg bedene", None), (2, "x" * 80, None)]
    assert not empty.milestones.exists()
