"""Offers of help from residents."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("initiatives", "0015_claims_waived_and_told"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HelpOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("HANDS", "Hænder"),
                            ("PLACE", "Et sted"),
                            ("TOOLS", "Værktøj"),
                            ("KNOWLEDGE", "Viden"),
                            ("THINGS", "Ting"),
                        ],
                        max_length=10,
                        verbose_name="Hvad kan du hjælpe med?",
                    ),
                ),
                ("text", models.CharField(max_length=200, verbose_name="Fortæl kort")),
                ("active_until", models.DateField(verbose_name="Gælder til og med")),
                (
                    "status",
                    models.CharField(
                        choices=[("OPEN", "Gælder"), ("WITHDRAWN", "Trukket tilbage")],
                        default="OPEN",
                        max_length=10,
                    ),
                ),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("AWAITING_MODERATION", "Afventer gennemsyn"),
                            ("PUBLIC", "Vist uden navn"),
                            ("HIDDEN", "Ikke vist"),
                        ],
                        default="AWAITING_MODERATION",
                        max_length=20,
                    ),
                ),
                ("hidden_because", models.CharField(blank=True, max_length=500)),
                ("offered_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("submission_token", models.UUIDField(editable=False, unique=True)),
                (
                    "looked_at_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="offers",
                        to="initiatives.helpneed",
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to="areas.neighbourhood",
                    ),
                ),
                (
                    "offered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offers",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="areas.theme",
                    ),
                ),
            ],
            options={
                "ordering": ["-offered_at", "-pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "OPEN")),
                        fields=["neighbourhood", "active_until"],
                        name="offer_running_by_place",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["HANDS", "PLACE", "TOOLS", "KNOWLEDGE", "THINGS"])
                        ),
                        name="offer_kind_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "OPEN"), ("withdrawn_at__isnull", True)),
                            models.Q(("status", "WITHDRAWN"), ("withdrawn_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="offer_withdrawn_has_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("visibility__in", ["AWAITING_MODERATION", "PUBLIC", "HIDDEN"])
                        ),
                        name="offer_visibility_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("visibility", "HIDDEN"), _negated=True),
                            models.Q(("hidden_because", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="offer_hidden_has_reason",
                    ),
                ],
            },
        ),
    ]
