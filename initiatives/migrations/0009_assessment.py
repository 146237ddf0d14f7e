import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("initiatives", "0008_criteria_with_their_round"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assessment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("CASEWORKER", "Sagsbehandler"), ("PANEL", "Panel")], max_length=12
                    ),
                ),
                (
                    "comment",
                    models.TextField(blank=True, max_length=2000, verbose_name="Samlet bemærkning"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["kind", "pk"],
            },
        ),
        migrations.CreateModel(
            name="AssessmentEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("CASEWORKER", "Sagsbehandler"), ("PANEL", "Panel")], max_length=12
                    ),
                ),
                (
                    "comment",
                    models.TextField(blank=True, max_length=2000, verbose_name="Samlet bemærkning"),
                ),
                ("version", models.PositiveIntegerField(default=1)),
                ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("submitted_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CriterionScore",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("weight", models.PositiveSmallIntegerField()),
                (
                    "score",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(3)],
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="LetterText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("AWARDED", "Bevilget"),
                            ("PARTLY_AWARDED", "Delvist bevilget"),
                            ("REFUSED", "Afslag"),
                            ("DISMISSED", "Afvist"),
                        ],
                        max_length=24,
                        verbose_name="Svaret er",
                    ),
                ),
                ("text", models.TextField(max_length=2000, verbose_name="Tekst i brevet")),
                ("written_at", models.DateTimeField(auto_now=True)),
                ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                "verbose_name": "brevtekst",
                "verbose_name_plural": "brevtekster",
                "ordering": ["pool", "outcome", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("due_on", models.DateField()),
                ("assigned_at", models.DateTimeField(auto_now_add=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["due_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PanelMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "from_day",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="Fra"),
                ),
                (
                    "to_day",
                    models.DateField(
                        blank=True, help_text="Sidste dag.", null=True, verbose_name="Til"
                    ),
                ),
            ],
            options={
                "verbose_name": "panelmedlem",
                "verbose_name_plural": "panelmedlemmer",
                "ordering": ["user__full_name"],
            },
        ),
        migrations.CreateModel(
            name="PoolShare",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=12,
                        validators=[django.core.validators.MinValueValidator(0)],
                        verbose_name="Beløb (kr.)",
                    ),
                ),
                (
                    "amount_committed",
                    models.DecimalField(
                        decimal_places=2, default=Decimal("0.00"), editable=False, max_digits=12
                    ),
                ),
            ],
            options={
                "verbose_name": "kvarterets andel",
                "verbose_name_plural": "kvarterernes andele",
                "ordering": ["neighbourhood__name"],
            },
        ),
        migrations.CreateModel(
            name="RoundSetup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("content", models.JSONField()),
                ("sha256", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="SecondOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("is_guide", models.BooleanField()),
                ("question", models.TextField(max_length=1000, verbose_name="Spørgsmål")),
                ("due_on", models.DateField(verbose_name="Frist")),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("POSITIVE", "Taler for"),
                            ("NEUTRAL", "Hverken for eller imod"),
                            ("NEGATIVE", "Taler imod"),
                        ],
                        max_length=10,
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=2000, verbose_name="Udtalelse")),
                ("answered_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["asked_at"],
            },
        ),
        migrations.CreateModel(
            name="StandardReason",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("REFUSAL", "Afslag"), ("DISMISSAL", "Afvisning")],
                        max_length=12,
                        verbose_name="Bruges ved",
                    ),
                ),
                (
                    "title",
                    models.CharField(
                        help_text="Sådan finder sagsbehandleren teksten.",
                        max_length=60,
                        verbose_name="Kort navn",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        help_text="Skriv til gruppen med “I”. Sagsbehandleren skriver det konkrete til.",
                        max_length=1000,
                        verbose_name="Tekst",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="I brug")),
            ],
            options={
                "verbose_name": "standardbegrundelse",
                "verbose_name_plural": "standardbegrundelser",
                "ordering": ["pool", "kind", "title"],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="fundinground",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="fundinground",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="grantpool",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="grantpool",
            name="update_update",
        ),
        migrations.AddField(
            model_name="criterion",
            name="help_text",
            field=models.CharField(
                blank=True,
                help_text="Hvad man skal se efter. Står over karakteren.",
                max_length=200,
                verbose_name="Hjælpelinje",
            ),
        ),
        migrations.AddField(
            model_name="fundinground",
            name="decision_level",
            field=models.CharField(
                choices=[
                    ("ADMINISTRATION", "Forvaltningen"),
                    ("PANEL", "Forvaltningen efter panelets råd"),
                    ("COMMITTEE", "Et politisk udvalg"),
                    ("LOCAL_VOTE", "Forvaltningen efter kvarterets afstemning"),
                ],
                default="ADMINISTRATION",
                max_length=16,
                verbose_name="Hvem beslutter",
            ),
        ),
        migrations.AddField(
            model_name="fundinground",
            name="payout_plan",
            field=models.CharField(
                choices=[
                    ("UPFRONT", "Forud"),
                    ("HALVES", "Halvdelen forud, resten efter regnskab"),
                    ("AFTER_ACCOUNTS", "Efter regnskab"),
                ],
                blank=True,
                default="",
                help_text="Tom: små beløb forud, større i to halvdele.",
                max_length=16,
                verbose_name="Udbetaling",
            ),
        ),
        migrations.AddField(
            model_name="fundinground",
            name="second_approver_above",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Tom, hvis én godkender altid er nok.",
                max_digits=12,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="To godkendere over (kr.)",
            ),
        ),
        migrations.AddField(
            model_name="fundingroundevent",
            name="decision_level",
            field=models.CharField(
                choices=[
                    ("ADMINISTRATION", "Forvaltningen"),
                    ("PANEL", "Forvaltningen efter panelets råd"),
                    ("COMMITTEE", "Et politisk udvalg"),
                    ("LOCAL_VOTE", "Forvaltningen efter kvarterets afstemning"),
                ],
                default="ADMINISTRATION",
                max_length=16,
                verbose_name="Hvem beslutter",
            ),
        ),
        migrations.AddField(
            model_name="fundingroundevent",
            name="payout_plan",
            field=models.CharField(
                choices=[
                    ("UPFRONT", "Forud"),
                    ("HALVES", "Halvdelen forud, resten efter regnskab"),
                    ("AFTER_ACCOUNTS", "Efter regnskab"),
                ],
                blank=True,
                default="",
                help_text="Tom: små beløb forud, større i to halvdele.",
                max_length=16,
                verbose_name="Udbetaling",
            ),
        ),
        migrations.AddField(
            model_name="fundingroundevent",
            name="second_approver_above",
            field=models.DecimalField(
                blank=True,
                decimal_places=2,
                help_text="Tom, hvis én godkender altid er nok.",
                max_digits=12,
                null=True,
                validators=[django.core.validators.MinValueValidator(0)],
                verbose_name="To godkendere over (kr.)",
            ),
        ),
        migrations.AddField(
            model_name="grantpool",
            name="journal_number",
            field=models.CharField(
                blank=True,
                help_text="Puljens sag i kommunens ESDH, som 26/12345.",
                max_length=12,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d{2}/\\d{1,8}$", "Indtast nummeret som 26/12345"
                    )
                ],
                verbose_name="Journalnummer",
            ),
        ),
        migrations.AddField(
            model_name="grantpool",
            name="kle_facet",
            field=models.CharField(
                blank=True,
                help_text="Som Ø40.",
                max_length=3,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-ZÆØÅ]\\d{2}$", "Indtast facetten som Ø40"
                    )
                ],
                verbose_name="KLE-facet",
            ),
        ),
        migrations.AddField(
            model_name="grantpool",
            name="kle_subject",
            field=models.CharField(
                blank=True,
                help_text="Som 00.34.20.",
                max_length=8,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d{2}\\.\\d{2}\\.\\d{2}$", "Indtast emnet som 00.34.20"
                    )
                ],
                verbose_name="KLE-emne",
            ),
        ),
        migrations.AddField(
            model_name="grantpoolevent",
            name="journal_number",
            field=models.CharField(
                blank=True,
                help_text="Puljens sag i kommunens ESDH, som 26/12345.",
                max_length=12,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d{2}/\\d{1,8}$", "Indtast nummeret som 26/12345"
                    )
                ],
                verbose_name="Journalnummer",
            ),
        ),
        migrations.AddField(
            model_name="grantpoolevent",
            name="kle_facet",
            field=models.CharField(
                blank=True,
                help_text="Som Ø40.",
                max_length=3,
                validators=[
                    django.core.validators.RegexValidator(
                        "^[A-ZÆØÅ]\\d{2}$", "Indtast facetten som Ø40"
                    )
                ],
                verbose_name="KLE-facet",
            ),
        ),
        migrations.AddField(
            model_name="grantpoolevent",
            name="kle_subject",
            field=models.CharField(
                blank=True,
                help_text="Som 00.34.20.",
                max_length=8,
                validators=[
                    django.core.validators.RegexValidator(
                        "^\\d{2}\\.\\d{2}\\.\\d{2}$", "Indtast emnet som 00.34.20"
                    )
                ],
                verbose_name="KLE-emne",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundinground",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_fundingroundevent" ("ceiling", "closes_on", "decision_level", "extension_days", "extra_questions", "id", "opens_on", "payout_plan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "promised_days", "public_id", "report_due_days", "second_approver_above", "short_report_up_to", "title", "track") VALUES (NEW."ceiling", NEW."closes_on", NEW."decision_level", NEW."extension_days", NEW."extra_questions", NEW."id", NEW."opens_on", NEW."payout_plan", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pool_id", NEW."promised_days", NEW."public_id", NEW."report_due_days", NEW."second_approver_above", NEW."short_report_up_to", NEW."title", NEW."track"); RETURN NULL;',
                    hash="daf829340b290916342ac1043e58852b0a760540",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_cd18a",
                    table="initiatives_fundinground",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="fundinground",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_fundingroundevent" ("ceiling", "closes_on", "decision_level", "extension_days", "extra_questions", "id", "opens_on", "payout_plan", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pool_id", "promised_days", "public_id", "report_due_days", "second_approver_above", "short_report_up_to", "title", "track") VALUES (NEW."ceiling", NEW."closes_on", NEW."decision_level", NEW."extension_days", NEW."extra_questions", NEW."id", NEW."opens_on", NEW."payout_plan", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pool_id", NEW."promised_days", NEW."public_id", NEW."report_due_days", NEW."second_approver_above", NEW."short_report_up_to", NEW."title", NEW."track"); RETURN NULL;',
                    hash="26e646ecb37204a54f0b711e72cb0f854b67b232",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e8ed9",
                    table="initiatives_fundinground",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grantpool",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_grantpoolevent" ("account_string", "amount_committed", "budget", "fiscal_year", "id", "journal_number", "kle_facet", "kle_subject", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account_string", NEW."amount_committed", NEW."budget", NEW."fiscal_year", NEW."id", NEW."journal_number", NEW."kle_facet", NEW."kle_subject", NEW."legal_basis", NEW."name", _pgh_attach_context(), NOW(), \'insert\', NEW."id"); RETURN NULL;',
                    hash="e3fd87004e307f7cc4ffa933caa78744cee9b504",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_745fc",
                    table="initiatives_grantpool",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="grantpool",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_grantpoolevent" ("account_string", "amount_committed", "budget", "fiscal_year", "id", "journal_number", "kle_facet", "kle_subject", "legal_basis", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (NEW."account_string", NEW."amount_committed", NEW."budget", NEW."fiscal_year", NEW."id", NEW."journal_number", NEW."kle_facet", NEW."kle_subject", NEW."legal_basis", NEW."name", _pgh_attach_context(), NOW(), \'update\', NEW."id"); RETURN NULL;',
                    hash="8449eaae03fc816972d9add3ff90305053ac8308",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ee42c",
                    table="initiatives_grantpool",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assessments",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="assessor",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="application",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="assessor",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
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
            model_name="assessmentevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="events",
                to="initiatives.assessment",
            ),
        ),
        migrations.AddField(
            model_name="criterionscore",
            name="assessment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="scores",
                to="initiatives.assessment",
            ),
        ),
        migrations.AddField(
            model_name="lettertext",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="lettertext",
            name="pool",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="letter_texts",
                to="initiatives.grantpool",
                verbose_name="Pulje",
            ),
        ),
        migrations.AddField(
            model_name="lettertext",
            name="written_by",
            field=models.ForeignKey(
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="panelassignment",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panel_assignments",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="panelassignment",
            name="assigned_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="panelmember",
            name="funding_round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panel_members",
                to="initiatives.fundinground",
                verbose_name="Runde",
            ),
        ),
        migrations.AddField(
            model_name="panelmember",
            name="neighbourhood",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.neighbourhood",
                verbose_name="Kvarter",
            ),
        ),
        migrations.AddField(
            model_name="panelmember",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="panel_seats",
                to=settings.AUTH_USER_MODEL,
                verbose_name="Person",
            ),
        ),
        migrations.AddField(
            model_name="panelassignment",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assignments",
                to="initiatives.panelmember",
            ),
        ),
        migrations.AddField(
            model_name="poolshare",
            name="neighbourhood",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="areas.neighbourhood",
                verbose_name="Kvarter",
            ),
        ),
        migrations.AddField(
            model_name="poolshare",
            name="pool",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shares",
                to="initiatives.grantpool",
            ),
        ),
        migrations.AddField(
            model_name="roundsetup",
            name="funding_round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="setups",
                to="initiatives.fundinground",
            ),
        ),
        migrations.AddField(
            model_name="assessmentevent",
            name="setup",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="initiatives.roundsetup",
            ),
        ),
        migrations.AddField(
            model_name="assessment",
            name="setup",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="initiatives.roundsetup",
            ),
        ),
        migrations.AddField(
            model_name="applicationversion",
            name="setup",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="versions",
                to="initiatives.roundsetup",
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="second_opinions",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="secondopinion",
            name="asked_of",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="opinions_asked",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="standardreason",
            name="pool",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="standard_reasons",
                to="initiatives.grantpool",
                verbose_name="Pulje",
            ),
        ),
        migrations.AddConstraint(
            model_name="criterionscore",
            constraint=models.UniqueConstraint(
                fields=("assessment", "position"), name="criterion_scored_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="criterionscore",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("score__isnull", True),
                    models.Q(("score__gte", 0), ("score__lte", 3)),
                    _connector="OR",
                ),
                name="criterion_score_in_range",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(
                        ("approved_at__isnull", False),
                        ("approved_by__isnull", False),
                        models.Q(("approved_by", models.F("written_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="letter_text_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertext",
            constraint=models.UniqueConstraint(
                condition=models.Q(("approved_at__isnull", True)),
                fields=("pool", "outcome"),
                name="letter_text_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("neighbourhood__isnull", False),
                    ("funding_round__isnull", False),
                    _connector="OR",
                ),
                name="panel_member_of_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_day__isnull", True), ("to_day__gte", models.F("from_day")), _connector="OR"
                ),
                name="panel_member_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="panelassignment",
            constraint=models.UniqueConstraint(
                fields=("application", "member"), name="panel_assignment_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="poolshare",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("amount_committed__gte", 0), ("amount_committed__lte", models.F("amount"))
                ),
                name="share_never_overspent",
            ),
        ),
        migrations.AddConstraint(
            model_name="poolshare",
            constraint=models.UniqueConstraint(
                fields=("pool", "neighbourhood"), name="share_once_per_neighbourhood"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="poolshare",
            trigger=pgtrigger.compiler.Trigger(
                name="shares_within_budget",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    constraint="CONSTRAINT",
                    declare="DECLARE available NUMERIC; shared NUMERIC;",
                    func="\n    SELECT budget INTO available FROM initiatives_grantpool WHERE id = NEW.pool_id FOR UPDATE;\n    SELECT COALESCE(SUM(amount), 0) INTO shared\n      FROM initiatives_poolshare WHERE pool_id = NEW.pool_id;\n    IF shared > available THEN\n        RAISE EXCEPTION 'shares of pool % come to more than its budget', NEW.pool_id\n        USING ERRCODE = 'check_violation', CONSTRAINT = 'shares_within_budget';\n    END IF;\n    RETURN NULL;\n",
                    hash="a6161c902df935523e3e8f313f4c9676e6656e74",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_shares_within_budget_d1439",
                    table="initiatives_poolshare",
                    timing="DEFERRABLE INITIALLY DEFERRED",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="roundsetup",
            constraint=models.UniqueConstraint(
                fields=("funding_round", "number"), name="round_setup_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="roundsetup",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="4c0730abedfb46b1c761d4fb9890cb02b1ebba7c",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2eb1d",
                    table="initiatives_roundsetup",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="assessment",
            constraint=models.UniqueConstraint(
                fields=("application", "assessor"), name="assessment_one_per_person"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "initiatives_assessmentevent" ("application_id", "assessor_id", "comment", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "setup_id", "submitted_at", "version") VALUES (NEW."application_id", NEW."assessor_id", NEW."comment", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."saved_at", NEW."setup_id", NEW."submitted_at", NEW."version"); RETURN NULL;',
                    hash="1f9f0d8182fdbb0c2c8308c85c3969b4299d7a63",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_5684e",
                    table="initiatives_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "initiatives_assessmentevent" ("application_id", "assessor_id", "comment", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_at", "setup_id", "submitted_at", "version") VALUES (NEW."application_id", NEW."assessor_id", NEW."comment", NEW."id", NEW."kind", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."saved_at", NEW."setup_id", NEW."submitted_at", NEW."version"); RETURN NULL;',
                    hash="2842f6af07f461b0f9b1a29fae422ccc11180b83",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e3c5b",
                    table="initiatives_assessment",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True), ("withdrawn_at__isnull", True)),
                fields=("application", "asked_of"),
                name="second_opinion_one_open_per_person",
            ),
        ),
        migrations.AddConstraint(
            model_name="secondopinion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True), ("stance", "")),
                    models.Q(
                        ("answered_at__isnull", False),
                        models.Q(("stance", ""), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="second_opinion_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="standardreason",
            constraint=models.UniqueConstraint(
                fields=("pool", "kind", "title"), name="reason_title_once"
            ),
        ),
    ]
