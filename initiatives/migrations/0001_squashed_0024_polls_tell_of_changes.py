"""Ideas, pools, applications, decisions, awards, and what residents say.

All tables in one step: decision 0110.
"""

import uuid
from decimal import Decimal
from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
import modelcluster.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import initiatives.models.vote
import portal.stream_field
from portal.new_tables import NewTables

# What stands in a new installation's rows and statements is told once, where it came first.
CASE_LIST = import_module(f"{__package__}.0012_case_list")
POLLS = import_module(f"{__package__}.0024_polls_tell_of_changes")

TABLES = [
    migrations.CreateModel(
        name="NumberSeries",
        fields=[
            ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
            ("last", models.PositiveIntegerField(default=0)),
        ],
    ),
    migrations.CreateModel(
        name="Initiative",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("number", models.CharField(max_length=20, unique=True, verbose_name="Sagsnummer")),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            ("summary", models.CharField(blank=True, max_length=300, verbose_name="Kort fortalt")),
            (
                "description",
                models.TextField(blank=True, max_length=1500, verbose_name="Beskrivelse"),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="initiatives",
                    to="areas.neighbourhood",
                ),
            ),
            (
                "theme",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="initiatives",
                    to="areas.theme",
                ),
            ),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            ("starts_on", models.DateField(blank=True, null=True, verbose_name="Starter")),
            ("ends_on", models.DateField(blank=True, null=True, verbose_name="Slutter")),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("IDEA", "Idé"),
                        ("PREPARING", "På vej"),
                        ("RUNNING", "I gang"),
                        ("COMPLETED", "Gennemført"),
                        ("STOPPED", "Stoppet"),
                    ],
                    default="IDEA",
                    max_length=12,
                ),
            ),
            (
                "visibility",
                models.CharField(
                    choices=[
                        ("PRIVATE", "Privat"),
                        ("AWAITING_MODERATION", "Afventer gennemsyn"),
                        ("PUBLIC", "Offentlig"),
                        ("HIDDEN", "Skjult"),
                    ],
                    default="PRIVATE",
                    max_length=20,
                ),
            ),
            ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="Navn")),
            ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("submission_token", models.UUIDField(editable=False, null=True, unique=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name": "initiativ",
            "verbose_name_plural": "initiativer",
            "ordering": ["-created_at"],
            "indexes": [
                models.Index(
                    condition=models.Q(("visibility", "PUBLIC")),
                    fields=["neighbourhood", "stage"],
                    name="initiative_public_by_place",
                ),
                models.Index(
                    models.OrderBy(models.F("created_at"), descending=True),
                    models.OrderBy(models.F("id"), descending=True),
                    condition=models.Q(("visibility", "PUBLIC")),
                    include=("stage", "neighbourhood", "theme"),
                    name="initiative_catalogue",
                ),
                models.Index(fields=["contact_email"], name="initiative_by_contact_email"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("ends_on__isnull", True),
                        ("starts_on__isnull", True),
                        ("ends_on__gte", models.F("starts_on")),
                        _connector="OR",
                    ),
                    name="initiative_ends_after_start",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("stage__in", ["IDEA", "PREPARING", "RUNNING", "COMPLETED", "STOPPED"])
                    ),
                    name="initiative_stage_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("visibility", "PRIVATE"), ("neighbourhood__isnull", False), _connector="OR"
                    ),
                    name="initiative_shown_has_place",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="initiative",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_initiativeevent" ("contact_email", "contact_name", "contact_phone", "created_at", "description", "ends_on", "id", "neighbourhood_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "stage", "starts_on", "submission_token", "summary", "theme_id", "title", "visibility") VALUES (NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."created_at", NEW."description", NEW."ends_on", NEW."id", NEW."neighbourhood_id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."public_id", NEW."stage", NEW."starts_on", NEW."submission_token", NEW."summary", NEW."theme_id", NEW."title", NEW."visibility"); RETURN NULL;',
                hash="ec402fc366741deee1d35cb8769aaf0b8dd2bb0e",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_649fe",
                table="initiatives_initiative",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="initiative",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_initiativeevent" ("contact_email", "contact_name", "contact_phone", "created_at", "description", "ends_on", "id", "neighbourhood_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "stage", "starts_on", "submission_token", "summary", "theme_id", "title", "visibility") VALUES (NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."created_at", NEW."description", NEW."ends_on", NEW."id", NEW."neighbourhood_id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."public_id", NEW."stage", NEW."starts_on", NEW."submission_token", NEW."summary", NEW."theme_id", NEW."title", NEW."visibility"); RETURN NULL;',
                hash="5ee1cf51afe671ceaf815b309710f2995761c85b",
                operation="UPDATE",
                pgid="pgtrigger_update_update_b6c3b",
                table="initiatives_initiative",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="InitiativeEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.initiative",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("number", models.CharField(max_length=20, verbose_name="Sagsnummer")),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            ("summary", models.CharField(blank=True, max_length=300, verbose_name="Kort fortalt")),
            (
                "description",
                models.TextField(blank=True, max_length=1500, verbose_name="Beskrivelse"),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="areas.neighbourhood",
                ),
            ),
            (
                "theme",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="areas.theme",
                ),
            ),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            ("starts_on", models.DateField(blank=True, null=True, verbose_name="Starter")),
            ("ends_on", models.DateField(blank=True, null=True, verbose_name="Slutter")),
            (
                "stage",
                models.CharField(
                    choices=[
                        ("IDEA", "Idé"),
                        ("PREPARING", "På vej"),
                        ("RUNNING", "I gang"),
                        ("COMPLETED", "Gennemført"),
                        ("STOPPED", "Stoppet"),
                    ],
                    default="IDEA",
                    max_length=12,
                ),
            ),
            (
                "visibility",
                models.CharField(
                    choices=[
                        ("PRIVATE", "Privat"),
                        ("AWAITING_MODERATION", "Afventer gennemsyn"),
                        ("PUBLIC", "Offentlig"),
                        ("HIDDEN", "Skjult"),
                    ],
                    default="PRIVATE",
                    max_length=20,
                ),
            ),
            ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="Navn")),
            ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("submission_token", models.UUIDField(editable=False, null=True)),
            ("created_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="InitiativeMember",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="members",
                    to="initiatives.initiative",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="memberships",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "role",
                models.CharField(
                    choices=[("LEAD", "Tovholder"), ("MEMBER", "Medlem")],
                    default="MEMBER",
                    max_length=10,
                ),
            ),
            ("name_public_since", models.DateTimeField(blank=True, null=True)),
            ("joined_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("initiative", "user"), name="initiative_member_once"
                ),
                models.UniqueConstraint(
                    condition=models.Q(("role", "LEAD")),
                    fields=("initiative",),
                    name="initiative_one_lead",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="GrantPool",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("name", models.CharField(max_length=80, verbose_name="Navn")),
            ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="Regnskabsår")),
            (
                "budget",
                models.DecimalField(
                    decimal_places=2,
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(0)],
                    verbose_name="Budget (kr.)",
                ),
            ),
            (
                "amount_committed",
                models.DecimalField(
                    decimal_places=2, default=Decimal("0.00"), editable=False, max_digits=12
                ),
            ),
            (
                "legal_basis",
                models.CharField(
                    help_text="Den lov eller regel, puljen hviler på. Den står i afgørelsen.",
                    max_length=300,
                    verbose_name="Hjemmel",
                ),
            ),
            (
                "account_string",
                models.CharField(blank=True, max_length=60, verbose_name="Kontostreng"),
            ),
            (
                "journal_number",
                models.CharField(
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
            (
                "kle_subject",
                models.CharField(
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
            (
                "kle_facet",
                models.CharField(
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
        ],
        options={
            "verbose_name": "pulje",
            "verbose_name_plural": "puljer",
            "ordering": ["-fiscal_year", "name"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("amount_committed__gte", 0), ("amount_committed__lte", models.F("budget"))
                    ),
                    name="pool_never_overspent",
                ),
                models.UniqueConstraint(fields=("name", "fiscal_year"), name="pool_once_a_year"),
            ],
        },
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
    migrations.CreateModel(
        name="GrantPoolEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.grantpool",
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
            ("id", models.BigIntegerField()),
            ("name", models.CharField(max_length=80, verbose_name="Navn")),
            ("fiscal_year", models.PositiveSmallIntegerField(verbose_name="Regnskabsår")),
            (
                "budget",
                models.DecimalField(
                    decimal_places=2,
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(0)],
                    verbose_name="Budget (kr.)",
                ),
            ),
            (
                "amount_committed",
                models.DecimalField(
                    decimal_places=2, default=Decimal("0.00"), editable=False, max_digits=12
                ),
            ),
            (
                "legal_basis",
                models.CharField(
                    help_text="Den lov eller regel, puljen hviler på. Den står i afgørelsen.",
                    max_length=300,
                    verbose_name="Hjemmel",
                ),
            ),
            (
                "account_string",
                models.CharField(blank=True, max_length=60, verbose_name="Kontostreng"),
            ),
            (
                "journal_number",
                models.CharField(
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
            (
                "kle_subject",
                models.CharField(
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
            (
                "kle_facet",
                models.CharField(
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
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="FundingRound",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "pool",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="rounds",
                    to="initiatives.grantpool",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            (
                "track",
                models.CharField(
                    choices=[("FAST", "Straks"), ("ROUND", "Runde")],
                    max_length=10,
                    verbose_name="Spor",
                ),
            ),
            ("opens_on", models.DateField(verbose_name="Åbner")),
            (
                "closes_on",
                models.DateField(
                    blank=True,
                    help_text="Sidste dag. Tom for et løbende spor.",
                    null=True,
                    verbose_name="Lukker",
                ),
            ),
            (
                "ceiling",
                models.DecimalField(
                    decimal_places=2,
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Loft (kr.)",
                ),
            ),
            (
                "promised_days",
                models.PositiveSmallIntegerField(
                    help_text="Fra ansøgningen er sendt, eller fra runden lukker.",
                    verbose_name="Svartid i dage",
                ),
            ),
            (
                "report_due_days",
                models.PositiveSmallIntegerField(
                    default=60,
                    help_text="Fra initiativets slutdato.",
                    verbose_name="Dage til afrapportering",
                ),
            ),
            (
                "extension_days",
                models.PositiveSmallIntegerField(
                    default=60,
                    help_text="Én gang, uden at spørge. 0 slår det fra.",
                    verbose_name="Dage, en gruppe selv kan udskyde",
                ),
            ),
            (
                "short_report_up_to",
                models.DecimalField(
                    decimal_places=2,
                    default=Decimal("10000.00"),
                    help_text="Over beløbet fortæller gruppen om pengene post for post.",
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(0)],
                    verbose_name="Kort afrapportering op til (kr.)",
                ),
            ),
            (
                "decision_level",
                models.CharField(
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
            (
                "payout_plan",
                models.CharField(
                    blank=True,
                    choices=[
                        ("UPFRONT", "Forud"),
                        ("HALVES", "Halvdelen forud, resten efter regnskab"),
                        ("AFTER_ACCOUNTS", "Efter regnskab"),
                    ],
                    default="",
                    help_text="Tom: små beløb forud, større i to halvdele.",
                    max_length=16,
                    verbose_name="Udbetaling",
                ),
            ),
            (
                "second_approver_above",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="Tom, hvis én godkender altid er nok.",
                    max_digits=12,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(0)],
                    verbose_name="To godkendere over (kr.)",
                ),
            ),
            (
                "extra_questions",
                portal.stream_field.StreamField(
                    blank=True,
                    help_text="De står som et trin for sig i ansøgningen.",
                    verbose_name="Rundens egne spørgsmål",
                ),
            ),
        ],
        options={
            "verbose_name": "runde",
            "verbose_name_plural": "runder",
            "ordering": ["ceiling", "title"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ceiling__gt", 0)), name="round_ceiling_positive"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("closes_on__isnull", True),
                        ("closes_on__gte", models.F("opens_on")),
                        _connector="OR",
                    ),
                    name="round_closes_after_opening",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("track", "ROUND"), _negated=True),
                        ("closes_on__isnull", False),
                        _connector="OR",
                    ),
                    name="round_has_closing_day",
                ),
            ],
        },
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
    migrations.CreateModel(
        name="FundingRoundEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.fundinground",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "pool",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.grantpool",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            (
                "track",
                models.CharField(
                    choices=[("FAST", "Straks"), ("ROUND", "Runde")],
                    max_length=10,
                    verbose_name="Spor",
                ),
            ),
            ("opens_on", models.DateField(verbose_name="Åbner")),
            (
                "closes_on",
                models.DateField(
                    blank=True,
                    help_text="Sidste dag. Tom for et løbende spor.",
                    null=True,
                    verbose_name="Lukker",
                ),
            ),
            (
                "ceiling",
                models.DecimalField(
                    decimal_places=2,
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Loft (kr.)",
                ),
            ),
            (
                "promised_days",
                models.PositiveSmallIntegerField(
                    help_text="Fra ansøgningen er sendt, eller fra runden lukker.",
                    verbose_name="Svartid i dage",
                ),
            ),
            (
                "report_due_days",
                models.PositiveSmallIntegerField(
                    default=60,
                    help_text="Fra initiativets slutdato.",
                    verbose_name="Dage til afrapportering",
                ),
            ),
            (
                "extension_days",
                models.PositiveSmallIntegerField(
                    default=60,
                    help_text="Én gang, uden at spørge. 0 slår det fra.",
                    verbose_name="Dage, en gruppe selv kan udskyde",
                ),
            ),
            (
                "short_report_up_to",
                models.DecimalField(
                    decimal_places=2,
                    default=Decimal("10000.00"),
                    help_text="Over beløbet fortæller gruppen om pengene post for post.",
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(0)],
                    verbose_name="Kort afrapportering op til (kr.)",
                ),
            ),
            (
                "decision_level",
                models.CharField(
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
            (
                "payout_plan",
                models.CharField(
                    blank=True,
                    choices=[
                        ("UPFRONT", "Forud"),
                        ("HALVES", "Halvdelen forud, resten efter regnskab"),
                        ("AFTER_ACCOUNTS", "Efter regnskab"),
                    ],
                    default="",
                    help_text="Tom: små beløb forud, større i to halvdele.",
                    max_length=16,
                    verbose_name="Udbetaling",
                ),
            ),
            (
                "second_approver_above",
                models.DecimalField(
                    blank=True,
                    decimal_places=2,
                    help_text="Tom, hvis én godkender altid er nok.",
                    max_digits=12,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(0)],
                    verbose_name="To godkendere over (kr.)",
                ),
            ),
            (
                "extra_questions",
                portal.stream_field.StreamField(
                    blank=True,
                    help_text="De står som et trin for sig i ansøgningen.",
                    verbose_name="Rundens egne spørgsmål",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Criterion",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "funding_round",
                modelcluster.fields.ParentalKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="criteria",
                    to="initiatives.fundinground",
                ),
            ),
            ("name", models.CharField(max_length=80, verbose_name="Kriterium")),
            (
                "help_text",
                models.CharField(
                    blank=True,
                    help_text="Hvad man skal se efter. Står over karakteren.",
                    max_length=200,
                    verbose_name="Hjælpelinje",
                ),
            ),
            (
                "weight",
                models.PositiveSmallIntegerField(
                    default=1,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Vægt",
                ),
            ),
            ("order", models.PositiveSmallIntegerField(default=0, verbose_name="Rækkefølge")),
        ],
        options={
            "verbose_name": "kriterium",
            "verbose_name_plural": "kriterier",
            "ordering": ["order", "pk"],
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
                "pool",
                modelcluster.fields.ParentalKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="shares",
                    to="initiatives.grantpool",
                ),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="areas.neighbourhood",
                    verbose_name="Kvarter",
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
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("amount_committed__gte", 0), ("amount_committed__lte", models.F("amount"))
                    ),
                    name="share_never_overspent",
                ),
                models.UniqueConstraint(
                    fields=("pool", "neighbourhood"), name="share_once_per_neighbourhood"
                ),
            ],
        },
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
                "pool",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="standard_reasons",
                    to="initiatives.grantpool",
                    verbose_name="Pulje",
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
                    help_text="Skriv til gruppen med »I«. Sagsbehandleren skriver det konkrete til.",
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
            "constraints": [
                models.UniqueConstraint(fields=("pool", "kind", "title"), name="reason_title_once")
            ],
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
                "pool",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="letter_texts",
                    to="initiatives.grantpool",
                    verbose_name="Pulje",
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
            (
                "written_by",
                models.ForeignKey(
                    editable=False,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(auto_now=True)),
            (
                "approved_by",
                models.ForeignKey(
                    blank=True,
                    editable=False,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("approved_at", models.DateTimeField(blank=True, editable=False, null=True)),
        ],
        options={
            "verbose_name": "brevtekst",
            "verbose_name_plural": "brevtekster",
            "ordering": ["pool", "outcome", "-pk"],
            "constraints": [
                models.CheckConstraint(
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
                models.UniqueConstraint(
                    condition=models.Q(("approved_at__isnull", True)),
                    fields=("pool", "outcome"),
                    name="letter_text_one_draft",
                ),
            ],
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
            (
                "funding_round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="setups",
                    to="initiatives.fundinground",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("content", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            ("made_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["number"],
            "constraints": [
                models.UniqueConstraint(fields=("funding_round", "number"), name="round_setup_once")
            ],
        },
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
    migrations.CreateModel(
        name="Invitation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="invitations",
                    to="initiatives.initiative",
                ),
            ),
            ("email", models.EmailField(max_length=254, verbose_name="E-mail")),
            ("token_sha256", models.CharField(editable=False, max_length=64, unique=True)),
            (
                "invited_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("invited_at", models.DateTimeField(auto_now_add=True)),
            ("expires_at", models.DateTimeField()),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            (
                "accepted_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["invited_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                        models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="invitation_accepted_by_someone",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("accepted_at__isnull", True), ("withdrawn_at__isnull", True)
                    ),
                    fields=("initiative", "email"),
                    name="invitation_once_while_open",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="WritingConsent",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="writing_consents",
                    to="initiatives.application",
                ),
            ),
            (
                "helper",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "given_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("given_at", models.DateTimeField(auto_now_add=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["given_at", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("withdrawn_at__isnull", True)),
                    fields=("application", "helper"),
                    name="writing_consent_once_in_force",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="writingconsent",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_writingconsentevent" ("application_id", "given_at", "given_by_id", "helper_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."application_id", NEW."given_at", NEW."given_by_id", NEW."helper_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."withdrawn_at"); RETURN NULL;',
                hash="344f5a3ecd64ca65482f1c0b66659f972af0040c",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_015a5",
                table="initiatives_writingconsent",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="writingconsent",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_writingconsentevent" ("application_id", "given_at", "given_by_id", "helper_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "withdrawn_at") VALUES (NEW."application_id", NEW."given_at", NEW."given_by_id", NEW."helper_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."withdrawn_at"); RETURN NULL;',
                hash="53e68cd53819e619d9d7aeae2726849cde799ae3",
                operation="UPDATE",
                pgid="pgtrigger_update_update_e6175",
                table="initiatives_writingconsent",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="WritingConsentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.writingconsent",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "helper",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "given_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("given_at", models.DateTimeField(auto_now_add=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="AnswerAuthor",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="answer_authors",
                    to="initiatives.application",
                ),
            ),
            ("field", models.CharField(max_length=60)),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "field"), name="answer_author_one_per_field"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="AssistedEntry",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="assisted_entry",
                    to="initiatives.application",
                ),
            ),
            (
                "entered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            ("wants_letters_by_post", models.BooleanField(default=True)),
            (
                "confirmation",
                models.CharField(
                    blank=True,
                    choices=[
                        ("PAPER", "Underskrift på papir"),
                        ("IN_PERSON", "Mundtligt, ved fremmøde"),
                        ("POWER_OF_ATTORNEY", "Digital Fuldmagt"),
                    ],
                    max_length=20,
                ),
            ),
            ("confirmed_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("confirmation", ""), ("confirmed_on__isnull", True)),
                        models.Q(
                            models.Q(("confirmation", ""), _negated=True),
                            ("confirmed_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="assisted_entry_confirmed_has_day",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assistedentry",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_assistedentryevent" ("application_id", "confirmation", "confirmed_on", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wants_letters_by_post") VALUES (NEW."application_id", NEW."confirmation", NEW."confirmed_on", NEW."entered_at", NEW."entered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."wants_letters_by_post"); RETURN NULL;',
                hash="5dd28dc2c0c58ac7d3e6aa40806e6cad2d573853",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_be95e",
                table="initiatives_assistedentry",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="assistedentry",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_assistedentryevent" ("application_id", "confirmation", "confirmed_on", "entered_at", "entered_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "wants_letters_by_post") VALUES (NEW."application_id", NEW."confirmation", NEW."confirmed_on", NEW."entered_at", NEW."entered_by_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."wants_letters_by_post"); RETURN NULL;',
                hash="564da57e9d5dd259e1eda5f11ad1774d966a660d",
                operation="UPDATE",
                pgid="pgtrigger_update_update_7e928",
                table="initiatives_assistedentry",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="AssistedEntryEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.assistedentry",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "entered_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("entered_at", models.DateTimeField(auto_now_add=True)),
            ("wants_letters_by_post", models.BooleanField(default=True)),
            (
                "confirmation",
                models.CharField(
                    blank=True,
                    choices=[
                        ("PAPER", "Underskrift på papir"),
                        ("IN_PERSON", "Mundtligt, ved fremmøde"),
                        ("POWER_OF_ATTORNEY", "Digital Fuldmagt"),
                    ],
                    max_length=20,
                ),
            ),
            ("confirmed_on", models.DateField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="TypingHandover",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "entry",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="handovers",
                    to="initiatives.assistedentry",
                ),
            ),
            (
                "was_typed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "goes_to",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reason", models.CharField(max_length=200)),
            (
                "handed_over_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("handed_over_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["handed_over_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("was_typed_by", models.F("goes_to")), _negated=True),
                    name="typing_goes_to_another",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Application",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="applications",
                    to="initiatives.initiative",
                ),
            ),
            (
                "funding_round",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="applications",
                    to="initiatives.fundinground",
                ),
            ),
            (
                "applicant",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="applications",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("DRAFT", "Kladde"),
                        ("SUBMITTED", "Indsendt"),
                        ("UNDER_REVIEW", "Under behandling"),
                        ("INFORMATION_REQUESTED", "Mangler oplysninger"),
                        ("IN_HEARING", "I partshøring"),
                        ("READY_FOR_DECISION", "Klar til beslutning"),
                        ("AWARDED", "Bevilget"),
                        ("PARTLY_AWARDED", "Delvist bevilget"),
                        ("REFUSED", "Afslag"),
                        ("DISMISSED", "Afvist"),
                        ("WITHDRAWN", "Trukket tilbage"),
                    ],
                    default="DRAFT",
                    max_length=24,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "applicant_kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("GROUP", "En gruppe af borgere"),
                        ("ASSOCIATION", "En forening"),
                        ("PERSON", "En privatperson"),
                        ("OTHER", "Andet"),
                    ],
                    max_length=12,
                ),
            ),
            ("in_municipality", models.BooleanField(null=True)),
            (
                "open_to_all",
                models.CharField(
                    blank=True,
                    choices=[
                        ("YES", "Ja"),
                        ("TARGET_GROUP", "Ja, men den er for en målgruppe"),
                        ("NO", "Nej"),
                    ],
                    max_length=12,
                ),
            ),
            ("has_begun", models.BooleanField(null=True)),
            ("what_remains", models.CharField(blank=True, max_length=400)),
            ("why_here", models.TextField(blank=True, max_length=800)),
            (
                "audience",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("CHILDREN", "Børn under 15 år"),
                            ("YOUTH", "Unge"),
                            ("FAMILIES", "Familier"),
                            ("ADULTS", "Voksne"),
                            ("OLDER", "Ældre"),
                            ("EVERYONE", "Alle"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("organisers", models.TextField(blank=True, max_length=500)),
            (
                "organiser_count",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(200),
                    ],
                ),
            ),
            (
                "participant_count",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(5000),
                    ],
                ),
            ),
            ("outreach", models.TextField(blank=True, max_length=400)),
            ("has_met_guide", models.BooleanField(blank=True, null=True)),
            ("other_funding", models.TextField(blank=True, max_length=500)),
            ("has_sought_elsewhere", models.BooleanField(null=True)),
            ("sought_where", models.CharField(blank=True, max_length=200)),
            ("can_do_without", models.TextField(blank=True, max_length=300)),
            (
                "place_permission",
                models.CharField(
                    blank=True,
                    choices=[
                        ("YES", "Ja"),
                        ("ASKED", "Vi har spurgt"),
                        ("NO_HELP", "Nej, hjælp os"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "permits",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("FOOD", "Mad"),
                            ("FIRE", "Bål"),
                            ("MUSIC", "Musik"),
                            ("ROAD", "Spærring af vej"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("declares_child_certificates", models.BooleanField(default=False)),
            ("contact_name", models.CharField(blank=True, max_length=120)),
            ("contact_phone", models.CharField(blank=True, max_length=20)),
            ("contact_email", models.EmailField(blank=True, max_length=254)),
            ("association_name", models.CharField(blank=True, max_length=120)),
            ("association_cvr", models.CharField(blank=True, max_length=8)),
            (
                "payout_way",
                models.CharField(
                    blank=True,
                    choices=[
                        ("ASSOCIATION_CVR", "Til foreningen (CVR)"),
                        ("PERSON_CPR", "Til en privatperson"),
                        ("MUNICIPALITY_PAYS", "Kommunen betaler regningen"),
                        ("HOST_ASSOCIATION", "Gennem en værtsforening"),
                    ],
                    max_length=20,
                ),
            ),
            ("wants_names_public", models.BooleanField(default=False)),
            ("extra_answers", models.JSONField(blank=True, default=dict)),
            (
                "amount_requested",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            (
                "caseworker",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="applications_handled",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("submitted_at", models.DateTimeField(blank=True, null=True)),
            ("answer_by", models.DateField(blank=True, null=True)),
            ("decided_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "ansøgning",
            "verbose_name_plural": "ansøgninger",
            "ordering": ["-created_at"],
            "indexes": [
                models.Index(fields=["status", "answer_by"], name="application_by_status"),
                models.Index(fields=["applicant", "-created_at"], name="application_by_applicant"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            [
                                "DRAFT",
                                "SUBMITTED",
                                "UNDER_REVIEW",
                                "INFORMATION_REQUESTED",
                                "IN_HEARING",
                                "READY_FOR_DECISION",
                                "AWARDED",
                                "PARTLY_AWARDED",
                                "REFUSED",
                                "DISMISSED",
                                "WITHDRAWN",
                            ],
                        )
                    ),
                    name="application_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["DRAFT", "WITHDRAWN"]),
                        models.Q(
                            ("amount_requested__gt", 0),
                            ("answer_by__isnull", False),
                            ("submitted_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="application_sent_has_day_and_amount",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "DRAFT")),
                    fields=("applicant", "funding_round"),
                    name="application_one_draft_per_round",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="application",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_applicationevent" ("amount_requested", "answer_by", "applicant_id", "applicant_kind", "association_cvr", "association_name", "audience", "can_do_without", "caseworker_id", "contact_email", "contact_name", "contact_phone", "created_at", "decided_at", "declares_child_certificates", "extra_answers", "funding_round_id", "has_begun", "has_met_guide", "has_sought_elsewhere", "id", "in_municipality", "initiative_id", "open_to_all", "organiser_count", "organisers", "other_funding", "outreach", "participant_count", "payout_way", "permits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_permission", "public_id", "saved_at", "sought_where", "status", "submitted_at", "version", "wants_names_public", "what_remains", "why_here") VALUES (NEW."amount_requested", NEW."answer_by", NEW."applicant_id", NEW."applicant_kind", NEW."association_cvr", NEW."association_name", NEW."audience", NEW."can_do_without", NEW."caseworker_id", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."created_at", NEW."decided_at", NEW."declares_child_certificates", NEW."extra_answers", NEW."funding_round_id", NEW."has_begun", NEW."has_met_guide", NEW."has_sought_elsewhere", NEW."id", NEW."in_municipality", NEW."initiative_id", NEW."open_to_all", NEW."organiser_count", NEW."organisers", NEW."other_funding", NEW."outreach", NEW."participant_count", NEW."payout_way", NEW."permits", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place_permission", NEW."public_id", NEW."saved_at", NEW."sought_where", NEW."status", NEW."submitted_at", NEW."version", NEW."wants_names_public", NEW."what_remains", NEW."why_here"); RETURN NULL;',
                hash="c0fe11cc6777a802701ce5028acda9762c43eb94",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_f134d",
                table="initiatives_application",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="application",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_applicationevent" ("amount_requested", "answer_by", "applicant_id", "applicant_kind", "association_cvr", "association_name", "audience", "can_do_without", "caseworker_id", "contact_email", "contact_name", "contact_phone", "created_at", "decided_at", "declares_child_certificates", "extra_answers", "funding_round_id", "has_begun", "has_met_guide", "has_sought_elsewhere", "id", "in_municipality", "initiative_id", "open_to_all", "organiser_count", "organisers", "other_funding", "outreach", "participant_count", "payout_way", "permits", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place_permission", "public_id", "saved_at", "sought_where", "status", "submitted_at", "version", "wants_names_public", "what_remains", "why_here") VALUES (NEW."amount_requested", NEW."answer_by", NEW."applicant_id", NEW."applicant_kind", NEW."association_cvr", NEW."association_name", NEW."audience", NEW."can_do_without", NEW."caseworker_id", NEW."contact_email", NEW."contact_name", NEW."contact_phone", NEW."created_at", NEW."decided_at", NEW."declares_child_certificates", NEW."extra_answers", NEW."funding_round_id", NEW."has_begun", NEW."has_met_guide", NEW."has_sought_elsewhere", NEW."id", NEW."in_municipality", NEW."initiative_id", NEW."open_to_all", NEW."organiser_count", NEW."organisers", NEW."other_funding", NEW."outreach", NEW."participant_count", NEW."payout_way", NEW."permits", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place_permission", NEW."public_id", NEW."saved_at", NEW."sought_where", NEW."status", NEW."submitted_at", NEW."version", NEW."wants_names_public", NEW."what_remains", NEW."why_here"); RETURN NULL;',
                hash="20a129df732d6950de7eca69d15a73831830cce5",
                operation="UPDATE",
                pgid="pgtrigger_update_update_a9aa4",
                table="initiatives_application",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="ApplicationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.application",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "initiative",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.initiative",
                ),
            ),
            (
                "funding_round",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.fundinground",
                ),
            ),
            (
                "applicant",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("DRAFT", "Kladde"),
                        ("SUBMITTED", "Indsendt"),
                        ("UNDER_REVIEW", "Under behandling"),
                        ("INFORMATION_REQUESTED", "Mangler oplysninger"),
                        ("IN_HEARING", "I partshøring"),
                        ("READY_FOR_DECISION", "Klar til beslutning"),
                        ("AWARDED", "Bevilget"),
                        ("PARTLY_AWARDED", "Delvist bevilget"),
                        ("REFUSED", "Afslag"),
                        ("DISMISSED", "Afvist"),
                        ("WITHDRAWN", "Trukket tilbage"),
                    ],
                    default="DRAFT",
                    max_length=24,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "applicant_kind",
                models.CharField(
                    blank=True,
                    choices=[
                        ("GROUP", "En gruppe af borgere"),
                        ("ASSOCIATION", "En forening"),
                        ("PERSON", "En privatperson"),
                        ("OTHER", "Andet"),
                    ],
                    max_length=12,
                ),
            ),
            ("in_municipality", models.BooleanField(null=True)),
            (
                "open_to_all",
                models.CharField(
                    blank=True,
                    choices=[
                        ("YES", "Ja"),
                        ("TARGET_GROUP", "Ja, men den er for en målgruppe"),
                        ("NO", "Nej"),
                    ],
                    max_length=12,
                ),
            ),
            ("has_begun", models.BooleanField(null=True)),
            ("what_remains", models.CharField(blank=True, max_length=400)),
            ("why_here", models.TextField(blank=True, max_length=800)),
            (
                "audience",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("CHILDREN", "Børn under 15 år"),
                            ("YOUTH", "Unge"),
                            ("FAMILIES", "Familier"),
                            ("ADULTS", "Voksne"),
                            ("OLDER", "Ældre"),
                            ("EVERYONE", "Alle"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("organisers", models.TextField(blank=True, max_length=500)),
            (
                "organiser_count",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(200),
                    ],
                ),
            ),
            (
                "participant_count",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(5000),
                    ],
                ),
            ),
            ("outreach", models.TextField(blank=True, max_length=400)),
            ("has_met_guide", models.BooleanField(blank=True, null=True)),
            ("other_funding", models.TextField(blank=True, max_length=500)),
            ("has_sought_elsewhere", models.BooleanField(null=True)),
            ("sought_where", models.CharField(blank=True, max_length=200)),
            ("can_do_without", models.TextField(blank=True, max_length=300)),
            (
                "place_permission",
                models.CharField(
                    blank=True,
                    choices=[
                        ("YES", "Ja"),
                        ("ASKED", "Vi har spurgt"),
                        ("NO_HELP", "Nej, hjælp os"),
                    ],
                    max_length=10,
                ),
            ),
            (
                "permits",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(
                        choices=[
                            ("FOOD", "Mad"),
                            ("FIRE", "Bål"),
                            ("MUSIC", "Musik"),
                            ("ROAD", "Spærring af vej"),
                        ],
                        max_length=10,
                    ),
                    blank=True,
                    default=list,
                    size=None,
                ),
            ),
            ("declares_child_certificates", models.BooleanField(default=False)),
            ("contact_name", models.CharField(blank=True, max_length=120)),
            ("contact_phone", models.CharField(blank=True, max_length=20)),
            ("contact_email", models.EmailField(blank=True, max_length=254)),
            ("association_name", models.CharField(blank=True, max_length=120)),
            ("association_cvr", models.CharField(blank=True, max_length=8)),
            (
                "payout_way",
                models.CharField(
                    blank=True,
                    choices=[
                        ("ASSOCIATION_CVR", "Til foreningen (CVR)"),
                        ("PERSON_CPR", "Til en privatperson"),
                        ("MUNICIPALITY_PAYS", "Kommunen betaler regningen"),
                        ("HOST_ASSOCIATION", "Gennem en værtsforening"),
                    ],
                    max_length=20,
                ),
            ),
            ("wants_names_public", models.BooleanField(default=False)),
            ("extra_answers", models.JSONField(blank=True, default=dict)),
            (
                "amount_requested",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            (
                "caseworker",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("submitted_at", models.DateTimeField(blank=True, null=True)),
            ("answer_by", models.DateField(blank=True, null=True)),
            ("decided_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="BudgetLine",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="budget_lines",
                    to="initiatives.application",
                ),
            ),
            ("position", models.PositiveSmallIntegerField(default=0)),
            ("text", models.CharField(max_length=60, verbose_name="Hvad")),
            (
                "amount",
                models.DecimalField(decimal_places=2, max_digits=12, verbose_name="Beløb (kr.)"),
            ),
        ],
        options={
            "ordering": ["position", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="budget_line_amount_positive"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Milestone",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="milestones",
                    to="initiatives.application",
                ),
            ),
            ("position", models.PositiveSmallIntegerField(default=0)),
            ("text", models.CharField(max_length=80, verbose_name="Hvad")),
            ("month", models.DateField(blank=True, null=True, verbose_name="Hvornår")),
        ],
        options={
            "ordering": ["position", "pk"],
        },
    ),
    migrations.CreateModel(
        name="ApplicationVersion",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="initiatives.application",
                ),
            ),
            ("number", models.PositiveSmallIntegerField()),
            ("answers", models.JSONField()),
            ("sha256", models.CharField(max_length=64)),
            (
                "setup",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="versions",
                    to="initiatives.roundsetup",
                ),
            ),
            (
                "sent_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("sent_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["number"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "number"), name="application_version_once"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ImpartialityDeclaration",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="declarations",
                    to="initiatives.application",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("is_impartial", models.BooleanField()),
            ("declared_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "user"), name="impartiality_declared_once"
                )
            ],
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
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="panel_seats",
                    to=settings.AUTH_USER_MODEL,
                    verbose_name="Person",
                ),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="areas.neighbourhood",
                    verbose_name="Kvarter",
                ),
            ),
            (
                "funding_round",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="panel_members",
                    to="initiatives.fundinground",
                    verbose_name="Runde",
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
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("neighbourhood__isnull", False),
                        ("funding_round__isnull", False),
                        _connector="OR",
                    ),
                    name="panel_member_of_something",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("to_day__isnull", True),
                        ("to_day__gte", models.F("from_day")),
                        _connector="OR",
                    ),
                    name="panel_member_ends_after_start",
                ),
            ],
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
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="panel_assignments",
                    to="initiatives.application",
                ),
            ),
            (
                "member",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assignments",
                    to="initiatives.panelmember",
                ),
            ),
            ("due_on", models.DateField()),
            (
                "assigned_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("assigned_at", models.DateTimeField(auto_now_add=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["due_on", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "member"), name="panel_assignment_once"
                )
            ],
        },
    ),
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
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assessments",
                    to="initiatives.application",
                ),
            ),
            (
                "assessor",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("CASEWORKER", "Sagsbehandler"), ("PANEL", "Panel")], max_length=12
                ),
            ),
            (
                "setup",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="initiatives.roundsetup",
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
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "assessor"), name="assessment_one_per_person"
                )
            ],
        },
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
    migrations.CreateModel(
        name="AssessmentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.assessment",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "assessor",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("CASEWORKER", "Sagsbehandler"), ("PANEL", "Panel")], max_length=12
                ),
            ),
            (
                "setup",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.roundsetup",
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
            (
                "assessment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="scores",
                    to="initiatives.assessment",
                ),
            ),
            ("position", models.PositiveSmallIntegerField()),
            ("name", models.CharField(max_length=80)),
            ("weight", models.PositiveSmallIntegerField()),
            (
                "score",
                models.PositiveSmallIntegerField(
                    blank=True, null=True, validators=[django.core.validators.MaxValueValidator(3)]
                ),
            ),
            ("remark", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "ordering": ["position"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("assessment", "position"), name="criterion_scored_once"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("score__isnull", True),
                        models.Q(("score__gte", 0), ("score__lte", 3)),
                        _connector="OR",
                    ),
                    name="criterion_score_in_range",
                ),
            ],
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
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="second_opinions",
                    to="initiatives.application",
                ),
            ),
            (
                "asked_of",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="opinions_asked",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("is_guide", models.BooleanField()),
            ("question", models.TextField(max_length=1000, verbose_name="Spørgsmål")),
            ("due_on", models.DateField(verbose_name="Frist")),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
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
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(
                        ("answered_at__isnull", True), ("withdrawn_at__isnull", True)
                    ),
                    fields=("application", "asked_of"),
                    name="second_opinion_one_open_per_person",
                ),
                models.CheckConstraint(
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
            ],
        },
    ),
    migrations.CreateModel(
        name="Inquiry",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="inquiries",
                    to="initiatives.application",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("INFORMATION", "Oplysninger"), ("HEARING", "Partshøring")],
                    max_length=12,
                ),
            ),
            ("text", models.TextField(max_length=2000)),
            ("due_on", models.DateField()),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("answer", models.TextField(blank=True, max_length=4000)),
            (
                "open_fields",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["asked_at"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("closed_at__isnull", True)),
                    fields=("application",),
                    name="inquiry_one_open_at_a_time",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="inquiry",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_inquiryevent" ("answer", "application_id", "asked_at", "asked_by_id", "closed_at", "due_on", "id", "kind", "open_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."answer", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."closed_at", NEW."due_on", NEW."id", NEW."kind", NEW."open_fields", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text"); RETURN NULL;',
                hash="896f7fcc4f7bac9bb35522ca552911b9abbe34f9",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_8a6f2",
                table="initiatives_inquiry",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="inquiry",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_inquiryevent" ("answer", "application_id", "asked_at", "asked_by_id", "closed_at", "due_on", "id", "kind", "open_fields", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text") VALUES (NEW."answer", NEW."application_id", NEW."asked_at", NEW."asked_by_id", NEW."closed_at", NEW."due_on", NEW."id", NEW."kind", NEW."open_fields", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text"); RETURN NULL;',
                hash="bb79e2f2b16b29463d283f387f0e709cfa5446a4",
                operation="UPDATE",
                pgid="pgtrigger_update_update_43b3a",
                table="initiatives_inquiry",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="InquiryEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.inquiry",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("INFORMATION", "Oplysninger"), ("HEARING", "Partshøring")],
                    max_length=12,
                ),
            ),
            ("text", models.TextField(max_length=2000)),
            ("due_on", models.DateField()),
            (
                "asked_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("answer", models.TextField(blank=True, max_length=4000)),
            (
                "open_fields",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.CharField(max_length=60), blank=True, default=list, size=None
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Recommendation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="recommendations",
                    to="initiatives.application",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("reasons", models.TextField(max_length=4000)),
            (
                "recommended_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recommended_at", models.DateTimeField(auto_now_add=True)),
            ("sent_back_reason", models.TextField(blank=True, max_length=2000)),
            (
                "sent_back_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("sent_back_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["recommended_at"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("sent_back_at__isnull", True), ("sent_back_by__isnull", True)),
                        models.Q(
                            ("sent_back_at__isnull", False),
                            ("sent_back_by__isnull", False),
                            models.Q(("sent_back_reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="recommendation_sent_back_has_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(("amount__gte", 0)),
                    name="recommendation_amount_not_negative",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="recommendation",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_recommendationevent" ("amount", "application_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recommended_at", "recommended_by_id", "sent_back_at", "sent_back_by_id", "sent_back_reason") VALUES (NEW."amount", NEW."application_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."recommended_at", NEW."recommended_by_id", NEW."sent_back_at", NEW."sent_back_by_id", NEW."sent_back_reason"); RETURN NULL;',
                hash="f97cc5a403b4c00265decb44e2b982e19befd6cd",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_a1e2b",
                table="initiatives_recommendation",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="recommendation",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_recommendationevent" ("amount", "application_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "recommended_at", "recommended_by_id", "sent_back_at", "sent_back_by_id", "sent_back_reason") VALUES (NEW."amount", NEW."application_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."recommended_at", NEW."recommended_by_id", NEW."sent_back_at", NEW."sent_back_by_id", NEW."sent_back_reason"); RETURN NULL;',
                hash="9ec8438c32b9438422534b96bd9b230163e00edb",
                operation="UPDATE",
                pgid="pgtrigger_update_update_e043f",
                table="initiatives_recommendation",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="RecommendationEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.recommendation",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("reasons", models.TextField(max_length=4000)),
            (
                "recommended_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recommended_at", models.DateTimeField(auto_now_add=True)),
            ("sent_back_reason", models.TextField(blank=True, max_length=2000)),
            (
                "sent_back_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("sent_back_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Decision",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="decisions",
                    to="initiatives.application",
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
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
            ("reasons", models.TextField(blank=True, max_length=4000)),
            ("legal_basis", models.CharField(max_length=300)),
            (
                "decided_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
            (
                "proposed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "next_step",
                models.CharField(
                    blank=True,
                    choices=[
                        ("GUIDE", "Tal idéen igennem med en guide"),
                        ("OTHER_ROUND", "Søg i en anden runde"),
                        ("LATER", "Søg igen senere"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "next_round",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="initiatives.fundinground",
                ),
            ),
            ("next_on", models.DateField(blank=True, null=True)),
            ("reopened_reason", models.TextField(blank=True, max_length=2000)),
            (
                "reopened_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reopened_at", models.DateTimeField(blank=True, null=True)),
            (
                "criteria",
                models.ManyToManyField(blank=True, related_name="+", to="initiatives.criterion"),
            ),
        ],
        options={
            "ordering": ["decided_at"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("reopened_at__isnull", True), ("reopened_by__isnull", True)),
                        models.Q(
                            ("reopened_at__isnull", False),
                            ("reopened_by__isnull", False),
                            models.Q(("reopened_reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="decision_reopened_has_reason",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("outcome", "AWARDED"),
                        models.Q(("reasons", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="decision_against_has_reasons",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("amount__gt", 0), ("outcome__in", ["AWARDED", "PARTLY_AWARDED"])),
                        models.Q(("amount", 0), ("outcome__in", ["REFUSED", "DISMISSED"])),
                        _connector="OR",
                    ),
                    name="decision_amount_fits_outcome",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("proposed_by__isnull", True),
                        models.Q(("proposed_by", models.F("decided_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="decision_two_are_two",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("next_on__isnull", True),
                            ("next_round__isnull", True),
                            ("next_step", ""),
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
                models.CheckConstraint(
                    condition=models.Q(("next_step", ""), ("outcome", "REFUSED"), _connector="OR"),
                    name="decision_next_step_after_refusal",
                ),
            ],
        },
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
    migrations.CreateModel(
        name="DecisionEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.decision",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
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
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, default=0, max_digits=12)),
            ("reasons", models.TextField(blank=True, max_length=4000)),
            ("legal_basis", models.CharField(max_length=300)),
            (
                "decided_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
            (
                "proposed_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "next_step",
                models.CharField(
                    blank=True,
                    choices=[
                        ("GUIDE", "Tal idéen igennem med en guide"),
                        ("OTHER_ROUND", "Søg i en anden runde"),
                        ("LATER", "Søg igen senere"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "next_round",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.fundinground",
                ),
            ),
            ("next_on", models.DateField(blank=True, null=True)),
            ("reopened_reason", models.TextField(blank=True, max_length=2000)),
            (
                "reopened_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reopened_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Award",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="awards",
                    to="initiatives.application",
                ),
            ),
            (
                "decision",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="award",
                    to="initiatives.decision",
                ),
            ),
            (
                "pool",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="awards",
                    to="initiatives.grantpool",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            (
                "amount_returned",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            ("lapse_warned_on", models.DateField(blank=True, null=True)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("OFFERED", "Tilbudt"),
                        ("ACCEPTED", "Vilkår accepteret"),
                        ("RUNNING", "I gang"),
                        ("REPORT_DUE", "Afventer afrapportering"),
                        ("REPORTED", "Afrapportering modtaget"),
                        ("CLOSED", "Afsluttet"),
                        ("LAPSED", "Bortfaldet"),
                        ("REPAYMENT_DUE", "Tilbagebetaling kræves"),
                    ],
                    default="OFFERED",
                    max_length=16,
                ),
            ),
            (
                "report_due_on",
                models.DateField(blank=True, null=True, verbose_name="Afrapportering senest"),
            ),
            ("awarded_at", models.DateTimeField(auto_now_add=True)),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "bevilling",
            "verbose_name_plural": "bevillinger",
            "ordering": ["-awarded_at"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="award_amount_positive"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("amount_returned__gte", 0), ("amount_returned__lte", models.F("amount"))
                    ),
                    name="award_returns_at_most_itself",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            [
                                "OFFERED",
                                "ACCEPTED",
                                "RUNNING",
                                "REPORT_DUE",
                                "REPORTED",
                                "CLOSED",
                                "LAPSED",
                                "REPAYMENT_DUE",
                            ],
                        )
                    ),
                    name="award_status_known",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "LAPSED"), _negated=True),
                    fields=("application",),
                    name="award_one_in_force",
                ),
            ],
        },
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
    migrations.CreateModel(
        name="AwardEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.award",
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
            ("id", models.BigIntegerField()),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "decision",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.decision",
                ),
            ),
            (
                "pool",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.grantpool",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            (
                "amount_returned",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            ("lapse_warned_on", models.DateField(blank=True, null=True)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("OFFERED", "Tilbudt"),
                        ("ACCEPTED", "Vilkår accepteret"),
                        ("RUNNING", "I gang"),
                        ("REPORT_DUE", "Afventer afrapportering"),
                        ("REPORTED", "Afrapportering modtaget"),
                        ("CLOSED", "Afsluttet"),
                        ("LAPSED", "Bortfaldet"),
                        ("REPAYMENT_DUE", "Tilbagebetaling kræves"),
                    ],
                    default="OFFERED",
                    max_length=16,
                ),
            ),
            (
                "report_due_on",
                models.DateField(blank=True, null=True, verbose_name="Afrapportering senest"),
            ),
            ("awarded_at", models.DateTimeField(auto_now_add=True)),
            ("accepted_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="PlanChange",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "award",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="plan_changes",
                    to="initiatives.award",
                ),
            ),
            ("new_ends_on", models.DateField(blank=True, null=True)),
            ("text", models.TextField(blank=True, max_length=800)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("ASKED", "Kommunen ser på det"),
                        ("APPROVED", "Ja"),
                        ("DECLINED", "Nej"),
                        ("TAKEN_BACK", "Taget tilbage"),
                    ],
                    default="ASKED",
                    max_length=10,
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("answer", models.TextField(blank=True, max_length=800)),
            (
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["asked_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("new_ends_on__isnull", False),
                        models.Q(("text", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="plan_change_says_what",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at__isnull", True), ("status", "ASKED")),
                        models.Q(
                            models.Q(("status", "ASKED"), _negated=True),
                            ("answered_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="plan_change_answered_has_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "DECLINED"), _negated=True),
                        models.Q(("answer", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="plan_change_declined_has_reason",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "ASKED")),
                    fields=("award",),
                    name="plan_change_one_open_at_a_time",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planchange",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_planchangeevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "award_id", "id", "new_ends_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "text") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."award_id", NEW."id", NEW."new_ends_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."status", NEW."text"); RETURN NULL;',
                hash="ca9dd0e883deb6c668a374e4e754a3078b75bfa4",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_d7a2f",
                table="initiatives_planchange",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planchange",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_planchangeevent" ("answer", "answered_at", "answered_by_id", "asked_at", "asked_by_id", "award_id", "id", "new_ends_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "status", "text") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."asked_at", NEW."asked_by_id", NEW."award_id", NEW."id", NEW."new_ends_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."status", NEW."text"); RETURN NULL;',
                hash="fbc745f9a0ac645d758ad52c22a0663b4ec66a6a",
                operation="UPDATE",
                pgid="pgtrigger_update_update_cd952",
                table="initiatives_planchange",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="PlanChangeEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.planchange",
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
            ("id", models.BigIntegerField()),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.award",
                ),
            ),
            ("new_ends_on", models.DateField(blank=True, null=True)),
            ("text", models.TextField(blank=True, max_length=800)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("ASKED", "Kommunen ser på det"),
                        ("APPROVED", "Ja"),
                        ("DECLINED", "Nej"),
                        ("TAKEN_BACK", "Taget tilbage"),
                    ],
                    default="ASKED",
                    max_length=10,
                ),
            ),
            (
                "asked_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("asked_at", models.DateTimeField(auto_now_add=True)),
            ("answer", models.TextField(blank=True, max_length=800)),
            (
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="CaseRow",
        fields=[
            (
                "application",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    primary_key=True,
                    related_name="case_row",
                    serialize=False,
                    to="initiatives.application",
                ),
            ),
            ("public_id", models.UUIDField(editable=False)),
            (
                "initiative",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="initiatives.initiative",
                ),
            ),
            ("number", models.CharField(max_length=20)),
            ("title", models.CharField(max_length=80)),
            ("applicant_name", models.CharField(max_length=120)),
            (
                "neighbourhood",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="areas.neighbourhood",
                ),
            ),
            (
                "theme",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="areas.theme",
                ),
            ),
            (
                "funding_round",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="initiatives.fundinground",
                ),
            ),
            (
                "caseworker",
                models.ForeignKey(
                    db_constraint=False,
                    db_index=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("status", models.CharField(max_length=24)),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("submitted_at", models.DateTimeField()),
            ("answer_by", models.DateField(null=True)),
            ("decided_at", models.DateTimeField(null=True)),
            ("queue_place", models.IntegerField()),
            ("application_words", django.contrib.postgres.search.SearchVectorField()),
            ("initiative_words", django.contrib.postgres.search.SearchVectorField()),
            (
                "words",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.F("application_words"),
                        models.F("initiative_words"),
                        arg_joiner=" || ",
                        template="(%(expressions)s)",
                    ),
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
            ),
        ],
        options={
            "indexes": [
                models.Index(fields=["queue_place", "application"], name="case_row_queue"),
                models.Index(fields=["submitted_at", "application"], name="case_row_sent"),
                models.Index(fields=["amount", "application"], name="case_row_amount"),
                models.Index(
                    fields=["status", "queue_place", "application"], name="case_row_status"
                ),
                models.Index(
                    fields=["funding_round", "queue_place", "application"], name="case_row_round"
                ),
                models.Index(
                    fields=["neighbourhood", "queue_place", "application"], name="case_row_place"
                ),
                models.Index(fields=["theme", "queue_place", "application"], name="case_row_theme"),
                models.Index(
                    fields=["caseworker", "queue_place", "application"], name="case_row_caseworker"
                ),
                django.contrib.postgres.indexes.GinIndex(fields=["words"], name="case_row_words"),
            ],
        },
    ),
    migrations.CreateModel(
        name="SavedView",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="saved_views",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("name", models.CharField(max_length=60)),
            ("query", models.CharField(blank=True, max_length=1000)),
        ],
        options={
            "ordering": ["name"],
            "constraints": [
                models.UniqueConstraint(fields=("user", "name"), name="saved_view_name_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Comment",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="comments",
                    to="initiatives.initiative",
                ),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="answers",
                    to="initiatives.comment",
                ),
            ),
            (
                "speaker",
                models.CharField(
                    choices=[
                        ("RESIDENT", "Nabo"),
                        ("GROUP", "Svar fra gruppen"),
                        ("MUNICIPALITY", "Svar fra kommunen"),
                    ],
                    default="RESIDENT",
                    max_length=12,
                ),
            ),
            ("text", models.TextField(blank=True, max_length=1000, verbose_name="Kommentar")),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="comments",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("shows_full_name", models.BooleanField(default=False)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("AWAITING_MODERATION", "Afventer gennemsyn"),
                        ("PUBLIC", "Vist for alle"),
                        ("REFUSED", "Ikke vist"),
                        ("HIDDEN", "Skjult"),
                        ("WITHDRAWN", "Trukket tilbage"),
                    ],
                    default="AWAITING_MODERATION",
                    max_length=20,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1)),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("moved_at", models.DateTimeField(blank=True, null=True)),
            ("erased_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "ordering": ["-published_at", "-pk"],
            "indexes": [
                models.Index(
                    models.F("initiative"),
                    models.OrderBy(models.F("published_at"), descending=True),
                    models.OrderBy(models.F("id"), descending=True),
                    condition=models.Q(("parent__isnull", True), ("status", "PUBLIC")),
                    name="comment_public_by_initiative",
                ),
                models.Index(
                    condition=models.Q(("status", "AWAITING_MODERATION")),
                    fields=["written_at"],
                    name="comment_waits",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            ["AWAITING_MODERATION", "PUBLIC", "REFUSED", "HIDDEN", "WITHDRAWN"],
                        )
                    ),
                    name="comment_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "PUBLIC"), _negated=True),
                        models.Q(("erased_at__isnull", True), ("published_at__isnull", False)),
                        _connector="OR",
                    ),
                    name="comment_public_has_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("parent__isnull", True), ("speaker", "RESIDENT")),
                        models.Q(
                            ("parent__isnull", False), ("speaker__in", ["GROUP", "MUNICIPALITY"])
                        ),
                        _connector="OR",
                    ),
                    name="comment_answers_are_official",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("erased_at__isnull", True), models.Q(("text", ""), _negated=True)
                        ),
                        models.Q(("erased_at__isnull", False), ("text", "")),
                        _connector="OR",
                    ),
                    name="comment_has_words_or_is_erased",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("parent__isnull", False), ("status__in", ["AWAITING_MODERATION", "PUBLIC"])
                    ),
                    fields=("parent", "speaker"),
                    name="comment_one_answer_each",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="comment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_commentevent" ("author_id", "erased_at", "id", "initiative_id", "moved_at", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "shows_full_name", "speaker", "status", "submission_token", "version", "written_at") VALUES (NEW."author_id", NEW."erased_at", NEW."id", NEW."initiative_id", NEW."moved_at", NEW."parent_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."published_at", NEW."shows_full_name", NEW."speaker", NEW."status", NEW."submission_token", NEW."version", NEW."written_at"); RETURN NULL;',
                hash="1954e90fca8af63bbeb35e73197906217863dd94",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_3cbf5",
                table="initiatives_comment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="comment",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."author_id" IS DISTINCT FROM (NEW."author_id") OR OLD."erased_at" IS DISTINCT FROM (NEW."erased_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."initiative_id" IS DISTINCT FROM (NEW."initiative_id") OR OLD."moved_at" IS DISTINCT FROM (NEW."moved_at") OR OLD."parent_id" IS DISTINCT FROM (NEW."parent_id") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."shows_full_name" IS DISTINCT FROM (NEW."shows_full_name") OR OLD."speaker" IS DISTINCT FROM (NEW."speaker") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."submission_token" IS DISTINCT FROM (NEW."submission_token") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."written_at" IS DISTINCT FROM (NEW."written_at"))',
                func='INSERT INTO "initiatives_commentevent" ("author_id", "erased_at", "id", "initiative_id", "moved_at", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "shows_full_name", "speaker", "status", "submission_token", "version", "written_at") VALUES (NEW."author_id", NEW."erased_at", NEW."id", NEW."initiative_id", NEW."moved_at", NEW."parent_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."published_at", NEW."shows_full_name", NEW."speaker", NEW."status", NEW."submission_token", NEW."version", NEW."written_at"); RETURN NULL;',
                hash="f1295e2a661626c394790da621439c63afcc914d",
                operation="UPDATE",
                pgid="pgtrigger_update_update_8c8a4",
                table="initiatives_comment",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CommentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.comment",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "initiative",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.initiative",
                ),
            ),
            (
                "parent",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.comment",
                ),
            ),
            (
                "speaker",
                models.CharField(
                    choices=[
                        ("RESIDENT", "Nabo"),
                        ("GROUP", "Svar fra gruppen"),
                        ("MUNICIPALITY", "Svar fra kommunen"),
                    ],
                    default="RESIDENT",
                    max_length=12,
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("shows_full_name", models.BooleanField(default=False)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("AWAITING_MODERATION", "Afventer gennemsyn"),
                        ("PUBLIC", "Vist for alle"),
                        ("REFUSED", "Ikke vist"),
                        ("HIDDEN", "Skjult"),
                        ("WITHDRAWN", "Trukket tilbage"),
                    ],
                    default="AWAITING_MODERATION",
                    max_length=20,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1)),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("moved_at", models.DateTimeField(blank=True, null=True)),
            ("erased_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="CommentReport",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "comment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="reports",
                    to="initiatives.comment",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("PRIVATE", "Der står noget privat om nogen"),
                        ("HARSH", "Den er grov, hadefuld eller truende"),
                        ("ADVERT", "Den er reklame eller fup"),
                        ("OTHER", "Noget andet"),
                    ],
                    max_length=8,
                    verbose_name="Hvad er galt?",
                ),
            ),
            ("text", models.CharField(blank=True, max_length=300, verbose_name="Fortæl kort")),
            (
                "reporter",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="comment_reports",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(auto_now_add=True)),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("WAITING", "Venter på svar"),
                        ("KEPT", "Kommentaren blev stående"),
                        ("HIDDEN", "Kommentaren er skjult"),
                        ("GONE", "Kommentaren er trukket tilbage"),
                    ],
                    default="WAITING",
                    max_length=8,
                ),
            ),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "ordering": ["made_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["PRIVATE", "HARSH", "ADVERT", "OTHER"])),
                    name="report_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at__isnull", True), ("outcome", "WAITING")),
                        models.Q(
                            models.Q(("outcome", "WAITING"), _negated=True),
                            ("answered_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="report_answered_has_day",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("outcome", "WAITING"), ("reporter__isnull", False)),
                    fields=("comment", "reporter"),
                    name="report_once_each",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CommentVerdict",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "comment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="verdicts",
                    to="initiatives.comment",
                ),
            ),
            (
                "move",
                models.CharField(
                    choices=[
                        ("PUBLISH", "Vis den for alle"),
                        ("REFUSE", "Vis den ikke"),
                        ("KEEP", "Lad den stå"),
                        ("HIDE", "Skjul den"),
                        ("SHOW_AGAIN", "Vis den igen"),
                        ("WITHDRAW", "Træk den tilbage"),
                    ],
                    max_length=10,
                ),
            ),
            ("reason", models.TextField(blank=True, max_length=800)),
            (
                "decided_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["-decided_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("move", "PUBLISH"),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="comment_verdict_has_reason",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ApplicationFile",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="files",
                    to="initiatives.application",
                ),
            ),
            (
                "stored_file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="application_file",
                    to="files.storedfile",
                ),
            ),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name": "fil",
            "verbose_name_plural": "filer",
            "ordering": ["added_at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="Follower",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "user",
                models.OneToOneField(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="follower",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("locale", models.CharField(default="da", max_length=2)),
            ("told_until", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "indexes": [models.Index(fields=["told_until"], name="follower_told_until")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("email", ""), ("user__isnull", False)),
                        models.Q(("user__isnull", True), models.Q(("email", ""), _negated=True)),
                        _connector="OR",
                    ),
                    name="follower_is_account_or_address",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("email", ""), _negated=True),
                    fields=("email",),
                    name="follower_address_once",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Follow",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "follower",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="follows",
                    to="initiatives.follower",
                ),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="areas.neighbourhood",
                ),
            ),
            (
                "theme",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="areas.theme",
                ),
            ),
            (
                "initiative",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="initiatives.initiative",
                ),
            ),
            ("asked_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("confirmed_at", models.DateTimeField(null=True)),
        ],
        options={
            "ordering": ["asked_at", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("confirmed_at__isnull", True)),
                    fields=["asked_at"],
                    name="follow_unconfirmed",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("initiative__isnull", True),
                            ("neighbourhood__isnull", False),
                            ("theme__isnull", True),
                        ),
                        models.Q(
                            ("initiative__isnull", True),
                            ("neighbourhood__isnull", True),
                            ("theme__isnull", False),
                        ),
                        models.Q(
                            ("initiative__isnull", False),
                            ("neighbourhood__isnull", True),
                            ("theme__isnull", True),
                        ),
                        _connector="OR",
                    ),
                    name="follow_is_of_one_thing",
                ),
                models.UniqueConstraint(
                    fields=("follower", "neighbourhood", "theme", "initiative"),
                    name="follow_once",
                    nulls_distinct=False,
                ),
            ],
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
            (
                "pool",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="meetings",
                    to="initiatives.grantpool",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            ("meets_on", models.DateField(verbose_name="Dato")),
            (
                "opened_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("opened_at", models.DateTimeField(auto_now_add=True)),
            (
                "closed_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "beslutningsmøde",
            "verbose_name_plural": "beslutningsmøder",
            "ordering": ["-meets_on", "-pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("closed_at__isnull", True)),
                    fields=("pool",),
                    name="meeting_one_open_per_pool",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                        models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="meeting_closed_by_somebody",
                ),
            ],
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
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="marks",
                    to="initiatives.decisionmeeting",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="trial_awards",
                    to="initiatives.application",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            (
                "next_step",
                models.CharField(
                    blank=True,
                    choices=[
                        ("GUIDE", "Tal idéen igennem med en guide"),
                        ("OTHER_ROUND", "Søg i en anden runde"),
                        ("LATER", "Søg igen senere"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "next_round",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="initiatives.fundinground",
                ),
            ),
            ("next_on", models.DateField(blank=True, null=True)),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "marked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("marked_at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=("meeting", "application"), name="trial_award_once"),
                models.CheckConstraint(
                    condition=models.Q(("amount__gte", 0)), name="trial_award_amount_not_negative"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("next_on__isnull", True),
                            ("next_round__isnull", True),
                            ("next_step", ""),
                        ),
                        models.Q(
                            ("amount", 0),
                            ("next_on", None),
                            ("next_round__isnull", True),
                            ("next_step", "GUIDE"),
                        ),
                        models.Q(
                            ("amount", 0),
                            ("next_round__isnull", False),
                            ("next_step", "OTHER_ROUND"),
                        ),
                        models.Q(("amount", 0), ("next_on__isnull", False), ("next_step", "LATER")),
                        _connector="OR",
                    ),
                    name="trial_award_next_step_is_whole",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="DecidingRun",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "meeting",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="deciding_runs",
                    to="initiatives.decisionmeeting",
                ),
            ),
            ("token", models.UUIDField(editable=False, unique=True)),
            (
                "started_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("started_at", models.DateTimeField(auto_now_add=True)),
            ("finished_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["-started_at", "-pk"],
        },
    ),
    migrations.CreateModel(
        name="DecidingItem",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "run",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="items",
                    to="initiatives.decidingrun",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="initiatives.application",
                ),
            ),
            ("verdict", models.JSONField(null=True)),
            (
                "outcome",
                models.CharField(
                    choices=[
                        ("WAITING", "Venter"),
                        ("DECIDED", "Afgjort"),
                        ("PROPOSED", "Venter på en anden godkender"),
                        ("LEFT", "Ikke afgjort"),
                    ],
                    default="WAITING",
                    max_length=8,
                ),
            ),
            ("refusal", models.CharField(blank=True, max_length=300)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.UniqueConstraint(fields=("run", "application"), name="deciding_item_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_at__isnull", True), ("outcome", "WAITING")),
                        models.Q(
                            models.Q(("outcome", "WAITING"), _negated=True),
                            ("done_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="deciding_item_done_has_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="AwardProposal",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="award_proposals",
                    to="initiatives.application",
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
            (
                "proposed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("proposed_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="proposal_amount_positive"
                ),
                models.UniqueConstraint(
                    fields=("application", "application_version"), name="proposal_once_a_version"
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Report",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "award",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="report",
                    to="initiatives.award",
                ),
            ),
            ("what_happened", models.TextField(max_length=800)),
            ("participants", models.PositiveIntegerField()),
            ("volunteers", models.PositiveIntegerField()),
            ("volunteer_hours", models.PositiveIntegerField()),
            ("reached_new_people", models.BooleanField()),
            (
                "continues",
                models.CharField(
                    choices=[("YES", "Ja"), ("NO", "Nej"), ("MAYBE", "Måske")], max_length=6
                ),
            ),
            ("advice", models.CharField(blank=True, max_length=300)),
            (
                "amount_spent",
                models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
            ),
            ("is_declared", models.BooleanField(default=False)),
            ("story_consent_at", models.DateTimeField(blank=True, null=True)),
            ("story_consent_withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "submitted_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("submitted_at", models.DateTimeField(auto_now_add=True)),
            (
                "amount_accepted",
                models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
            ),
            (
                "checked_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("checked_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("checked_at__isnull", True), ("amount_accepted__gte", 0), _connector="OR"
                    ),
                    name="report_checked_has_amount",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportLine",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "report",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="lines",
                    to="initiatives.report",
                ),
            ),
            (
                "budget_line",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="initiatives.budgetline",
                ),
            ),
            ("position", models.PositiveSmallIntegerField(default=0)),
            ("text", models.CharField(max_length=60)),
            (
                "amount_budgeted",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            ("amount_spent", models.DecimalField(decimal_places=2, max_digits=12)),
            (
                "verdict",
                models.CharField(
                    blank=True,
                    choices=[
                        ("ACCEPTED", "Godkendt"),
                        ("ASKED", "Vi har spurgt gruppen"),
                        ("REMARK", "Godkendt med en bemærkning"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "amount_accepted",
                models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True),
            ),
            ("remark", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "ordering": ["position", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount_spent__gte", 0), ("amount_budgeted__gte", 0)),
                    name="report_line_amounts_not_negative",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ReportDraft",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "award",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="report_draft",
                    to="initiatives.award",
                ),
            ),
            ("answers", models.JSONField(default=dict)),
            ("saved_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
    ),
    migrations.CreateModel(
        name="AwardFile",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "award",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="files",
                    to="initiatives.award",
                ),
            ),
            (
                "stored_file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="award_file",
                    to="files.storedfile",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("RECEIPT", "Kvittering"),
                        ("PICTURE", "Billede"),
                        ("BILL", "Regning"),
                    ],
                    max_length=8,
                ),
            ),
            (
                "alt_text",
                models.CharField(blank=True, max_length=120, verbose_name="Hvad viser billedet?"),
            ),
            ("consent_at", models.DateTimeField(blank=True, null=True)),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["added_at", "pk"],
        },
    ),
    migrations.CreateModel(
        name="ReportReminder",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "award",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="report_reminders",
                    to="initiatives.award",
                ),
            ),
            ("due_on", models.DateField()),
            ("days", models.SmallIntegerField()),
            ("sent_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("award", "due_on", "days"), name="reminder_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Payment",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "award",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="payments",
                    to="initiatives.award",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            (
                "status",
                models.CharField(
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
            (
                "condition",
                models.CharField(
                    choices=[
                        ("TERMS", "Vilkår accepteret"),
                        ("REPORT", "Afrapportering godkendt"),
                        ("RECEIPT", "Bilag modtaget"),
                    ],
                    default="TERMS",
                    max_length=8,
                ),
            ),
            ("due_on", models.DateField(blank=True, null=True)),
            (
                "approved_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("approved_at", models.DateTimeField(blank=True, null=True)),
            ("paid_on", models.DateField(blank=True, null=True)),
            ("failure", models.CharField(blank=True, max_length=200)),
            ("note", models.CharField(blank=True, max_length=200)),
            (
                "recorded_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["paid_on", "due_on", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("status", "PAID"), _negated=True),
                    fields=["status", "due_on"],
                    name="payment_not_made",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="payment_amount_positive"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            ["PLANNED", "APPROVED", "EXPORTED", "PAID", "FAILED", "CANCELLED"],
                        )
                    ),
                    name="payment_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "PAID"), _negated=True),
                        models.Q(("paid_on__isnull", False), ("recorded_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="payment_paid_has_day_and_payer",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status__in", ["APPROVED", "EXPORTED"]), _negated=True),
                        models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="payment_let_go_has_payer",
                ),
            ],
        },
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
    migrations.CreateModel(
        name="PaymentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.payment",
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
            ("id", models.BigIntegerField()),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.award",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            (
                "status",
                models.CharField(
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
            (
                "condition",
                models.CharField(
                    choices=[
                        ("TERMS", "Vilkår accepteret"),
                        ("REPORT", "Afrapportering godkendt"),
                        ("RECEIPT", "Bilag modtaget"),
                    ],
                    default="TERMS",
                    max_length=8,
                ),
            ),
            ("due_on", models.DateField(blank=True, null=True)),
            (
                "approved_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("approved_at", models.DateTimeField(blank=True, null=True)),
            ("paid_on", models.DateField(blank=True, null=True)),
            ("failure", models.CharField(blank=True, max_length=200)),
            ("note", models.CharField(blank=True, max_length=200)),
            (
                "recorded_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("recorded_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
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
                "award",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="payout",
                    to="initiatives.award",
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
            (
                "confirmed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("way__in", ["ASSOCIATION_CVR", "HOST_ASSOCIATION"]), _negated=True
                        ),
                        models.Q(("cvr", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="payout_association_has_cvr",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("way", "HOST_ASSOCIATION"), _negated=True),
                        ("has_agreement", True),
                        _connector="OR",
                    ),
                    name="payout_host_has_agreed",
                ),
            ],
        },
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
    migrations.CreateModel(
        name="PayoutEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.payout",
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
            ("id", models.BigIntegerField()),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.award",
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
            (
                "confirmed_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "abstract": False,
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
            (
                "award",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="cpr_number",
                    to="initiatives.award",
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
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
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
        name="BatchLine",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "batch",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="lines",
                    to="initiatives.paymentbatch",
                ),
            ),
            (
                "payment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="batch_lines",
                    to="initiatives.payment",
                ),
            ),
            ("number", models.PositiveIntegerField()),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("settled_at", models.DateTimeField(blank=True, null=True)),
            ("failure", models.CharField(blank=True, max_length=200)),
        ],
        options={
            "ordering": ["batch", "number"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("failure", "")),
                    fields=("payment",),
                    name="batch_line_each_payment_once",
                ),
                models.UniqueConstraint(fields=("batch", "number"), name="batch_line_number_once"),
            ],
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
            (
                "award",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="repayment",
                    to="initiatives.award",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("reason", models.TextField(max_length=800)),
            ("due_on", models.DateField()),
            (
                "claimed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "amount_paid_back",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            (
                "amount_waived",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            ("paid_back_on", models.DateField(blank=True, null=True)),
            ("reminders_sent", models.PositiveSmallIntegerField(default=0)),
        ],
        options={
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="repayment_amount_positive"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("amount_paid_back__gte", 0),
                        ("amount_waived__gte", 0),
                        (
                            "amount__gte",
                            django.db.models.expressions.CombinedExpression(
                                models.F("amount_paid_back"), "+", models.F("amount_waived")
                            ),
                        ),
                    ),
                    name="repayment_at_most_the_claim",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="repayment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_repaymentevent" ("amount", "amount_paid_back", "amount_waived", "award_id", "claimed_at", "claimed_by_id", "due_on", "id", "paid_back_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent") VALUES (NEW."amount", NEW."amount_paid_back", NEW."amount_waived", NEW."award_id", NEW."claimed_at", NEW."claimed_by_id", NEW."due_on", NEW."id", NEW."paid_back_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."reminders_sent"); RETURN NULL;',
                hash="5a194604209592e99623447a2dd2153f8beebdb7",
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
                func='INSERT INTO "initiatives_repaymentevent" ("amount", "amount_paid_back", "amount_waived", "award_id", "claimed_at", "claimed_by_id", "due_on", "id", "paid_back_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "reminders_sent") VALUES (NEW."amount", NEW."amount_paid_back", NEW."amount_waived", NEW."award_id", NEW."claimed_at", NEW."claimed_by_id", NEW."due_on", NEW."id", NEW."paid_back_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."reminders_sent"); RETURN NULL;',
                hash="f7c2a5a6326a40bbf471bb3f360020b4f0e76aa3",
                operation="UPDATE",
                pgid="pgtrigger_update_update_8d875",
                table="initiatives_repayment",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="RepaymentEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.repayment",
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
            ("id", models.BigIntegerField()),
            (
                "award",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.award",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("reason", models.TextField(max_length=800)),
            ("due_on", models.DateField()),
            (
                "claimed_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("claimed_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "amount_paid_back",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            (
                "amount_waived",
                models.DecimalField(decimal_places=2, default=Decimal("0.00"), max_digits=12),
            ),
            ("paid_back_on", models.DateField(blank=True, null=True)),
            ("reminders_sent", models.PositiveSmallIntegerField(default=0)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Waiver",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "repayment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="waivers",
                    to="initiatives.repayment",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("amount_left", models.DecimalField(decimal_places=2, max_digits=12)),
            ("reasons", models.TextField(max_length=4000)),
            (
                "waived_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("waived_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "ordering": ["waived_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0), ("amount_left__gte", 0)),
                    name="waiver_amount_positive",
                ),
                models.CheckConstraint(
                    condition=models.Q(("reasons", ""), _negated=True), name="waiver_has_reasons"
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="waiver",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_waiverevent" ("amount", "amount_left", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "repayment_id", "waived_at", "waived_by_id") VALUES (NEW."amount", NEW."amount_left", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reasons", NEW."repayment_id", NEW."waived_at", NEW."waived_by_id"); RETURN NULL;',
                hash="27e57043790b9bd1a182663933d49a5ec34454ba",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_12d1e",
                table="initiatives_waiver",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="waiver",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_waiverevent" ("amount", "amount_left", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reasons", "repayment_id", "waived_at", "waived_by_id") VALUES (NEW."amount", NEW."amount_left", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reasons", NEW."repayment_id", NEW."waived_at", NEW."waived_by_id"); RETURN NULL;',
                hash="fd6ef75ccd03778e5049e59de0b5170c8f736339",
                operation="UPDATE",
                pgid="pgtrigger_update_update_d5aa5",
                table="initiatives_waiver",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="WaiverEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.waiver",
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
            ("id", models.BigIntegerField()),
            (
                "repayment",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.repayment",
                ),
            ),
            ("amount", models.DecimalField(decimal_places=2, max_digits=12)),
            ("amount_left", models.DecimalField(decimal_places=2, max_digits=12)),
            ("reasons", models.TextField(max_length=4000)),
            (
                "waived_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("waived_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Message",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="messages",
                    to="initiatives.application",
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("text", models.TextField(max_length=4000, verbose_name="Besked")),
            ("sent_at", models.DateTimeField(auto_now_add=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "ordering": ["sent_at", "pk"],
            "indexes": [
                models.Index(fields=["application", "sent_at"], name="message_by_application")
            ],
        },
    ),
    migrations.CreateModel(
        name="MessageReading",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("read_at", models.DateTimeField()),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(
                    fields=("application", "user"), name="message_reading_one_per_person"
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Letter",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letters",
                    to="initiatives.application",
                ),
            ),
            (
                "decision",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letter",
                    to="initiatives.decision",
                ),
            ),
            (
                "repayment",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letter",
                    to="initiatives.repayment",
                ),
            ),
            (
                "waiver",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letter",
                    to="initiatives.waiver",
                ),
            ),
            (
                "stored_file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="letter",
                    to="files.storedfile",
                ),
            ),
            ("sha256", models.CharField(max_length=64)),
            ("sender_name", models.CharField(max_length=120)),
            ("sender_title", models.CharField(blank=True, max_length=120)),
            ("sent_at", models.DateTimeField()),
            ("first_read_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["sent_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("decision__isnull", False),
                            ("repayment__isnull", True),
                            ("waiver__isnull", True),
                        ),
                        models.Q(
                            ("decision__isnull", True),
                            ("repayment__isnull", False),
                            ("waiver__isnull", True),
                        ),
                        models.Q(
                            ("decision__isnull", True),
                            ("repayment__isnull", True),
                            ("waiver__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="letter_is_about_one_thing",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Presentation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "initiative",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="presentation",
                    to="initiatives.initiative",
                ),
            ),
            ("title", models.CharField(blank=True, max_length=80)),
            ("summary", models.CharField(blank=True, max_length=300)),
            ("place", models.CharField(blank=True, max_length=120)),
            (
                "picture",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="files.storedfile",
                ),
            ),
            ("asked_at", models.DateTimeField(blank=True, null=True)),
            (
                "asked_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "comments_closed",
                models.CharField(
                    blank=True,
                    choices=[
                        ("NO_TIME", "Vi har ikke tid til at svare lige nu."),
                        ("TALK_TO_US", "Tal hellere med os, når du møder os."),
                        ("OVER", "Initiativet er slut."),
                    ],
                    default="",
                    max_length=10,
                ),
            ),
            (
                "words",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.F("title"),
                        models.F("summary"),
                        models.F("place"),
                        arg_joiner=" || ' ' || ",
                        template="to_tsvector('portal_danish'::regconfig, %(expressions)s)",
                    ),
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
            ),
        ],
        options={
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(
                    fields=["words"], name="presentation_words"
                ),
                models.Index(
                    condition=models.Q(("asked_at__isnull", False)),
                    fields=["asked_at"],
                    name="presentation_waits",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="InitiativePicture",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "initiative",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="picture",
                    to="initiatives.initiative",
                ),
            ),
            (
                "stored_file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="initiative_picture",
                    to="files.storedfile",
                ),
            ),
            ("alt_text", models.CharField(max_length=120, verbose_name="Hvad viser billedet?")),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("consent_at", models.DateTimeField()),
            ("consent_withdrawn_at", models.DateTimeField(blank=True, null=True)),
        ],
    ),
    migrations.CreateModel(
        name="InitiativeUpdate",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="updates",
                    to="initiatives.initiative",
                ),
            ),
            ("text", models.TextField(max_length=1500, verbose_name="Nyt")),
            (
                "picture",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="update_picture",
                    to="files.storedfile",
                ),
            ),
            (
                "picture_alt_text",
                models.CharField(blank=True, max_length=120, verbose_name="Hvad viser billedet?"),
            ),
            ("picture_consent_at", models.DateTimeField(blank=True, null=True)),
            ("picture_consent_withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("AWAITING_MODERATION", "Afventer gennemsyn"),
                        ("PUBLIC", "Offentlig"),
                        ("HIDDEN", "Skjult"),
                    ],
                    default="AWAITING_MODERATION",
                    max_length=20,
                ),
            ),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "ordering": ["-written_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["AWAITING_MODERATION", "PUBLIC", "HIDDEN"])),
                    name="update_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "PUBLIC"), _negated=True),
                        ("published_at__isnull", False),
                        _connector="OR",
                    ),
                    name="update_public_has_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("picture__isnull", True),
                        models.Q(
                            models.Q(("picture_alt_text", ""), _negated=True),
                            ("picture_consent_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="update_picture_has_words_and_consent",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="initiativeupdate",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_initiativeupdateevent" ("id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_alt_text", "picture_consent_at", "picture_consent_withdrawn_at", "picture_id", "public_id", "published_at", "status", "submission_token", "text", "written_at", "written_by_id") VALUES (NEW."id", NEW."initiative_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_alt_text", NEW."picture_consent_at", NEW."picture_consent_withdrawn_at", NEW."picture_id", NEW."public_id", NEW."published_at", NEW."status", NEW."submission_token", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                hash="d39e3190ef7d18d5ef05a9845c6db0a36a4bab95",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_cd394",
                table="initiatives_initiativeupdate",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="initiativeupdate",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_initiativeupdateevent" ("id", "initiative_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_alt_text", "picture_consent_at", "picture_consent_withdrawn_at", "picture_id", "public_id", "published_at", "status", "submission_token", "text", "written_at", "written_by_id") VALUES (NEW."id", NEW."initiative_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_alt_text", NEW."picture_consent_at", NEW."picture_consent_withdrawn_at", NEW."picture_id", NEW."public_id", NEW."published_at", NEW."status", NEW."submission_token", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;',
                hash="b17fcd3853a5d0ccc342fa291767c3c1647e5cc1",
                operation="UPDATE",
                pgid="pgtrigger_update_update_91e4c",
                table="initiatives_initiativeupdate",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="InitiativeUpdateEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.initiativeupdate",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "initiative",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.initiative",
                ),
            ),
            ("text", models.TextField(max_length=1500, verbose_name="Nyt")),
            (
                "picture",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="files.storedfile",
                ),
            ),
            (
                "picture_alt_text",
                models.CharField(blank=True, max_length=120, verbose_name="Hvad viser billedet?"),
            ),
            ("picture_consent_at", models.DateTimeField(blank=True, null=True)),
            ("picture_consent_withdrawn_at", models.DateTimeField(blank=True, null=True)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("AWAITING_MODERATION", "Afventer gennemsyn"),
                        ("PUBLIC", "Offentlig"),
                        ("HIDDEN", "Skjult"),
                    ],
                    default="AWAITING_MODERATION",
                    max_length=20,
                ),
            ),
            (
                "written_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="HelpNeed",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="needs",
                    to="initiatives.initiative",
                ),
            ),
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
                    verbose_name="Hvad mangler I?",
                ),
            ),
            ("text", models.CharField(max_length=200, verbose_name="Fortæl kort")),
            (
                "how_many",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Hvor mange?"),
            ),
            ("until", models.DateField(blank=True, null=True, verbose_name="Til og med")),
            (
                "added_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("added_at", models.DateTimeField(auto_now_add=True)),
            ("met_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["until", "added_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind__in", ["HANDS", "PLACE", "TOOLS", "KNOWLEDGE", "THINGS"])
                    ),
                    name="need_kind_known",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="ModerationDecision",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="moderation_decisions",
                    to="initiatives.initiative",
                ),
            ),
            (
                "update",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to="initiatives.initiativeupdate",
                ),
            ),
            (
                "verdict",
                models.CharField(
                    choices=[
                        ("PUBLISH", "Vis offentligt"),
                        ("SEND_BACK", "Send tilbage"),
                        ("HIDE", "Skjul"),
                    ],
                    max_length=10,
                ),
            ),
            ("reason", models.TextField(blank=True, max_length=800)),
            (
                "decided_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["-decided_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("verdict", "PUBLISH"),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="moderation_against_has_reason",
                )
            ],
        },
    ),
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
                "offered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="offers",
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
                "theme",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="areas.theme",
                ),
            ),
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
            ("offered_at", models.DateTimeField(auto_now_add=True)),
            ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
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
    migrations.CreateModel(
        name="CaseFileNote",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="file_notes",
                    to="initiatives.application",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[("PHONE", "Telefon"), ("MEETING", "Møde"), ("OTHER", "Andet")],
                    max_length=8,
                ),
            ),
            ("is_internal", models.BooleanField(default=False)),
            ("text", models.TextField(max_length=4000)),
            (
                "written_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            (
                "supersedes",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="superseded_by",
                    to="initiatives.casefilenote",
                ),
            ),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "ordering": ["written_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("text", ""), _negated=True),
                    name="case_file_note_says_something",
                ),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["PHONE", "MEETING", "OTHER"])),
                    name="case_file_note_kind_known",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="casefilenote",
        trigger=pgtrigger.compiler.Trigger(
            name="append_only",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                hash="4ccdbb667609027f0df69e10bbef933ffeb2377e",
                operation="UPDATE OR DELETE",
                pgid="pgtrigger_append_only_99cf2",
                table="initiatives_casefilenote",
                when="BEFORE",
            ),
        ),
    ),
    migrations.CreateModel(
        name="PostExport",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "stored_file",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="post_export",
                    to="files.storedfile",
                ),
            ),
            ("letters", models.PositiveIntegerField()),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["-made_at", "-pk"],
        },
    ),
    migrations.CreateModel(
        name="Dispatch",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "letter",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="dispatches",
                    to="initiatives.letter",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "channel",
                models.CharField(
                    choices=[
                        ("PORTAL", "Portalen"),
                        ("POST_EXPORT", "Kommunens postsystem"),
                        ("PAPER", "Papir"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("WAITING", "Ikke sendt"),
                        ("SENT", "Sendt"),
                        ("FAILED", "Kom ikke frem"),
                    ],
                    default="WAITING",
                    max_length=8,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("sent_at", models.DateTimeField(blank=True, null=True)),
            (
                "sent_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("failure", models.CharField(blank=True, max_length=300)),
            (
                "export",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="dispatches",
                    to="initiatives.postexport",
                ),
            ),
            (
                "notice",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="post.delivery",
                ),
            ),
        ],
        options={
            "ordering": ["-created_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("status", "SENT"), _negated=True),
                    fields=["created_at"],
                    name="dispatch_not_sent",
                )
            ],
            "constraints": [
                models.UniqueConstraint(
                    fields=("letter", "recipient", "channel"), name="dispatch_once_by_each_channel"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("sent_at__isnull", False), ("status", "SENT")),
                        models.Q(
                            models.Q(("status", "SENT"), _negated=True), ("sent_at__isnull", True)
                        ),
                        _connector="OR",
                    ),
                    name="dispatch_sent_has_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "FAILED"), models.Q(("failure", ""), _negated=True)),
                        models.Q(models.Q(("status", "FAILED"), _negated=True), ("failure", "")),
                        _connector="OR",
                    ),
                    name="dispatch_failed_says_why",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("channel", "POST_EXPORT"), ("status", "SENT"), _negated=True),
                        ("export__isnull", False),
                        _connector="OR",
                    ),
                    name="dispatch_exported_is_in_a_zip",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseFileExport",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="file_exports",
                    to="initiatives.application",
                ),
            ),
            ("with_internal", models.BooleanField(default=False)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("WAITING", "Laves"),
                        ("READY", "Klar"),
                        ("FAILED", "Kunne ikke laves"),
                    ],
                    default="WAITING",
                    max_length=8,
                ),
            ),
            ("done", models.PositiveIntegerField(default=0)),
            ("total", models.PositiveIntegerField(default=0)),
            (
                "pdf",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="case_file_pdf",
                    to="files.storedfile",
                ),
            ),
            (
                "zip",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="case_file_zip",
                    to="files.storedfile",
                ),
            ),
            (
                "ordered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("ordered_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["-ordered_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "READY"), _negated=True),
                        models.Q(("pdf__isnull", False), ("zip__isnull", False)),
                        _connector="OR",
                    ),
                    name="case_file_ready_has_files",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "WAITING")),
                    fields=("application", "with_internal"),
                    name="case_file_made_once_at_a_time",
                ),
            ],
        },
    ),
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
            (
                "neighbourhood",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="polls",
                    to="areas.neighbourhood",
                ),
            ),
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
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
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
            ("reply", models.TextField(blank=True, max_length=1500, verbose_name="Det gjorde vi")),
            ("replied_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "verbose_name": "spørgsmål til kvarteret",
            "verbose_name_plural": "spørgsmål til kvarteret",
            "ordering": ["-closes_on", "-pk"],
            "indexes": [models.Index(fields=["neighbourhood", "closes_on"], name="poll_by_place")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["DRAFT", "CONFIRMED", "CLOSED", "ANSWERED", "DROPPED"])
                    ),
                    name="poll_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("influence__in", ["HEARD", "CO_DECIDE", "DECIDE"])),
                    name="poll_influence_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("options__len__gte", 2), ("options__len__lte", 8)),
                    name="poll_has_options",
                ),
                models.CheckConstraint(
                    condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                    name="poll_closes_after_opening",
                ),
                models.CheckConstraint(
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
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "ANSWERED"), _negated=True),
                        models.Q(
                            models.Q(("reply", ""), _negated=True), ("replied_at__isnull", False)
                        ),
                        _connector="OR",
                    ),
                    name="poll_answered_has_words",
                ),
            ],
        },
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
    migrations.CreateModel(
        name="PollEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.poll",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
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
            ("reply", models.TextField(blank=True, max_length=1500, verbose_name="Det gjorde vi")),
            ("replied_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False)),
        ],
        options={
            "abstract": False,
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
                "poll",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="answers",
                    to="initiatives.poll",
                ),
            ),
            (
                "choices",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.PositiveSmallIntegerField(), size=None
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
            (
                "answer",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="entry",
                    to="initiatives.pollanswer",
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("poll", "user"), name="poll_entry_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="LocalVote",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "share",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="votes",
                    to="initiatives.poolshare",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            ("intro", models.TextField(blank=True, max_length=800, verbose_name="Til kvarteret")),
            (
                "amount",
                models.DecimalField(
                    decimal_places=2,
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Beløb, I stemmer om (kr.)",
                ),
            ),
            (
                "rule",
                models.CharField(
                    choices=[("EQUAL_SHARES", "Lige andele"), ("GREEDY", "Flest stemmer først")],
                    default="EQUAL_SHARES",
                    max_length=14,
                    verbose_name="Sådan tæller vi",
                ),
            ),
            (
                "min_age",
                models.PositiveSmallIntegerField(
                    default=15,
                    validators=[
                        django.core.validators.MinValueValidator(15),
                        django.core.validators.MaxValueValidator(18),
                    ],
                    verbose_name="Yngste, der kan stemme (år)",
                ),
            ),
            ("opens_on", models.DateField(verbose_name="Første dag")),
            ("closes_on", models.DateField(verbose_name="Sidste dag")),
            (
                "status",
                models.CharField(
                    choices=[
                        ("PREPARING", "Forberedes"),
                        ("OPEN", "Åben"),
                        ("CLOSED", "Lukket, bliver talt op"),
                        ("PUBLISHED", "Resultatet er klar"),
                        ("CANCELLED", "Aflyst"),
                    ],
                    default="PREPARING",
                    max_length=10,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1)),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("made_at", models.DateTimeField(auto_now_add=True)),
            ("opened_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("cancelled_because", models.CharField(blank=True, max_length=400)),
            ("paper_remark", models.CharField(blank=True, max_length=400)),
            (
                "mark_key",
                models.CharField(
                    blank=True, default=initiatives.models.vote.new_mark_key, max_length=64
                ),
            ),
            ("count_done", models.PositiveIntegerField(default=0)),
            ("count_total", models.PositiveIntegerField(default=0)),
            ("counted_at", models.DateTimeField(blank=True, null=True)),
            ("result", models.JSONField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "afstemning",
            "verbose_name_plural": "afstemninger",
            "ordering": ["-closes_on", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["PREPARING", "OPEN", "CLOSED", "PUBLISHED", "CANCELLED"])
                    ),
                    name="vote_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("amount__gt", 0)), name="vote_amount_positive"
                ),
                models.CheckConstraint(
                    condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                    name="vote_closes_after_opening",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "PUBLISHED"), _negated=True),
                        models.Q(("published_at__isnull", False), ("result__isnull", False)),
                        _connector="OR",
                    ),
                    name="vote_published_has_result",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "CANCELLED"), _negated=True),
                        models.Q(("cancelled_because", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="vote_cancelled_has_reason",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status__in", ["OPEN", "CLOSED"])),
                    fields=("share",),
                    name="vote_one_at_a_time",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="localvote",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_localvoteevent" ("amount", "cancelled_because", "closed_at", "closes_on", "counted_at", "id", "intro", "made_at", "made_by_id", "min_age", "opened_at", "opens_on", "paper_remark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "rule", "share_id", "status", "title", "version") VALUES (NEW."amount", NEW."cancelled_because", NEW."closed_at", NEW."closes_on", NEW."counted_at", NEW."id", NEW."intro", NEW."made_at", NEW."made_by_id", NEW."min_age", NEW."opened_at", NEW."opens_on", NEW."paper_remark", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."published_at", NEW."rule", NEW."share_id", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                hash="9194ac993b0ae77b10793ffb4c88f488da4c56d4",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_bfd4d",
                table="initiatives_localvote",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="localvote",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."amount" IS DISTINCT FROM (NEW."amount") OR OLD."cancelled_because" IS DISTINCT FROM (NEW."cancelled_because") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."closes_on" IS DISTINCT FROM (NEW."closes_on") OR OLD."counted_at" IS DISTINCT FROM (NEW."counted_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."intro" IS DISTINCT FROM (NEW."intro") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."min_age" IS DISTINCT FROM (NEW."min_age") OR OLD."opened_at" IS DISTINCT FROM (NEW."opened_at") OR OLD."opens_on" IS DISTINCT FROM (NEW."opens_on") OR OLD."paper_remark" IS DISTINCT FROM (NEW."paper_remark") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."published_at" IS DISTINCT FROM (NEW."published_at") OR OLD."rule" IS DISTINCT FROM (NEW."rule") OR OLD."share_id" IS DISTINCT FROM (NEW."share_id") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."title" IS DISTINCT FROM (NEW."title") OR OLD."version" IS DISTINCT FROM (NEW."version"))',
                func='INSERT INTO "initiatives_localvoteevent" ("amount", "cancelled_because", "closed_at", "closes_on", "counted_at", "id", "intro", "made_at", "made_by_id", "min_age", "opened_at", "opens_on", "paper_remark", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "published_at", "rule", "share_id", "status", "title", "version") VALUES (NEW."amount", NEW."cancelled_because", NEW."closed_at", NEW."closes_on", NEW."counted_at", NEW."id", NEW."intro", NEW."made_at", NEW."made_by_id", NEW."min_age", NEW."opened_at", NEW."opens_on", NEW."paper_remark", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."published_at", NEW."rule", NEW."share_id", NEW."status", NEW."title", NEW."version"); RETURN NULL;',
                hash="692d33646b68c59fb95f4e0d4ae31a9757876da7",
                operation="UPDATE",
                pgid="pgtrigger_update_update_f3643",
                table="initiatives_localvote",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="LocalVoteEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.localvote",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "share",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.poolshare",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            ("intro", models.TextField(blank=True, max_length=800, verbose_name="Til kvarteret")),
            (
                "amount",
                models.DecimalField(
                    decimal_places=2,
                    max_digits=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Beløb, I stemmer om (kr.)",
                ),
            ),
            (
                "rule",
                models.CharField(
                    choices=[("EQUAL_SHARES", "Lige andele"), ("GREEDY", "Flest stemmer først")],
                    default="EQUAL_SHARES",
                    max_length=14,
                    verbose_name="Sådan tæller vi",
                ),
            ),
            (
                "min_age",
                models.PositiveSmallIntegerField(
                    default=15,
                    validators=[
                        django.core.validators.MinValueValidator(15),
                        django.core.validators.MaxValueValidator(18),
                    ],
                    verbose_name="Yngste, der kan stemme (år)",
                ),
            ),
            ("opens_on", models.DateField(verbose_name="Første dag")),
            ("closes_on", models.DateField(verbose_name="Sidste dag")),
            (
                "status",
                models.CharField(
                    choices=[
                        ("PREPARING", "Forberedes"),
                        ("OPEN", "Åben"),
                        ("CLOSED", "Lukket, bliver talt op"),
                        ("PUBLISHED", "Resultatet er klar"),
                        ("CANCELLED", "Aflyst"),
                    ],
                    default="PREPARING",
                    max_length=10,
                ),
            ),
            ("version", models.PositiveIntegerField(default=1)),
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
            ("made_at", models.DateTimeField(auto_now_add=True)),
            ("opened_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("published_at", models.DateTimeField(blank=True, null=True)),
            ("cancelled_because", models.CharField(blank=True, max_length=400)),
            ("paper_remark", models.CharField(blank=True, max_length=400)),
            ("counted_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="VoteCandidate",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "vote",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="candidates",
                    to="initiatives.localvote",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="vote_candidates",
                    to="initiatives.application",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("INVITED", "Inviteret"),
                        ("ACCEPTED", "Med på stemmesedlen"),
                        ("DECLINED", "Vil ikke med"),
                        ("REMOVED", "Taget af"),
                    ],
                    default="INVITED",
                    max_length=8,
                ),
            ),
            ("title", models.CharField(max_length=80)),
            ("cost", models.DecimalField(decimal_places=2, max_digits=12)),
            ("pitch", models.CharField(blank=True, max_length=400, verbose_name="Til naboerne")),
            ("position", models.PositiveSmallIntegerField(default=0)),
            (
                "invited_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("invited_at", models.DateTimeField(auto_now_add=True)),
            (
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "ordering": ["position", "pk"],
            "constraints": [
                models.UniqueConstraint(fields=("vote", "application"), name="candidate_once"),
                models.CheckConstraint(
                    condition=models.Q(("cost__gt", 0)), name="candidate_cost_positive"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "ACCEPTED"), _negated=True),
                        models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="candidate_accepted_by_somebody",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="votecandidate",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_votecandidateevent" ("answered_at", "answered_by_id", "application_id", "cost", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pitch", "position", "public_id", "status", "title", "vote_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."application_id", NEW."cost", NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."pitch", NEW."position", NEW."public_id", NEW."status", NEW."title", NEW."vote_id"); RETURN NULL;',
                hash="18354eed12b4e0a754c6b614b9cd6771ac10e2cb",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_61f4b",
                table="initiatives_votecandidate",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="votecandidate",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_votecandidateevent" ("answered_at", "answered_by_id", "application_id", "cost", "id", "invited_at", "invited_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pitch", "position", "public_id", "status", "title", "vote_id") VALUES (NEW."answered_at", NEW."answered_by_id", NEW."application_id", NEW."cost", NEW."id", NEW."invited_at", NEW."invited_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."pitch", NEW."position", NEW."public_id", NEW."status", NEW."title", NEW."vote_id"); RETURN NULL;',
                hash="ac4bad18d19c1c0c9c49fcdf746773dce244a66a",
                operation="UPDATE",
                pgid="pgtrigger_update_update_d9fe8",
                table="initiatives_votecandidate",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="VoteCandidateEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.votecandidate",
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
            ("id", models.BigIntegerField()),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "vote",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.localvote",
                ),
            ),
            (
                "application",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.application",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("INVITED", "Inviteret"),
                        ("ACCEPTED", "Med på stemmesedlen"),
                        ("DECLINED", "Vil ikke med"),
                        ("REMOVED", "Taget af"),
                    ],
                    default="INVITED",
                    max_length=8,
                ),
            ),
            ("title", models.CharField(max_length=80)),
            ("cost", models.DecimalField(decimal_places=2, max_digits=12)),
            ("pitch", models.CharField(blank=True, max_length=400, verbose_name="Til naboerne")),
            ("position", models.PositiveSmallIntegerField(default=0)),
            (
                "invited_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("invited_at", models.DateTimeField(auto_now_add=True)),
            (
                "answered_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Ballot",
        fields=[
            (
                "id",
                models.UUIDField(
                    default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                ),
            ),
            (
                "vote",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ballots",
                    to="initiatives.localvote",
                ),
            ),
            (
                "voted_by",
                models.CharField(
                    choices=[("ONLINE", "På nettet"), ("PAPER", "På papir")], max_length=6
                ),
            ),
            (
                "choices",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
        ],
        options={
            "ordering": ["id"],
        },
    ),
    migrations.CreateModel(
        name="VoterEntry",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "vote",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="voters",
                    to="initiatives.localvote",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("mark", models.CharField(blank=True, max_length=64, null=True)),
            (
                "voted_by",
                models.CharField(
                    choices=[("ONLINE", "På nettet"), ("PAPER", "På papir")], max_length=6
                ),
            ),
            (
                "ballot",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="voter",
                    to="initiatives.ballot",
                ),
            ),
            (
                "entered_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("vote", "user"), name="voter_once"),
                models.UniqueConstraint(fields=("vote", "mark"), name="voter_once_by_mark"),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("entered_by__isnull", True),
                            ("user__isnull", False),
                            ("voted_by", "ONLINE"),
                        ),
                        models.Q(
                            ("entered_by__isnull", False),
                            ("user__isnull", True),
                            ("voted_by", "PAPER"),
                        ),
                        _connector="OR",
                    ),
                    name="voter_entered_by_somebody",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="PaperBallot",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "vote",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="paper_ballots",
                    to="initiatives.localvote",
                ),
            ),
            (
                "number",
                models.PositiveIntegerField(
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Stemmeseddel nr.",
                ),
            ),
            (
                "first_choices",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
            (
                "first_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "second_choices",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
            (
                "second_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["number"],
            "constraints": [
                models.UniqueConstraint(fields=("vote", "number"), name="paper_ballot_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        ("second_by__isnull", True),
                        models.Q(("second_by", models.F("first_by")), _negated=True),
                        _connector="OR",
                    ),
                    name="paper_ballot_two_people",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="paperballot",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "initiatives_paperballotevent" ("first_by_id", "first_choices", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_by_id", "second_choices", "vote_id") VALUES (NEW."first_by_id", NEW."first_choices", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."second_by_id", NEW."second_choices", NEW."vote_id"); RETURN NULL;',
                hash="367fcd1840d5094b95d3b7fb167189b0d1715722",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_3ef58",
                table="initiatives_paperballot",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="paperballot",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "initiatives_paperballotevent" ("first_by_id", "first_choices", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "second_by_id", "second_choices", "vote_id") VALUES (NEW."first_by_id", NEW."first_choices", NEW."id", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."second_by_id", NEW."second_choices", NEW."vote_id"); RETURN NULL;',
                hash="5bdd7177044e45b9b3b93cf8ed38176c0ba9050b",
                operation="UPDATE",
                pgid="pgtrigger_update_update_1aca8",
                table="initiatives_paperballot",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="PaperBallotEvent",
        fields=[
            ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
            ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
            ("pgh_label", models.TextField(help_text="The event label.")),
            (
                "pgh_obj",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="events",
                    to="initiatives.paperballot",
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
            ("id", models.BigIntegerField()),
            (
                "vote",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.localvote",
                ),
            ),
            (
                "number",
                models.PositiveIntegerField(
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Stemmeseddel nr.",
                ),
            ),
            (
                "first_choices",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
            (
                "first_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "second_choices",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.BigIntegerField(), default=list, size=None
                ),
            ),
            (
                "second_by",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("initiatives", "0001_initial"),
        ("initiatives", "0002_application_file"),
        ("initiatives", "0003_citizens_way"),
        ("initiatives", "0004_milestones_from_text"),
        ("initiatives", "0005_remove_milestones_text"),
        ("initiatives", "0006_presentation"),
        ("initiatives", "0007_report_pictures_and_reminders"),
        ("initiatives", "0008_criteria_with_their_round"),
        ("initiatives", "0009_assessment"),
        ("initiatives", "0010_meeting"),
        ("initiatives", "0011_payments"),
        ("initiatives", "0012_case_list"),
        ("initiatives", "0013_openness"),
        ("initiatives", "0014_write_to_the_group_help"),
        ("initiatives", "0015_claims_waived_and_told"),
        ("initiatives", "0016_help_offer"),
        ("initiatives", "0017_deciding_together"),
        ("initiatives", "0018_typing_handed_over"),
        ("initiatives", "0019_local_votes"),
        ("initiatives", "0020_catalogue"),
        ("initiatives", "0021_follow"),
        ("initiatives", "0022_comments"),
        ("initiatives", "0023_polls"),
        ("initiatives", "0024_polls_tell_of_changes"),
    ]
    dependencies = [
        ("areas", "0001_initial"),
        ("files", "0001_squashed_0002_zip_of_our_own"),
        ("kept", "0001_content_change"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("post", "0001_squashed_0004_mails_about_events"),
        ("users", "0001_squashed_0003_citizens_way"),
        # Others first: each later change of a table that points at a person would draw ours anew.
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]

    operations = [
        migrations.RunSQL(CASE_LIST.SEARCH, CASE_LIST.NO_SEARCH),
        NewTables(TABLES),
        migrations.RunSQL(CASE_LIST.TRIGGERS, CASE_LIST.NO_TRIGGERS),
        *POLLS.Migration.operations,
    ]
