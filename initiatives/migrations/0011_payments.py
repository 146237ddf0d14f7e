import uuid
from decimal import Decimal

import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0010_meeting"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BatchLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("settled_at", models.DateTimeField(blank=True, null=True)),
                ("failure", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["batch", "number"],
            },
        ),
        migrations.CreateModel(
            name="CprNumber",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sealed", models.BinaryField()),
                ("given_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="PaymentBatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("token", models.UUIDField(editable=False, unique=True)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("line_count", models.PositiveIntegerField()),
                ("amount_total", models.DecimalField(decimal_places=2, max_digits=14)),
                ("sha256", models.CharField(max_length=64)),
                ("sealed", models.BinaryField(null=True)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("ASSOCIATION_CVR", "Til foreningen (CVR)"),
                            ("PERSON_CPR", "Til en privatperson"),
                            ("MUNICIPALITY_PAYS", "Kommunen betaler regningen"),
                            ("HOST_ASSOCIATION", "Gennem en værtsforening"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("cvr", models.CharField(blank=True, max_length=8)),
                ("has_agreement", models.BooleanField(default=False)),
                ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name="PayoutEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("ASSOCIATION_CVR", "Til foreningen (CVR)"),
                            ("PERSON_CPR", "Til en privatperson"),
                            ("MUNICIPALITY_PAYS", "Kommunen betaler regningen"),
                            ("HOST_ASSOCIATION", "Gennem en værtsforening"),
                        ],
                        max_length=20,
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=120)),
                ("cvr", models.CharField(blank=True, max_length=8)),
                ("has_agreement", models.BooleanField(default=False)),
                ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Repayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("reason", models.TextField(max_length=800)),
                ("due_on", models.DateField()),
                ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "amount_paid_back",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
                ),
                ("paid_back_on", models.DateField(blank=True, null=True)),
                ("reminders_sent", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="RepaymentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
                ("reason", models.TextField(max_length=800)),
                ("due_on", models.DateField()),
                ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "amount_paid_back",
                    models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
                ),
                ("paid_back_on", models.DateField(blank=True, null=True)),
                ("reminders_sent", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AlterModelOptions(
            name="payment",
            options={"ordering": ["paid_on", "due_on", "pk"]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="award",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="award",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="payment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="payment",
            name="update_update",
        ),
        migrations.AddField(
            model_name="award",
            name="amount_returned",
            field=models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
        ),
        migrations.AddField(
            model_name="award",
            name="lapse_warned_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="awardevent",
            name="amount_returned",
            field=models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
        ),
        migrations.AddField(
            model_name="awardevent",
            name="lapse_warned_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="payment",
            name="approved_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="payment",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="condition",
            field=models.CharField(
                choices=[
                    ("TERMS", "Vilkår accepteret"),
                    ("REPORT", "Afrapportering godkendt"),
                    ("RECEIPT", "Bilag modtaget"),
                ],
                default="TERMS",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="payment",
            name="note",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="payment",
            name="failure",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="payment",
            name="status",
            field=models.CharField(
                choices=[
                    ("PLANNED", "Planlagt"),
                    ("APPROVED", "Godkendt"),
                    ("EXPORTED", "Sendt til udbetaling"),
                    ("PAID", "Udbetalt"),
                    ("FAILED", "Gik ikke igennem"),
                    ("CANCELLED", "Udgået"),
                ],
                default="PLANNED",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="paymentevent",
            name="approved_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentevent",
            name="approved_by",
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
        migrations.AddField(
            model_name="paymentevent",
            name="condition",
            field=models.CharField(
                choices=[
                    ("TERMS", "Vilkår accepteret"),
                    ("REPORT", "Afrapportering godkendt"),
                    ("RECEIPT", "Bilag modtaget"),
                ],
                default="TERMS",
                max_length=8,
            ),
        ),
        migrations.AddField(
            model_name="paymentevent",
            name="due_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="paymentevent",
            name="note",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="paymentevent",
            name="failure",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="paymentevent",
            name="status",
            field=models.CharField(
                choices=[
                    ("PLANNED", "Planlagt"),
                    ("APPROVED", "Godkendt"),
                    ("EXPORTED", "Sendt til udbetaling"),
                    ("PAID", "Udbetalt"),
                    ("FAILED", "Gik ikke igennem"),
                    ("CANCELLED", "Udgået"),
                ],
                default="PLANNED",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="report",
            name="amount_accepted",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="checked_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="report",
            name="checked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reportline",
            name="amount_accepted",
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="reportline",
            name="remark",
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name="reportline",
            name="verdict",
            field=models.CharField(
                blank=True,
                choices=[
                    ("ACCEPTED", "Godkendt"),
                    ("ASKED", "Vi har spurgt gruppen"),
                    ("REMARK", "Godkendt med en bemærkning"),
                ],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="awardfile",
            name="kind",
            field=models.CharField(
                choices=[("RECEIPT", "Kvittering"), ("PICTURE", "Billede"), ("BILL", "Regning")],
                max_length=8,
            ),
        ),
        migrations.AlterField(
            model_name="payment",
            name="paid_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="payment",
            name="recorded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="payment",
            name="recorded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="paymentevent",
            name="paid_on",
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="paymentevent",
            name="recorded_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="paymentevent",
            name="recorded_by",
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
        # What was recorded before is paid; what lapsed has gone back.
        migrations.RunSQL(
            """
            SET CONSTRAINTS ALL IMMEDIATE;
            UPDATE initiatives_payment
               SET status = 'PAID', approved_by_id = recorded_by_id, approved_at = recorded_at;
            UPDATE initiatives_paymentevent
               SET status = 'PAID', approved_by_id = recorded_by_id, approved_at = recorded_at;
            UPDATE initiatives_award SET amount_returned = amount WHERE status = 'LAPSED';
            SET CONSTRAINTS ALL DEFERRED;
            """,
            migrations.RunSQL.noop,
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("status", "PAID"), _negated=True),
                fields=["status", "due_on"],
                name="payment_not_made",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_awardevent" ("accepted_at", "amount", "amount_returned", "application_id", "awarded_at", "closed_at", "decision_id", "id", "lapse_warned_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "report_due_on", "status") VALUES (NEW."accepted_at", NEW."amount", NEW."amount_returned", NEW."application_id", NEW."awarded_at", NEW."closed_at", NEW."decision_id", NEW."id", NEW."lapse_warned_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pool_id", NEW."report_due_on", NEW."status"); RETURN NULL;',
                    hash="ee1aaeed96728f192c83b1a6e10fba1d411dda2b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_82dda",
                    table="initiatives_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="award",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_awardevent" ("accepted_at", "amount", "amount_returned", "application_id", "awarded_at", "closed_at", "decision_id", "id", "lapse_warned_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "report_due_on", "status") VALUES (NEW."accepted_at", NEW."amount", NEW."amount_returned", NEW."application_id", NEW."awarded_at", NEW."closed_at", NEW."decision_id", NEW."id", NEW."lapse_warned_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pool_id", NEW."report_due_on", NEW."status"); RETURN NULL;',
                    hash="51fdab284d04b092667f6c5baab9b00cb1729f13",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_dead1",
                    table="initiatives_award",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_paymentevent" ("amount", "approved_at", "approved_by_id", "award_id", "condition", "due_on", "failure", "id", "note", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "status") VALUES (NEW."amount", NEW."approved_at", NEW."approved_by_id", NEW."award_id", NEW."condition", NEW."due_on", NEW."failure", NEW."id", NEW."note", NEW."paid_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."status"); RETURN NULL;',
                    hash="a07e94a4be1202e379bd35b587687dd7d583d48a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_256e1",
                    table="initiatives_payment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_paymentevent" ("amount", "approved_at", "approved_by_id", "award_id", "condition", "due_on", "failure", "id", "note", "paid_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "recorded_by_id", "status") VALUES (NEW."amount", NEW."approved_at", NEW."approved_by_id", NEW."award_id", NEW."condition", NEW."due_on", NEW."failure", NEW."id", NEW."note", NEW."paid_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."recorded_by_id", NEW."status"); RETURN NULL;',
                    hash="915db7e59026f2058a2c1dd035a71e9a0fb0ee16",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8936d",
                    table="initiatives_payment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="award",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_returned__gte", 0), ("amount_returned__lte", models.F("amount"))
                ),
                name="award_returns_at_most_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["PLANNED", "APPROVED", "EXPORTED", "PAID", "FAILED", "CANCELLED"],
                    )
                ),
                name="payment_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "PAID"), _negated=True),
                    models.Q(("paid_on__isnull", False), ("recorded_by__isnull", False)),
                    _connector="OR",
                ),
                name="payment_paid_has_day_and_payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["APPROVED", "EXPORTED"]), _negated=True),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="payment_let_go_has_payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="report",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("checked_at__isnull", True), ("amount_accepted__gte", 0), _connector="OR"
                ),
                name="report_checked_has_amount",
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batch_lines",
                to="initiatives.payment",
            ),
        ),
        migrations.AddField(
            model_name="cprnumber",
            name="award",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="cpr_number",
                to="initiatives.award",
            ),
        ),
        migrations.AddField(
            model_name="paymentbatch",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="batchline",
            name="batch",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="lines",
                to="initiatives.paymentbatch",
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="award",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payout",
                to="initiatives.award",
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="confirmed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="payoutevent",
            name="award",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="initiatives.award",
            ),
        ),
        migrations.AddField(
            model_name="payoutevent",
            name="confirmed_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="payoutevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="payoutevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="initiatives.payout",
            ),
        ),
        migrations.AddField(
            model_name="repayment",
            name="award",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="repayment",
                to="initiatives.award",
            ),
        ),
        migrations.AddField(
            model_name="repayment",
            name="claimed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="repaymentevent",
            name="award",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="initiatives.award",
            ),
        ),
        migrations.AddField(
            model_name="repaymentevent",
            name="claimed_by",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="repaymentevent",
            name="pgh_context",
            field=models.ForeignKey(
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="pghistory.context",
            ),
        ),
        migrations.AddField(
            model_name="repaymentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="initiatives.repayment",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("failure", "")),
                fields=("payment",),
                name="batch_line_each_payment_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="batchline",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="batch_line_number_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way__in", ["ASSOCIATION_CVR", "HOST_ASSOCIATION"]), _negated=True),
                    models.Q(("cvr", ""), _negated=True),
                    _connector="OR",
                ),
                name="payout_association_has_cvr",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("way", "HOST_ASSOCIATION"), _negated=True),
                    ("has_agreement", True),
                    _connector="OR",
                ),
                name="payout_host_has_agreed",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payout",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_payoutevent" ("award_id", "confirmed_at", "confirmed_by_id", "cvr", "has_agreement", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (NEW."award_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."cvr", NEW."has_agreement", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."way"); RETURN NULL;',
                    hash="4b0bf6f4e31011b3fe82cffaecb87ff740811a8e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_ed29c",
                    table="initiatives_payout",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="payout",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_payoutevent" ("award_id", "confirmed_at", "confirmed_by_id", "cvr", "has_agreement", "id", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "way") VALUES (NEW."award_id", NEW."confirmed_at", NEW."confirmed_by_id", NEW."cvr", NEW."has_agreement", NEW."id", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."way"); RETURN NULL;',
                    hash="f79a4c5ac9797dcc229a39154f5ce178aec93bc6",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e26aa",
                    table="initiatives_payout",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="repayment_amount_positive"
            ),
        ),
        migrations.AddConstraint(
            model_name="repayment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_paid_back__gte", 0), ("amount_paid_back__lte", models.F("amount"))
                ),
                name="repayment_at_most_the_claim",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repayment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_repaymentevent" ("amount", "amount_paid_back", "award_id", "claimed_at", "claimed_by_id", "due_on", "id", "paid_back_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent") VALUES (NEW."amount", NEW."amount_paid_back", NEW."award_id", NEW."claimed_at", NEW."claimed_by_id", NEW."due_on", NEW."id", NEW."paid_back_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reminders_sent"); RETURN NULL;',
                    hash="aa87568d1fe81cd07fcfe9409431cd6561b0f51c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_27b3a",
                    table="initiatives_repayment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="repayment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_repaymentevent" ("amount", "amount_paid_back", "award_id", "claimed_at", "claimed_by_id", "due_on", "id", "paid_back_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent") VALUES (NEW."amount", NEW."amount_paid_back", NEW."award_id", NEW."claimed_at", NEW."claimed_by_id", NEW."due_on", NEW."id", NEW."paid_back_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reminders_sent"); RETURN NULL;',
                    hash="3dc85344ca1459f28a74afe8c99a9ba683f34bc1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8d875",
                    table="initiatives_repayment",
                    when="AFTER",
                ),
            ),
        ),
    ]
