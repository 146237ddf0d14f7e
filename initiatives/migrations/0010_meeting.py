import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0009_assessment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AwardProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("application_version", models.PositiveIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("reasons", models.TextField(blank=True, max_length=4000)),
                (
                    "criteria_ids",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), blank=True, default=list, size=None
                    ),
                ),
                ("proposed_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="DecisionMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("title", models.CharField(max_length=80, verbose_name="Titel")),
                ("meets_on", models.DateField(verbose_name="Dato")),
                ("opened_at", models.DateTimeField(auto_now_add=True)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "beslutningsmøde",
                "verbose_name_plural": "beslutningsmøder",
                "ordering": ["-meets_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="TrialAward",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("version", models.PositiveIntegerField(default=1)),
                ("marked_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="decision",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="decision",
            name="update_update",
        ),
        migrations.AddField(
            model_name="decision",
            name="next_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="next_round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="initiatives.fundinground",
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="next_step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("GUIDE", "Tal idéen igennem med en guide"),
                    ("OTHER_ROUND", "Søg i en anden runde"),
                    ("LATER", "Søg igen senere"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="decision",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="next_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="next_round",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="initiatives.fundinground",
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="next_step",
            field=models.CharField(
                blank=True,
                choices=[
                    ("GUIDE", "Tal idéen igennem med en guide"),
                    ("OTHER_ROUND", "Søg i en anden runde"),
                    ("LATER", "Søg igen senere"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="decisionevent",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_decisionevent" ("amount", "application_id", "decided_at", "decided_by_id", "id", "legal_basis", "next_on", "next_round_id", "next_step", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reasons", "reopened_at", "reopened_by_id", "reopened_reason") VALUES (NEW."amount", NEW."application_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."legal_basis", NEW."next_on", NEW."next_round_id", NEW."next_step", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."proposed_by_id", NEW."reasons", NEW."reopened_at", NEW."reopened_by_id", NEW."reopened_reason"); RETURN NULL;',
                    hash="275b20adac5e38127f15f7a6b18b62d7c3e5fffe",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bfe55",
                    table="initiatives_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_decisionevent" ("amount", "application_id", "decided_at", "decided_by_id", "id", "legal_basis", "next_on", "next_round_id", "next_step", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "proposed_by_id", "reasons", "reopened_at", "reopened_by_id", "reopened_reason") VALUES (NEW."amount", NEW."application_id", NEW."decided_at", NEW."decided_by_id", NEW."id", NEW."legal_basis", NEW."next_on", NEW."next_round_id", NEW."next_step", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."proposed_by_id", NEW."reasons", NEW."reopened_at", NEW."reopened_by_id", NEW."reopened_reason"); RETURN NULL;',
                    hash="0423abfcf6c4c03fea1d999760008ec17d2e69b0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0ad01",
                    table="initiatives_decision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("proposed_by__isnull", True),
                    models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="decision_two_are_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("next_on__isnull", True), ("next_round__isnull", True), ("next_step", "")
                    ),
                    models.Q(
                        ("next_on__isnull", True),
                        ("next_round__isnull", True),
                        ("next_step", "GUIDE"),
                    ),
                    models.Q(("next_round__isnull", False), ("next_step", "OTHER_ROUND")),
                    models.Q(("next_on__isnull", False), ("next_step", "LATER")),
                    _connector="OR",
                ),
                name="decision_next_step_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("next_step", ""), ("outcome", "REFUSED"), _connector="OR"),
                name="decision_next_step_after_refusal",
            ),
        ),
        migrations.AddField(
            model_name="awardproposal",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="award_proposals",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="awardproposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionmeeting",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionmeeting",
            name="opened_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="decisionmeeting",
            name="pool",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="initiatives.grantpool",
            ),
        ),
        migrations.AddField(
            model_name="trialaward",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="trial_awards",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="trialaward",
            name="marked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="trialaward",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="marks",
                to="initiatives.decisionmeeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="awardproposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="proposal_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="awardproposal",
            constraint=models.UniqueConstraint(
                fields=("application", "application_version"), name="proposal_once_a_version"
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmeeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("pool",),
                name="meeting_one_open_per_pool",
            ),
        ),
        migrations.AddConstraint(
            model_name="decisionmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="meeting_closed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="trialaward",
            constraint=models.UniqueConstraint(
                fields=("meeting", "application"), name="trial_award_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="trialaward",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)), name="trial_award_amount_not_negative"
            ),
        ),
    ]
