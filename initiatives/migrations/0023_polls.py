"""Short polls of a neighbourhood."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("initiatives", "0022_comments"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("question", models.CharField(max_length=160, verbose_name="Spørgsmål")),
                ("why", models.TextField(max_length=600, verbose_name="Derfor spørger vi")),
                (
                    "influence",
                    models.CharField(
                        choices=[
                            ("HEARD", "I bliver hørt"),
                            ("CO_DECIDE", "I er med til at beslutte"),
                            ("DECIDE", "I beslutter"),
                        ],
                        max_length=10,
                        verbose_name="Indflydelse",
                    ),
                ),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="Svar"
                    ),
                ),
                (
                    "takes_several",
                    models.BooleanField(default=False, verbose_name="Man kan vælge flere"),
                ),
                ("opens_on", models.DateField(verbose_name="Første dag")),
                ("closes_on", models.DateField(verbose_name="Sidste dag")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Kladde"),
                            ("CONFIRMED", "Godkendt"),
                            ("CLOSED", "Mangler svar"),
                            ("ANSWERED", "Besvaret"),
                            ("DROPPED", "Kasseret"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_because", models.CharField(blank=True, max_length=400)),
                ("answer_count", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "result",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), blank=True, null=True, size=None
                    ),
                ),
                (
                    "reply",
                    models.TextField(blank=True, max_length=1500, verbose_name="Det gjorde vi"),
                ),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("submission_token", models.UUIDField(editable=False, unique=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="polls",
                        to="areas.neighbourhood",
                    ),
                ),
            ],
            options={
                "verbose_name": "spørgsmål til kvarteret",
                "verbose_name_plural": "spørgsmål til kvarteret",
                "ordering": ["-closes_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PollAnswer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveSmallIntegerField(), size=None
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="initiatives.poll",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PollEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entry",
                        to="initiatives.pollanswer",
                    ),
                ),
                (
                    "poll",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="entries",
                        to="initiatives.poll",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="poll_entries",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="PollEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("question", models.CharField(max_length=160, verbose_name="Spørgsmål")),
                ("why", models.TextField(max_length=600, verbose_name="Derfor spørger vi")),
                (
                    "influence",
                    models.CharField(
                        choices=[
                            ("HEARD", "I bliver hørt"),
                            ("CO_DECIDE", "I er med til at beslutte"),
                            ("DECIDE", "I beslutter"),
                        ],
                        max_length=10,
                        verbose_name="Indflydelse",
                    ),
                ),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), size=None, verbose_name="Svar"
                    ),
                ),
                (
                    "takes_several",
                    models.BooleanField(default=False, verbose_name="Man kan vælge flere"),
                ),
                ("opens_on", models.DateField(verbose_name="Første dag")),
                ("closes_on", models.DateField(verbose_name="Sidste dag")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("DRAFT", "Kladde"),
                            ("CONFIRMED", "Godkendt"),
                            ("CLOSED", "Mangler svar"),
                            ("ANSWERED", "Besvaret"),
                            ("DROPPED", "Kasseret"),
                        ],
                        default="DRAFT",
                        max_length=10,
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                ("closed_because", models.CharField(blank=True, max_length=400)),
                ("answer_count", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "result",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.PositiveIntegerField(), blank=True, null=True, size=None
                    ),
                ),
                (
                    "reply",
                    models.TextField(blank=True, max_length=1500, verbose_name="Det gjorde vi"),
                ),
                ("replied_at", models.DateTimeField(blank=True, null=True)),
                ("submission_token", models.UUIDField(editable=False)),
                (
                    "made_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "neighbourhood",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="areas.neighbourhood",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="events",
                        to="initiatives.poll",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="poll",
            index=models.Index(fields=["neighbourhood", "closes_on"], name="poll_by_place"),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ["DRAFT", "CONFIRMED", "CLOSED", "ANSWERED", "DROPPED"])
                ),
                name="poll_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("influence__in", ["HEARD", "CO_DECIDE", "DECIDE"])),
                name="poll_influence_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("options__len__gte", 2), ("options__len__lte", 8)),
                name="poll_has_options",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                name="poll_closes_after_opening",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["CLOSED", "ANSWERED"]), _negated=True),
                    models.Q(
                        ("answer_count__isnull", False),
                        ("closed_at__isnull", False),
                        ("result__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="poll_closed_is_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="poll",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "ANSWERED"), _negated=True),
                    models.Q(models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)),
                    _connector="OR",
                ),
                name="poll_answered_has_words",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="poll",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_pollevent" ("answer_count", "closed_at", "closed_because", "closes_on", "id", "influence", "made_at", "made_by_id", "neighbourhood_id", "opens_on", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "replied_at", "reply", "result", "status", "submission_token", "takes_several", "version", "why") VALUES (NEW."answer_count", NEW."closed_at", NEW."closed_because", NEW."closes_on", NEW."id", NEW."influence", NEW."made_at", NEW."made_by_id", NEW."neighbourhood_id", NEW."opens_on", NEW."options", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."question", NEW."replied_at", NEW."reply", NEW."result", NEW."status", NEW."submission_token", NEW."takes_several", NEW."version", NEW."why"); RETURN NULL;',
                    hash="94322a5edfa0e971c3d503d2ca45e3809321c30f",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_12c45",
                    table="initiatives_poll",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="poll",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_pollevent" ("answer_count", "closed_at", "closed_because", "closes_on", "id", "influence", "made_at", "made_by_id", "neighbourhood_id", "opens_on", "options", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "question", "replied_at", "reply", "result", "status", "submission_token", "takes_several", "version", "why") VALUES (NEW."answer_count", NEW."closed_at", NEW."closed_because", NEW."closes_on", NEW."id", NEW."influence", NEW."made_at", NEW."made_by_id", NEW."neighbourhood_id", NEW."opens_on", NEW."options", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."question", NEW."replied_at", NEW."reply", NEW."result", NEW."status", NEW."submission_token", NEW."takes_several", NEW."version", NEW."why"); RETURN NULL;',
                    hash="c0c8152fa8270202095526e554dc4bfee4540a78",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_da38e",
                    table="initiatives_poll",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="pollentry",
            constraint=models.UniqueConstraint(fields=("poll", "user"), name="poll_entry_once"),
        ),
    ]
