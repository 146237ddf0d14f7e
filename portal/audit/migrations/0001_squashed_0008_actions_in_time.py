"""What was done, and by whom: a log that only grows."""

import django.core.serializers.json
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import portal.audit.enums

TABLES = [
    migrations.CreateModel(
        name="AuditEvent",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
            (
                "actor",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("action", models.CharField(choices=portal.audit.enums.action_choices, max_length=60)),
            ("target_type", models.CharField(max_length=60)),
            ("target_id", models.BigIntegerField()),
            (
                "data",
                models.JSONField(
                    default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder
                ),
            ),
        ],
        options={
            "ordering": ["-at", "-pk"],
            "indexes": [
                models.Index(fields=["target_type", "target_id", "-at"], name="audit_by_target"),
                models.Index(fields=["actor", "-at"], name="audit_by_actor"),
                models.Index(fields=["action", "-at"], name="audit_by_action"),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="auditevent",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="0450288fcb55201b346da4e2d56d2293ba7aac03",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_00dfa",
                table="audit_auditevent",
                when="BEFORE",
            ),
        ),
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("audit", "0001_initial"),
        ("audit", "0002_file_actions"),
        ("audit", "0003_citizens_way"),
        ("audit", "0004_casework"),
        ("audit", "0005_money_back"),
        ("audit", "0006_contact_and_plan"),
        ("audit", "0007_actions_by_name"),
        ("audit", "0008_actions_in_time"),
    ]
    dependencies = [
        ("users", "0001_squashed_0003_citizens_way"),
    ]

    operations = [
        *TABLES,
    ]
