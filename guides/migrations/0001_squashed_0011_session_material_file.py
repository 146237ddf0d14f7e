"""Guides and their cases, courses, ambassadors, and the directory.

All tables in one step: decision 0110.
"""

import uuid
from importlib import import_module

import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import modelcluster.fields
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import guides.models.certificate
from portal.new_tables import NewTables

# What stands in a new installation's rows and statements is told once, where it came first.
REFERENCE_DATA = import_module(f"{__package__}.0002_reference_data_permissions")
PLANS = import_module(f"{__package__}.0004_plan_templates")
PROGRAMMES = import_module(f"{__package__}.0010_programme_permissions")

TABLES = [
    migrations.CreateModel(
        name="Organisation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("name", models.CharField(max_length=120, unique=True, verbose_name="Navn")),
            ("phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            (
                "agreement_signed_on",
                models.DateField(
                    blank=True, null=True, verbose_name="Databehandleraftale underskrevet"
                ),
            ),
        ],
        options={
            "verbose_name": "organisation",
            "verbose_name_plural": "organisationer",
            "ordering": ["name"],
        },
    ),
    migrations.CreateModel(
        name="CommunityGuide",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="guide",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="guides",
                    to="guides.organisation",
                ),
            ),
            ("languages", models.CharField(blank=True, max_length=120, verbose_name="Sprog")),
            ("phone", models.CharField(max_length=20, verbose_name="Telefon")),
            (
                "portrait",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="wagtailimages.image",
                ),
            ),
            ("greeting", models.CharField(blank=True, max_length=200, verbose_name="Hilsen")),
            (
                "capacity",
                models.PositiveSmallIntegerField(default=25, verbose_name="Plads til forløb"),
            ),
            (
                "active_from",
                models.DateField(default=django.utils.timezone.localdate, verbose_name="Aktiv fra"),
            ),
            ("active_to", models.DateField(blank=True, null=True, verbose_name="Aktiv til")),
            ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
            (
                "neighbourhoods",
                models.ManyToManyField(blank=True, related_name="guides", to="areas.neighbourhood"),
            ),
            ("themes", models.ManyToManyField(blank=True, related_name="guides", to="areas.theme")),
        ],
        options={
            "verbose_name": "fællesskabsguide",
            "verbose_name_plural": "fællesskabsguider",
            "ordering": ["user__full_name"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("active_to__isnull", True),
                        ("active_to__gte", models.F("active_from")),
                        _connector="OR",
                    ),
                    name="guide_ends_after_start",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="communityguide",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_communityguideevent" ("active_from", "active_to", "capacity", "ended_at", "greeting", "id", "languages", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "portrait_id", "public_id", "user_id") VALUES (NEW."active_from", NEW."active_to", NEW."capacity", NEW."ended_at", NEW."greeting", NEW."id", NEW."languages", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phone", NEW."portrait_id", NEW."public_id", NEW."user_id"); RETURN NULL;',
                hash="aa3b110231eb63711ae48ae67a549c8caa0281d3",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_952ca",
                table="guides_communityguide",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="communityguide",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_communityguideevent" ("active_from", "active_to", "capacity", "ended_at", "greeting", "id", "languages", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "portrait_id", "public_id", "user_id") VALUES (NEW."active_from", NEW."active_to", NEW."capacity", NEW."ended_at", NEW."greeting", NEW."id", NEW."languages", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phone", NEW."portrait_id", NEW."public_id", NEW."user_id"); RETURN NULL;',
                hash="84469ef06c2d9a98bd0093a1e12f7768cb5ada63",
                operation="UPDATE",
                pgid="pgtrigger_update_update_aeea1",
                table="guides_communityguide",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CommunityGuideEvent",
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
                    to="guides.communityguide",
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
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.organisation",
                ),
            ),
            ("languages", models.CharField(blank=True, max_length=120, verbose_name="Sprog")),
            ("phone", models.CharField(max_length=20, verbose_name="Telefon")),
            (
                "portrait",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="wagtailimages.image",
                ),
            ),
            ("greeting", models.CharField(blank=True, max_length=200, verbose_name="Hilsen")),
            (
                "capacity",
                models.PositiveSmallIntegerField(default=25, verbose_name="Plads til forløb"),
            ),
            (
                "active_from",
                models.DateField(default=django.utils.timezone.localdate, verbose_name="Aktiv fra"),
            ),
            ("active_to", models.DateField(blank=True, null=True, verbose_name="Aktiv til")),
            ("ended_at", models.DateTimeField(blank=True, editable=False, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="OrganisationLead",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="leads",
                    to="guides.organisation",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="led_organisations",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("since", models.DateTimeField(auto_now_add=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "organisationsleder",
            "verbose_name_plural": "organisationsledere",
            "ordering": ["user__full_name", "pk"],
            "constraints": [
                models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("user",),
                    name="organisation_lead_of_one",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="organisationlead",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_organisationleadevent" ("ended_at", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "since", "user_id") VALUES (NEW."ended_at", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."since", NEW."user_id"); RETURN NULL;',
                hash="5127ab780f758d787c2ac21daa7f1d36eb4e9e44",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_750ea",
                table="guides_organisationlead",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="organisationlead",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_organisationleadevent" ("ended_at", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "since", "user_id") VALUES (NEW."ended_at", NEW."id", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."since", NEW."user_id"); RETURN NULL;',
                hash="342b2b3f44cc283ee38069ad5541ec0e71eef52c",
                operation="UPDATE",
                pgid="pgtrigger_update_update_513e5",
                table="guides_organisationlead",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="OrganisationLeadEvent",
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
                    to="guides.organisationlead",
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
                "organisation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.organisation",
                ),
            ),
            (
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("since", models.DateTimeField(auto_now_add=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="GuideInvitation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="invitations",
                    to="guides.organisation",
                ),
            ),
            (
                "post",
                models.CharField(
                    choices=[
                        ("GUIDE", "Fællesskabsguide"),
                        ("LEAD", "Leder af organisationens guider"),
                    ],
                    default="GUIDE",
                    max_length=6,
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
            (
                "neighbourhoods",
                models.ManyToManyField(blank=True, related_name="+", to="areas.neighbourhood"),
            ),
        ],
        options={
            "verbose_name": "invitation til guide",
            "verbose_name_plural": "invitationer til guider",
            "ordering": ["invited_at", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("accepted_at__isnull", True), ("accepted_by__isnull", True)),
                        models.Q(("accepted_at__isnull", False), ("accepted_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="guide_invitation_accepted_by_one",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("accepted_at__isnull", True), ("withdrawn_at__isnull", True)
                    ),
                    fields=("organisation", "email", "post"),
                    name="guide_invitation_once_while_open",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="TrainingProgramme",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("title", models.CharField(max_length=80, unique=True, verbose_name="Titel")),
            (
                "about",
                models.TextField(
                    blank=True,
                    help_text="Står på holdenes sider. Hvem er den for, og hvad får man ud af den?",
                    max_length=1000,
                    verbose_name="Om uddannelsen",
                ),
            ),
            (
                "certificate_title",
                models.CharField(
                    default="Fællesskabsambassadør", max_length=80, verbose_name="Titel på beviset"
                ),
            ),
            (
                "session_minutes",
                models.PositiveSmallIntegerField(
                    default=120,
                    validators=[
                        django.core.validators.MinValueValidator(15),
                        django.core.validators.MaxValueValidator(600),
                    ],
                    verbose_name="Et møde varer (minutter)",
                ),
            ),
            (
                "places",
                models.PositiveSmallIntegerField(
                    default=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Pladser på et hold",
                ),
            ),
            (
                "valid_months",
                models.PositiveSmallIntegerField(
                    default=24,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Rollen gælder i (måneder)",
                ),
            ),
            (
                "renewal_days",
                models.PositiveSmallIntegerField(
                    default=60,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Kan fornyes så mange dage før udløb",
                ),
            ),
            ("is_active", models.BooleanField(default=True, verbose_name="I brug")),
        ],
        options={
            "verbose_name": "uddannelse",
            "verbose_name_plural": "uddannelser",
            "ordering": ["title"],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="trainingprogramme",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_trainingprogrammeevent" ("about", "certificate_title", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "public_id", "renewal_days", "session_minutes", "title", "valid_months") VALUES (NEW."about", NEW."certificate_title", NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."places", NEW."public_id", NEW."renewal_days", NEW."session_minutes", NEW."title", NEW."valid_months"); RETURN NULL;',
                hash="b58844f3d77aa047f92553e313f8a1606b77d8f5",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_4b56a",
                table="guides_trainingprogramme",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="trainingprogramme",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_trainingprogrammeevent" ("about", "certificate_title", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "places", "public_id", "renewal_days", "session_minutes", "title", "valid_months") VALUES (NEW."about", NEW."certificate_title", NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."places", NEW."public_id", NEW."renewal_days", NEW."session_minutes", NEW."title", NEW."valid_months"); RETURN NULL;',
                hash="6f262b15a7334312264314b0c5fddd4e38c9674a",
                operation="UPDATE",
                pgid="pgtrigger_update_update_0bcab",
                table="guides_trainingprogramme",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="TrainingProgrammeEvent",
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
                    to="guides.trainingprogramme",
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
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            (
                "about",
                models.TextField(
                    blank=True,
                    help_text="Står på holdenes sider. Hvem er den for, og hvad får man ud af den?",
                    max_length=1000,
                    verbose_name="Om uddannelsen",
                ),
            ),
            (
                "certificate_title",
                models.CharField(
                    default="Fællesskabsambassadør", max_length=80, verbose_name="Titel på beviset"
                ),
            ),
            (
                "session_minutes",
                models.PositiveSmallIntegerField(
                    default=120,
                    validators=[
                        django.core.validators.MinValueValidator(15),
                        django.core.validators.MaxValueValidator(600),
                    ],
                    verbose_name="Et møde varer (minutter)",
                ),
            ),
            (
                "places",
                models.PositiveSmallIntegerField(
                    default=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Pladser på et hold",
                ),
            ),
            (
                "valid_months",
                models.PositiveSmallIntegerField(
                    default=24,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Rollen gælder i (måneder)",
                ),
            ),
            (
                "renewal_days",
                models.PositiveSmallIntegerField(
                    default=60,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Kan fornyes så mange dage før udløb",
                ),
            ),
            ("is_active", models.BooleanField(default=True, verbose_name="I brug")),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="TrainingModule",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "programme",
                modelcluster.fields.ParentalKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="modules",
                    to="guides.trainingprogramme",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, editable=False)),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            (
                "about",
                models.CharField(blank=True, max_length=300, verbose_name="Hvad handler det om?"),
            ),
        ],
        options={
            "verbose_name": "modul",
            "verbose_name_plural": "moduler",
            "ordering": ["sort_order", "pk"],
        },
    ),
    migrations.CreateModel(
        name="TrainingRequirement",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "programme",
                modelcluster.fields.ParentalKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="requirements",
                    to="guides.trainingprogramme",
                ),
            ),
            ("sort_order", models.PositiveSmallIntegerField(default=0, editable=False)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("SESSIONS", "Møder, man har været med til"),
                        ("TASK", "En opgave"),
                        ("INVOLVEMENT", "Hjælp til noget i kvarteret"),
                    ],
                    max_length=12,
                    verbose_name="Slags",
                ),
            ),
            ("title", models.CharField(max_length=120, verbose_name="Krav")),
            (
                "modules",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Antal moduler (kun for møder)",
                ),
            ),
        ],
        options={
            "verbose_name": "krav",
            "verbose_name_plural": "krav",
            "ordering": ["sort_order", "pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "SESSIONS"), ("modules__gte", 1)),
                        models.Q(("kind__in", ["TASK", "INVOLVEMENT"]), ("modules__isnull", True)),
                        _connector="OR",
                    ),
                    name="requirement_modules_for_sessions",
                    violation_error_message="Skriv antal moduler ved møder, og kun der.",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="TrainingCourse",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "programme",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="courses",
                    to="guides.trainingprogramme",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            ("about", models.TextField(blank=True, max_length=1000, verbose_name="Om holdet")),
            ("starts_on", models.DateField(verbose_name="Starter")),
            ("ends_on", models.DateField(verbose_name="Slutter")),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            (
                "capacity",
                models.PositiveSmallIntegerField(
                    default=12,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Pladser",
                ),
            ),
            ("is_public", models.BooleanField(default=False, verbose_name="Åbent for tilmelding")),
            (
                "signup_until",
                models.DateField(blank=True, null=True, verbose_name="Tilmelding senest"),
            ),
            (
                "trainers",
                models.ManyToManyField(related_name="courses", to="guides.communityguide"),
            ),
            (
                "neighbourhoods",
                models.ManyToManyField(
                    blank=True, related_name="courses", to="areas.neighbourhood"
                ),
            ),
        ],
        options={
            "verbose_name": "hold",
            "verbose_name_plural": "hold",
            "ordering": ["-starts_on"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                    name="course_ends_after_start",
                )
            ],
        },
    ),
    migrations.CreateModel(
        name="Enrolment",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "course",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="enrolments",
                    to="guides.trainingcourse",
                ),
            ),
            (
                "person",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="enrolments",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="areas.neighbourhood",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("APPLIED", "Tilmeldt"),
                        ("ACCEPTED", "Optaget"),
                        ("WAITING_LIST", "Venteliste"),
                        ("COMPLETED", "Gennemført"),
                        ("DROPPED_OUT", "Stoppet"),
                        ("WITHDRAWN", "Meldt fra"),
                    ],
                    default="APPLIED",
                    max_length=14,
                ),
            ),
            ("enrolled_at", models.DateTimeField(auto_now_add=True)),
            ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "signed_up_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("turn", models.PositiveSmallIntegerField(default=1)),
            ("completed_on", models.DateField(blank=True, null=True)),
            (
                "completed_by",
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
            "verbose_name": "deltager",
            "verbose_name_plural": "deltagere",
            "ordering": ["person__full_name"],
            "constraints": [
                models.UniqueConstraint(fields=("course", "person"), name="enrolment_once"),
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "status__in",
                            [
                                "APPLIED",
                                "ACCEPTED",
                                "WAITING_LIST",
                                "COMPLETED",
                                "DROPPED_OUT",
                                "WITHDRAWN",
                            ],
                        )
                    ),
                    name="enrolment_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("completed_by__isnull", False),
                            ("completed_on__isnull", False),
                            ("status", "COMPLETED"),
                        ),
                        models.Q(("status", "COMPLETED"), _negated=True),
                        _connector="OR",
                    ),
                    name="enrolment_completed_has_day_and_person",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="enrolment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_enrolmentevent" ("completed_by_id", "completed_on", "course_id", "enrolled_at", "id", "neighbourhood_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "queued_at", "signed_up_by_id", "status", "turn") VALUES (NEW."completed_by_id", NEW."completed_on", NEW."course_id", NEW."enrolled_at", NEW."id", NEW."neighbourhood_id", NEW."person_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."queued_at", NEW."signed_up_by_id", NEW."status", NEW."turn"); RETURN NULL;',
                hash="4c68e4adea5327ae0893357d4f6072efbb80b7ef",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_7c182",
                table="guides_enrolment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="enrolment",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_enrolmentevent" ("completed_by_id", "completed_on", "course_id", "enrolled_at", "id", "neighbourhood_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "queued_at", "signed_up_by_id", "status", "turn") VALUES (NEW."completed_by_id", NEW."completed_on", NEW."course_id", NEW."enrolled_at", NEW."id", NEW."neighbourhood_id", NEW."person_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."queued_at", NEW."signed_up_by_id", NEW."status", NEW."turn"); RETURN NULL;',
                hash="d592ad2108579f4a97067d86d20ba01a51728a57",
                operation="UPDATE",
                pgid="pgtrigger_update_update_d3d83",
                table="guides_enrolment",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="EnrolmentEvent",
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
                    to="guides.enrolment",
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
                "course",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.trainingcourse",
                ),
            ),
            (
                "person",
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
                "status",
                models.CharField(
                    choices=[
                        ("APPLIED", "Tilmeldt"),
                        ("ACCEPTED", "Optaget"),
                        ("WAITING_LIST", "Venteliste"),
                        ("COMPLETED", "Gennemført"),
                        ("DROPPED_OUT", "Stoppet"),
                        ("WITHDRAWN", "Meldt fra"),
                    ],
                    default="APPLIED",
                    max_length=14,
                ),
            ),
            ("enrolled_at", models.DateTimeField(auto_now_add=True)),
            ("queued_at", models.DateTimeField(default=django.utils.timezone.now)),
            (
                "signed_up_by",
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
            ("turn", models.PositiveSmallIntegerField(default=1)),
            ("completed_on", models.DateField(blank=True, null=True)),
            (
                "completed_by",
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
    migrations.CreateModel(
        name="EnrolmentNeeds",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "enrolment",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="needs",
                    to="guides.enrolment",
                ),
            ),
            ("text", models.CharField(max_length=300, verbose_name="Mad og adgang")),
        ],
    ),
    migrations.CreateModel(
        name="RequirementAssessment",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "enrolment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assessments",
                    to="guides.enrolment",
                ),
            ),
            (
                "requirement",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="assessments",
                    to="guides.trainingrequirement",
                ),
            ),
            ("is_met", models.BooleanField()),
            ("words", models.CharField(blank=True, max_length=300, verbose_name="Begrundelse")),
            (
                "assessed_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("assessed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "verbose_name": "vurdering af krav",
            "verbose_name_plural": "vurderinger af krav",
            "constraints": [
                models.UniqueConstraint(
                    fields=("enrolment", "requirement"), name="requirement_assessed_once"
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="requirementassessment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_requirementassessmentevent" ("assessed_at", "assessed_by_id", "enrolment_id", "id", "is_met", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement_id", "words") VALUES (NEW."assessed_at", NEW."assessed_by_id", NEW."enrolment_id", NEW."id", NEW."is_met", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."requirement_id", NEW."words"); RETURN NULL;',
                hash="07f3a73652d959cf5ef9f5396ac4acf0795246c7",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_59cca",
                table="guides_requirementassessment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="requirementassessment",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_requirementassessmentevent" ("assessed_at", "assessed_by_id", "enrolment_id", "id", "is_met", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "requirement_id", "words") VALUES (NEW."assessed_at", NEW."assessed_by_id", NEW."enrolment_id", NEW."id", NEW."is_met", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."requirement_id", NEW."words"); RETURN NULL;',
                hash="a0dac897f910915f208ac9ba9b5a36da1e040942",
                operation="UPDATE",
                pgid="pgtrigger_update_update_2c8f7",
                table="guides_requirementassessment",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="RequirementAssessmentEvent",
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
                    to="guides.requirementassessment",
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
                "enrolment",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.enrolment",
                ),
            ),
            (
                "requirement",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.trainingrequirement",
                ),
            ),
            ("is_met", models.BooleanField()),
            ("words", models.CharField(blank=True, max_length=300, verbose_name="Begrundelse")),
            (
                "assessed_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("assessed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Ambassador",
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
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ambassador",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "trained_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ambassadors_trained",
                    to="guides.communityguide",
                ),
            ),
            (
                "enrolment",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ambassador",
                    to="guides.enrolment",
                ),
            ),
            ("since", models.DateField(verbose_name="Siden")),
            ("active_to", models.DateField(blank=True, null=True, verbose_name="Aktiv til")),
            ("ended_on", models.DateField(blank=True, null=True, verbose_name="Stoppet")),
            (
                "end_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("OWN_WISH", "Eget ønske"),
                        ("MOVED", "Flyttet fra kvarteret"),
                        ("NOT_RENEWED", "Ikke fornyet i tide"),
                        ("REVOKED", "Beviset er taget tilbage"),
                        ("OTHER", "Andet"),
                    ],
                    max_length=12,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=200, verbose_name="Egne ord")),
            ("public_since", models.DateTimeField(blank=True, null=True)),
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
            (
                "neighbourhoods",
                models.ManyToManyField(related_name="ambassadors", to="areas.neighbourhood"),
            ),
        ],
        options={
            "verbose_name": "fællesskabsambassadør",
            "verbose_name_plural": "fællesskabsambassadører",
            "ordering": ["-since", "user__full_name"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                        models.Q(
                            ("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)
                        ),
                        _connector="OR",
                    ),
                    name="ambassador_ended_has_reason",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="ambassador",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_ambassadorevent" ("active_to", "end_reason", "ended_on", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "public_id", "public_since", "since", "trained_by_id", "user_id", "words") VALUES (NEW."active_to", NEW."end_reason", NEW."ended_on", NEW."enrolment_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."picture_id", NEW."public_id", NEW."public_since", NEW."since", NEW."trained_by_id", NEW."user_id", NEW."words"); RETURN NULL;',
                hash="6c135a3cfee51b8ad0ac013269fd01ff4f083016",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_b7f95",
                table="guides_ambassador",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="ambassador",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_ambassadorevent" ("active_to", "end_reason", "ended_on", "enrolment_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "picture_id", "public_id", "public_since", "since", "trained_by_id", "user_id", "words") VALUES (NEW."active_to", NEW."end_reason", NEW."ended_on", NEW."enrolment_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."picture_id", NEW."public_id", NEW."public_since", NEW."since", NEW."trained_by_id", NEW."user_id", NEW."words"); RETURN NULL;',
                hash="30646b22438bea29d82df498a1a72d90f8d9ee1b",
                operation="UPDATE",
                pgid="pgtrigger_update_update_6da86",
                table="guides_ambassador",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="AmbassadorEvent",
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
                    to="guides.ambassador",
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
                "user",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "trained_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.communityguide",
                ),
            ),
            (
                "enrolment",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.enrolment",
                ),
            ),
            ("since", models.DateField(verbose_name="Siden")),
            ("active_to", models.DateField(blank=True, null=True, verbose_name="Aktiv til")),
            ("ended_on", models.DateField(blank=True, null=True, verbose_name="Stoppet")),
            (
                "end_reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("OWN_WISH", "Eget ønske"),
                        ("MOVED", "Flyttet fra kvarteret"),
                        ("NOT_RENEWED", "Ikke fornyet i tide"),
                        ("REVOKED", "Beviset er taget tilbage"),
                        ("OTHER", "Andet"),
                    ],
                    max_length=12,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=200, verbose_name="Egne ord")),
            ("public_since", models.DateTimeField(blank=True, null=True)),
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
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Renewal",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "ambassador",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="renewals",
                    to="guides.ambassador",
                ),
            ),
            ("renewed_on", models.DateField()),
            ("was_until", models.DateField()),
            ("until", models.DateField()),
            (
                "renewed_by",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["-renewed_on", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("until__gt", models.F("was_until"))), name="renewal_goes_on"
                ),
                models.UniqueConstraint(fields=("ambassador", "was_until"), name="renewal_once"),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="renewal",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_renewalevent" ("ambassador_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewed_by_id", "renewed_on", "until", "was_until") VALUES (NEW."ambassador_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."renewed_by_id", NEW."renewed_on", NEW."until", NEW."was_until"); RETURN NULL;',
                hash="32abe3cabe8592db4da4c59a695194537cfc8a58",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_4e4de",
                table="guides_renewal",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="renewal",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_renewalevent" ("ambassador_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "renewed_by_id", "renewed_on", "until", "was_until") VALUES (NEW."ambassador_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."renewed_by_id", NEW."renewed_on", NEW."until", NEW."was_until"); RETURN NULL;',
                hash="35b29fc3ed792db1bf1efa2e32fe70adf64981b6",
                operation="UPDATE",
                pgid="pgtrigger_update_update_6471c",
                table="guides_renewal",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="RenewalEvent",
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
                    to="guides.renewal",
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
                "ambassador",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.ambassador",
                ),
            ),
            ("renewed_on", models.DateField()),
            ("was_until", models.DateField()),
            ("until", models.DateField()),
            (
                "renewed_by",
                models.ForeignKey(
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
    migrations.CreateModel(
        name="ActivityQuestion",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "ambassador",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="questions",
                    to="guides.ambassador",
                ),
            ),
            ("asked_on", models.DateField()),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            ("is_active", models.BooleanField(null=True)),
        ],
        options={
            "ordering": ["-asked_on", "-pk"],
            "constraints": [
                models.UniqueConstraint(
                    fields=("ambassador", "asked_on"), name="question_once_a_day"
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("answered_at__isnull", True), ("is_active__isnull", True)),
                        models.Q(("answered_at__isnull", False), ("is_active__isnull", False)),
                        _connector="OR",
                    ),
                    name="question_answered_with_a_moment",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="activityquestion",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_activityquestionevent" ("ambassador_id", "answered_at", "asked_on", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (NEW."ambassador_id", NEW."answered_at", NEW."asked_on", NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id"); RETURN NULL;',
                hash="05b4f0bad3c427dbbe7362653ca918de7de282c8",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_29b45",
                table="guides_activityquestion",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="activityquestion",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_activityquestionevent" ("ambassador_id", "answered_at", "asked_on", "id", "is_active", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id") VALUES (NEW."ambassador_id", NEW."answered_at", NEW."asked_on", NEW."id", NEW."is_active", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id"); RETURN NULL;',
                hash="2163c6929b924eceefba0479e40731e6860593fe",
                operation="UPDATE",
                pgid="pgtrigger_update_update_adac4",
                table="guides_activityquestion",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="ActivityQuestionEvent",
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
                    to="guides.activityquestion",
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
                "ambassador",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.ambassador",
                ),
            ),
            ("asked_on", models.DateField()),
            ("answered_at", models.DateTimeField(blank=True, null=True)),
            ("is_active", models.BooleanField(null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="AmbassadorActivity",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "ambassador",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="activities",
                    to="guides.ambassador",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("FOUND_IDEA", "Fandt en idé"),
                        ("HELPED_INITIATIVE", "Hjalp et initiativ"),
                        ("GATHERED_PEOPLE", "Samlede naboer"),
                        ("OTHER", "Andet"),
                    ],
                    max_length=18,
                    verbose_name="Hvad var det?",
                ),
            ),
            ("happened_on", models.DateField(verbose_name="Hvornår?")),
            (
                "minutes",
                models.PositiveSmallIntegerField(
                    default=0,
                    validators=[django.core.validators.MaxValueValidator(1440)],
                    verbose_name="Minutter",
                ),
            ),
            ("text", models.CharField(blank=True, max_length=300, verbose_name="Hvad gjorde du?")),
            (
                "initiative",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="ambassador_work",
                    to="initiatives.initiative",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("REPORTED", "Venter på guiden"),
                        ("APPROVED", "Godkendt"),
                        ("DECLINED", "Ikke godkendt"),
                    ],
                    default="REPORTED",
                    max_length=10,
                ),
            ),
            (
                "decided_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(blank=True, null=True)),
            ("answer", models.CharField(blank=True, max_length=200, verbose_name="Guidens svar")),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("told_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name": "indsats",
            "verbose_name_plural": "indsatser",
            "ordering": ["-happened_on", "-pk"],
            "indexes": [models.Index(fields=["ambassador", "happened_on"], name="activity_by_day")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["REPORTED", "APPROVED", "DECLINED"])),
                    name="activity_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("decided_by__isnull", True), ("status", "REPORTED")),
                        models.Q(
                            models.Q(("status", "REPORTED"), _negated=True),
                            ("decided_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="activity_decided_has_person",
                ),
                models.UniqueConstraint(
                    condition=models.Q(
                        ("kind", "FOUND_IDEA"), models.Q(("status", "DECLINED"), _negated=True)
                    ),
                    fields=("initiative",),
                    name="idea_found_by_one",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="ambassadoractivity",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_ambassadoractivityevent" ("ambassador_id", "answer", "decided_at", "decided_by_id", "happened_on", "id", "initiative_id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "submission_token", "text", "told_at") VALUES (NEW."ambassador_id", NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."happened_on", NEW."id", NEW."initiative_id", NEW."kind", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."status", NEW."submission_token", NEW."text", NEW."told_at"); RETURN NULL;',
                hash="a9225b10b89441470668d40f4a459043be634b28",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_f2730",
                table="guides_ambassadoractivity",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="ambassadoractivity",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_ambassadoractivityevent" ("ambassador_id", "answer", "decided_at", "decided_by_id", "happened_on", "id", "initiative_id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "submission_token", "text", "told_at") VALUES (NEW."ambassador_id", NEW."answer", NEW."decided_at", NEW."decided_by_id", NEW."happened_on", NEW."id", NEW."initiative_id", NEW."kind", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."status", NEW."submission_token", NEW."text", NEW."told_at"); RETURN NULL;',
                hash="fc42a9194fc6394b75da786d49101c489790dc79",
                operation="UPDATE",
                pgid="pgtrigger_update_update_690b5",
                table="guides_ambassadoractivity",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="AmbassadorActivityEvent",
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
                    to="guides.ambassadoractivity",
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
                "ambassador",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.ambassador",
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("FOUND_IDEA", "Fandt en idé"),
                        ("HELPED_INITIATIVE", "Hjalp et initiativ"),
                        ("GATHERED_PEOPLE", "Samlede naboer"),
                        ("OTHER", "Andet"),
                    ],
                    max_length=18,
                    verbose_name="Hvad var det?",
                ),
            ),
            ("happened_on", models.DateField(verbose_name="Hvornår?")),
            (
                "minutes",
                models.PositiveSmallIntegerField(
                    default=0,
                    validators=[django.core.validators.MaxValueValidator(1440)],
                    verbose_name="Minutter",
                ),
            ),
            ("text", models.CharField(blank=True, max_length=300, verbose_name="Hvad gjorde du?")),
            (
                "initiative",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="initiatives.initiative",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("REPORTED", "Venter på guiden"),
                        ("APPROVED", "Godkendt"),
                        ("DECLINED", "Ikke godkendt"),
                    ],
                    default="REPORTED",
                    max_length=10,
                ),
            ),
            (
                "decided_by",
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
            ("decided_at", models.DateTimeField(blank=True, null=True)),
            ("answer", models.CharField(blank=True, max_length=200, verbose_name="Guidens svar")),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("told_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Cover",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "guide",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="absences",
                    to="guides.communityguide",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="covers",
                    to="guides.communityguide",
                ),
            ),
            ("starts_on", models.DateField(verbose_name="Første dag")),
            ("ends_on", models.DateField(verbose_name="Sidste dag")),
            (
                "arranged_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("arranged_at", models.DateTimeField(auto_now_add=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            ("cases", models.ManyToManyField(related_name="covers", to="guides.case")),
        ],
        options={
            "verbose_name": "afløsning",
            "verbose_name_plural": "afløsninger",
            "ordering": ["starts_on", "pk"],
            "indexes": [models.Index(fields=["by", "ends_on"], name="cover_by")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                    name="cover_ends_after_start",
                ),
                models.CheckConstraint(
                    condition=models.Q(("by", models.F("guide")), _negated=True),
                    name="cover_by_another",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="cover",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_coverevent" ("arranged_at", "arranged_by_id", "by_id", "ended_at", "ends_on", "guide_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "starts_on") VALUES (NEW."arranged_at", NEW."arranged_by_id", NEW."by_id", NEW."ended_at", NEW."ends_on", NEW."guide_id", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."starts_on"); RETURN NULL;',
                hash="dd34b8eaafd0e3ca7d6bf1ac7c37f62ca44ddf5f",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_3471b",
                table="guides_cover",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="cover",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_coverevent" ("arranged_at", "arranged_by_id", "by_id", "ended_at", "ends_on", "guide_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "starts_on") VALUES (NEW."arranged_at", NEW."arranged_by_id", NEW."by_id", NEW."ended_at", NEW."ends_on", NEW."guide_id", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."starts_on"); RETURN NULL;',
                hash="c86852378ec98088640c83824b6144c9e40742a3",
                operation="UPDATE",
                pgid="pgtrigger_update_update_3c5f5",
                table="guides_cover",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CoverEvent",
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
                    to="guides.cover",
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
                "guide",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.communityguide",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.communityguide",
                ),
            ),
            ("starts_on", models.DateField(verbose_name="Første dag")),
            ("ends_on", models.DateField(verbose_name="Sidste dag")),
            (
                "arranged_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("arranged_at", models.DateTimeField(auto_now_add=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="EmergencyAccess",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="emergencies",
                    to="guides.case",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="guides.organisation",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reason", models.CharField(max_length=300, verbose_name="Begrundelse")),
            ("opened_at", models.DateTimeField(auto_now_add=True)),
            ("expires_at", models.DateTimeField()),
        ],
        options={
            "verbose_name": "nødadgang",
            "verbose_name_plural": "nødadgange",
            "ordering": ["-opened_at", "-pk"],
            "indexes": [models.Index(fields=["by", "expires_at"], name="emergency_by")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("reason", ""), _negated=True), name="emergency_has_reason"
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="emergencyaccess",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_emergencyaccessevent" ("by_id", "case_id", "expires_at", "id", "opened_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."by_id", NEW."case_id", NEW."expires_at", NEW."id", NEW."opened_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason"); RETURN NULL;',
                hash="5cab57d47c6a1200f867bdf2d6fdbb629070e7d1",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_df36b",
                table="guides_emergencyaccess",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="emergencyaccess",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_emergencyaccessevent" ("by_id", "case_id", "expires_at", "id", "opened_at", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") VALUES (NEW."by_id", NEW."case_id", NEW."expires_at", NEW."id", NEW."opened_at", NEW."organisation_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason"); RETURN NULL;',
                hash="700e47de33a880b2cd113d0cd031a0a219dff721",
                operation="UPDATE",
                pgid="pgtrigger_update_update_95418",
                table="guides_emergencyaccess",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="EmergencyAccessEvent",
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
                    to="guides.emergencyaccess",
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
                ),
            ),
            (
                "organisation",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.organisation",
                ),
            ),
            (
                "by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("reason", models.CharField(max_length=300, verbose_name="Begrundelse")),
            ("opened_at", models.DateTimeField(auto_now_add=True)),
            ("expires_at", models.DateTimeField()),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Case",
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
                    related_name="cases",
                    to="initiatives.initiative",
                ),
            ),
            (
                "guide",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="cases",
                    to="guides.communityguide",
                ),
            ),
            (
                "origin",
                models.CharField(
                    choices=[
                        ("CALL_BACK", "Bad om at blive ringet op"),
                        ("APPLICATION", "Sendte en ansøgning"),
                        ("VISIT", "Mødte guiden"),
                        ("REFERRAL", "Henvist"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("NEW", "Ny"),
                        ("CONTACTED", "Kontaktet"),
                        ("ACTIVE", "I gang"),
                        ("PAUSED", "På pause"),
                        ("CLOSED", "Afsluttet"),
                    ],
                    default="NEW",
                    max_length=12,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("REALISED", "Idéen blev til noget"),
                        ("PASSED_ON", "Hjulpet videre et andet sted"),
                        ("DROPPED", "Idéen blev lagt væk"),
                        ("NO_CONTACT", "Fik ikke kontakt"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "next_step",
                models.CharField(blank=True, max_length=160, verbose_name="Næste skridt"),
            ),
            ("next_step_on", models.DateField(blank=True, null=True, verbose_name="Hvornår")),
            ("call_back_by", models.DateField(blank=True, null=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("opened_at", models.DateTimeField(auto_now_add=True)),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
            ("contacted_at", models.DateTimeField(blank=True, null=True)),
            ("last_contact_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "forløb",
            "verbose_name_plural": "forløb",
            "ordering": ["next_step_on", "opened_at"],
            "indexes": [
                models.Index(fields=["guide", "status", "next_step_on"], name="case_by_guide"),
                models.Index(
                    condition=models.Q(("guide__isnull", True)),
                    fields=["call_back_by"],
                    name="case_queue",
                ),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["NEW", "CONTACTED", "ACTIVE", "PAUSED", "CLOSED"])
                    ),
                    name="case_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("status", "NEW"), ("guide__isnull", False), _connector="OR"
                    ),
                    name="case_begun_has_guide",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("closed_at__isnull", False),
                            ("status", "CLOSED"),
                            models.Q(("outcome", ""), _negated=True),
                        ),
                        models.Q(("status", "CLOSED"), _negated=True),
                        _connector="OR",
                    ),
                    name="case_closed_has_outcome",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "CLOSED"), _negated=True),
                    fields=("initiative",),
                    name="case_one_open_per_initiative",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="case",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_caseevent" ("call_back_by", "closed_at", "contacted_at", "guide_id", "id", "initiative_id", "last_contact_at", "next_step", "next_step_on", "opened_at", "origin", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "taken_at", "version") VALUES (NEW."call_back_by", NEW."closed_at", NEW."contacted_at", NEW."guide_id", NEW."id", NEW."initiative_id", NEW."last_contact_at", NEW."next_step", NEW."next_step_on", NEW."opened_at", NEW."origin", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."status", NEW."taken_at", NEW."version"); RETURN NULL;',
                hash="91c43b445bd3cf61c8264f0cd75072e4c572ba42",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_248ab",
                table="guides_case",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="case",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_caseevent" ("call_back_by", "closed_at", "contacted_at", "guide_id", "id", "initiative_id", "last_contact_at", "next_step", "next_step_on", "opened_at", "origin", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "taken_at", "version") VALUES (NEW."call_back_by", NEW."closed_at", NEW."contacted_at", NEW."guide_id", NEW."id", NEW."initiative_id", NEW."last_contact_at", NEW."next_step", NEW."next_step_on", NEW."opened_at", NEW."origin", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."status", NEW."taken_at", NEW."version"); RETURN NULL;',
                hash="4b89574d798a956558a7759b7a0862d61cb15e8c",
                operation="UPDATE",
                pgid="pgtrigger_update_update_1b9e5",
                table="guides_case",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CaseEvent",
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
                    to="guides.case",
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
                "guide",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.communityguide",
                ),
            ),
            (
                "origin",
                models.CharField(
                    choices=[
                        ("CALL_BACK", "Bad om at blive ringet op"),
                        ("APPLICATION", "Sendte en ansøgning"),
                        ("VISIT", "Mødte guiden"),
                        ("REFERRAL", "Henvist"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("NEW", "Ny"),
                        ("CONTACTED", "Kontaktet"),
                        ("ACTIVE", "I gang"),
                        ("PAUSED", "På pause"),
                        ("CLOSED", "Afsluttet"),
                    ],
                    default="NEW",
                    max_length=12,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("REALISED", "Idéen blev til noget"),
                        ("PASSED_ON", "Hjulpet videre et andet sted"),
                        ("DROPPED", "Idéen blev lagt væk"),
                        ("NO_CONTACT", "Fik ikke kontakt"),
                    ],
                    max_length=12,
                ),
            ),
            (
                "next_step",
                models.CharField(blank=True, max_length=160, verbose_name="Næste skridt"),
            ),
            ("next_step_on", models.DateField(blank=True, null=True, verbose_name="Hvornår")),
            ("call_back_by", models.DateField(blank=True, null=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("opened_at", models.DateTimeField(auto_now_add=True)),
            ("taken_at", models.DateTimeField(blank=True, null=True)),
            ("contacted_at", models.DateTimeField(blank=True, null=True)),
            ("last_contact_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Handover",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="handovers",
                    to="guides.case",
                ),
            ),
            (
                "from_guide",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="handed_over",
                    to="guides.communityguide",
                ),
            ),
            (
                "to_guide",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="offered",
                    to="guides.communityguide",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("OFFERED", "Tilbudt"),
                        ("ACCEPTED", "Overtaget"),
                        ("DECLINED", "Nej tak"),
                        ("WITHDRAWN", "Trukket tilbage"),
                    ],
                    default="OFFERED",
                    max_length=10,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=300, verbose_name="Besked")),
            ("answer", models.CharField(blank=True, max_length=300, verbose_name="Svar")),
            (
                "offered_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("offered_at", models.DateTimeField(auto_now_add=True)),
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
            "verbose_name": "overdragelse",
            "verbose_name_plural": "overdragelser",
            "ordering": ["-offered_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["OFFERED", "ACCEPTED", "DECLINED", "WITHDRAWN"])
                    ),
                    name="handover_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("answered_at__isnull", True),
                            ("answered_by__isnull", True),
                            ("status", "OFFERED"),
                        ),
                        models.Q(
                            models.Q(("status", "OFFERED"), _negated=True),
                            ("answered_at__isnull", False),
                            ("answered_by__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="handover_answered_by_one",
                ),
                models.CheckConstraint(
                    condition=models.Q(("to_guide", models.F("from_guide")), _negated=True),
                    name="handover_to_another",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status", "OFFERED")),
                    fields=("case",),
                    name="handover_one_open_per_case",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="handover",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_handoverevent" ("answer", "answered_at", "answered_by_id", "case_id", "from_guide_id", "id", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "to_guide_id", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."from_guide_id", NEW."id", NEW."offered_at", NEW."offered_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."status", NEW."to_guide_id", NEW."words"); RETURN NULL;',
                hash="23f099a197e0491154636ac67e4eefd71b246e3d",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_17e1f",
                table="guides_handover",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="handover",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_handoverevent" ("answer", "answered_at", "answered_by_id", "case_id", "from_guide_id", "id", "offered_at", "offered_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "status", "to_guide_id", "words") VALUES (NEW."answer", NEW."answered_at", NEW."answered_by_id", NEW."case_id", NEW."from_guide_id", NEW."id", NEW."offered_at", NEW."offered_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."status", NEW."to_guide_id", NEW."words"); RETURN NULL;',
                hash="17b0df1f2405291c5c97347d66db0f89ad6e549a",
                operation="UPDATE",
                pgid="pgtrigger_update_update_84864",
                table="guides_handover",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="HandoverEvent",
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
                    to="guides.handover",
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
                ),
            ),
            (
                "from_guide",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.communityguide",
                ),
            ),
            (
                "to_guide",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.communityguide",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[
                        ("OFFERED", "Tilbudt"),
                        ("ACCEPTED", "Overtaget"),
                        ("DECLINED", "Nej tak"),
                        ("WITHDRAWN", "Trukket tilbage"),
                    ],
                    default="OFFERED",
                    max_length=10,
                ),
            ),
            ("words", models.CharField(blank=True, max_length=300, verbose_name="Besked")),
            ("answer", models.CharField(blank=True, max_length=300, verbose_name="Svar")),
            (
                "offered_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("offered_at", models.DateTimeField(auto_now_add=True)),
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
        name="Escalation",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="escalations",
                    to="guides.case",
                ),
            ),
            (
                "level",
                models.CharField(
                    choices=[
                        ("ORGANISATION", "Organisationens leder"),
                        ("PROGRAMME", "Programlederen"),
                    ],
                    max_length=12,
                ),
            ),
            ("at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["at", "pk"],
            "constraints": [
                models.UniqueConstraint(fields=("case", "level"), name="escalation_once_per_level")
            ],
        },
    ),
    migrations.CreateModel(
        name="CertificateSeries",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("year", models.PositiveSmallIntegerField(unique=True)),
            ("last", models.PositiveIntegerField(default=0)),
        ],
    ),
    migrations.CreateModel(
        name="Certificate",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "enrolment",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="certificate",
                    to="guides.enrolment",
                ),
            ),
            ("number", models.CharField(max_length=16, unique=True)),
            (
                "code",
                models.CharField(
                    default=guides.models.certificate.new_code, max_length=20, unique=True
                ),
            ),
            ("name", models.CharField(max_length=120)),
            ("title", models.CharField(max_length=80)),
            ("issued_on", models.DateField()),
            ("valid_until", models.DateField()),
            ("revoked_at", models.DateTimeField(blank=True, null=True)),
            (
                "revoked_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("revoked_reason", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "verbose_name": "bevis",
            "verbose_name_plural": "beviser",
            "ordering": ["-issued_on", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("revoked_at__isnull", True),
                            ("revoked_by__isnull", True),
                            ("revoked_reason", ""),
                        ),
                        models.Q(
                            ("revoked_at__isnull", False),
                            ("revoked_by__isnull", False),
                            models.Q(("revoked_reason", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="certificate_revoked_has_reason",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="certificate",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_certificateevent" ("code", "enrolment_id", "id", "issued_on", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "revoked_at", "revoked_by_id", "revoked_reason", "title", "valid_until") VALUES (NEW."code", NEW."enrolment_id", NEW."id", NEW."issued_on", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoked_reason", NEW."title", NEW."valid_until"); RETURN NULL;',
                hash="f0bbf46890823bf64685beb4dbbbd97131dbe39a",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_014dc",
                table="guides_certificate",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="certificate",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_certificateevent" ("code", "enrolment_id", "id", "issued_on", "name", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "revoked_at", "revoked_by_id", "revoked_reason", "title", "valid_until") VALUES (NEW."code", NEW."enrolment_id", NEW."id", NEW."issued_on", NEW."name", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."revoked_at", NEW."revoked_by_id", NEW."revoked_reason", NEW."title", NEW."valid_until"); RETURN NULL;',
                hash="da328811e83827c5b30db9a30bea360bf18b4c9f",
                operation="UPDATE",
                pgid="pgtrigger_update_update_083e7",
                table="guides_certificate",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CertificateEvent",
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
                    to="guides.certificate",
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
                "enrolment",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.enrolment",
                ),
            ),
            ("number", models.CharField(max_length=16)),
            ("code", models.CharField(default=guides.models.certificate.new_code, max_length=20)),
            ("name", models.CharField(max_length=120)),
            ("title", models.CharField(max_length=80)),
            ("issued_on", models.DateField()),
            ("valid_until", models.DateField()),
            ("revoked_at", models.DateTimeField(blank=True, null=True)),
            (
                "revoked_by",
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
            ("revoked_reason", models.CharField(blank=True, max_length=300)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="Community",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("name", models.CharField(max_length=80, verbose_name="Navn")),
            ("what", models.TextField(max_length=600, verbose_name="Hvad laver I?")),
            (
                "neighbourhood",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="communities",
                    to="areas.neighbourhood",
                    verbose_name="Kvarter",
                ),
            ),
            (
                "theme",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="communities",
                    to="areas.theme",
                    verbose_name="Tema",
                ),
            ),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            (
                "latitude",
                models.FloatField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(-90),
                        django.core.validators.MaxValueValidator(90),
                    ],
                    verbose_name="Breddegrad",
                ),
            ),
            (
                "longitude",
                models.FloatField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(-180),
                        django.core.validators.MaxValueValidator(180),
                    ],
                    verbose_name="Længdegrad",
                ),
            ),
            (
                "rhythm",
                models.CharField(
                    choices=[
                        ("WEEKLY", "Hver uge"),
                        ("EVERY_OTHER", "Hver anden uge"),
                        ("MONTHLY", "Hver måned"),
                        ("VARIES", "Det skifter"),
                    ],
                    default="WEEKLY",
                    max_length=12,
                    verbose_name="Hvor tit?",
                ),
            ),
            (
                "weekdays",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Mandag"),
                            (1, "Tirsdag"),
                            (2, "Onsdag"),
                            (3, "Torsdag"),
                            (4, "Fredag"),
                            (5, "Lørdag"),
                            (6, "Søndag"),
                        ]
                    ),
                    blank=True,
                    default=list,
                    size=None,
                    verbose_name="Ugedage",
                ),
            ),
            ("starts_at", models.TimeField(blank=True, null=True, verbose_name="Fra kl.")),
            ("ends_at", models.TimeField(blank=True, null=True, verbose_name="Til kl.")),
            (
                "when_note",
                models.CharField(blank=True, max_length=120, verbose_name="Mere om hvornår"),
            ),
            ("languages", models.CharField(blank=True, max_length=120, verbose_name="Sprog")),
            ("is_step_free", models.BooleanField(default=False, verbose_name="Uden trin")),
            (
                "is_quiet",
                models.BooleanField(default=False, verbose_name="Roligt, uden meget larm"),
            ),
            (
                "access_note",
                models.CharField(blank=True, max_length=160, verbose_name="Mere om adgang"),
            ),
            ("is_free", models.BooleanField(default=False, verbose_name="Gratis")),
            ("cost", models.CharField(blank=True, max_length=80, verbose_name="Hvad koster det?")),
            (
                "age_from",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Fra alder"),
            ),
            (
                "age_to",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Til alder"),
            ),
            ("website", models.URLField(blank=True, verbose_name="Webadresse")),
            ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="Kontakt")),
            ("contact_phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            ("contact_email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("contact_public_since", models.DateTimeField(blank=True, null=True)),
            (
                "status",
                models.CharField(
                    choices=[("LISTED", "På oversigten"), ("CLOSED", "Taget af oversigten")],
                    default="LISTED",
                    max_length=8,
                ),
            ),
            ("confirmed_on", models.DateField(default=django.utils.timezone.localdate)),
            ("confirmations", models.PositiveIntegerField(default=0)),
            ("asked_at", models.DateTimeField(blank=True, null=True)),
            ("reminded_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("added_at", models.DateTimeField(auto_now_add=True)),
            (
                "words",
                models.GeneratedField(
                    db_persist=True,
                    expression=models.Func(
                        models.F("name"),
                        models.F("what"),
                        models.F("place"),
                        models.F("languages"),
                        models.F("when_note"),
                        arg_joiner=" || ' ' || ",
                        template="to_tsvector('portal_danish'::regconfig, %(expressions)s)",
                    ),
                    output_field=django.contrib.postgres.search.SearchVectorField(),
                ),
            ),
        ],
        options={
            "verbose_name": "fællesskab",
            "verbose_name_plural": "fællesskaber",
            "ordering": ["name"],
            "indexes": [
                django.contrib.postgres.indexes.GinIndex(fields=["words"], name="community_words"),
                models.Index(
                    condition=models.Q(("status", "LISTED")),
                    fields=["neighbourhood"],
                    name="community_by_place",
                ),
                models.Index(fields=["confirmed_on"], name="community_confirmed"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["LISTED", "CLOSED"])),
                    name="community_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("closed_at__isnull", False), ("status", "CLOSED")),
                        models.Q(("closed_at__isnull", True), ("status", "LISTED")),
                        _connector="OR",
                    ),
                    name="community_closed_has_day",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("age_from__isnull", True),
                        ("age_to__isnull", True),
                        ("age_to__gte", models.F("age_from")),
                        _connector="OR",
                    ),
                    name="community_ages_in_order",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                        models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                        _connector="OR",
                    ),
                    name="community_point_is_whole",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="community",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_communityevent" ("access_note", "added_at", "age_from", "age_to", "asked_at", "closed_at", "confirmations", "confirmed_on", "contact_public_since", "cost", "ends_at", "id", "is_free", "is_quiet", "is_step_free", "languages", "latitude", "longitude", "name", "neighbourhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "reminded_at", "rhythm", "starts_at", "status", "theme_id", "version", "website", "weekdays", "what", "when_note") VALUES (NEW."access_note", NEW."added_at", NEW."age_from", NEW."age_to", NEW."asked_at", NEW."closed_at", NEW."confirmations", NEW."confirmed_on", NEW."contact_public_since", NEW."cost", NEW."ends_at", NEW."id", NEW."is_free", NEW."is_quiet", NEW."is_step_free", NEW."languages", NEW."latitude", NEW."longitude", NEW."name", NEW."neighbourhood_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."public_id", NEW."reminded_at", NEW."rhythm", NEW."starts_at", NEW."status", NEW."theme_id", NEW."version", NEW."website", NEW."weekdays", NEW."what", NEW."when_note"); RETURN NULL;',
                hash="f83b2d19ee9a87492d0370527ef3cea7be5c02b4",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_ce64f",
                table="guides_community",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="community",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition='WHEN (OLD."access_note" IS DISTINCT FROM (NEW."access_note") OR OLD."added_at" IS DISTINCT FROM (NEW."added_at") OR OLD."age_from" IS DISTINCT FROM (NEW."age_from") OR OLD."age_to" IS DISTINCT FROM (NEW."age_to") OR OLD."asked_at" IS DISTINCT FROM (NEW."asked_at") OR OLD."closed_at" IS DISTINCT FROM (NEW."closed_at") OR OLD."confirmations" IS DISTINCT FROM (NEW."confirmations") OR OLD."confirmed_on" IS DISTINCT FROM (NEW."confirmed_on") OR OLD."contact_public_since" IS DISTINCT FROM (NEW."contact_public_since") OR OLD."cost" IS DISTINCT FROM (NEW."cost") OR OLD."ends_at" IS DISTINCT FROM (NEW."ends_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."is_free" IS DISTINCT FROM (NEW."is_free") OR OLD."is_quiet" IS DISTINCT FROM (NEW."is_quiet") OR OLD."is_step_free" IS DISTINCT FROM (NEW."is_step_free") OR OLD."languages" IS DISTINCT FROM (NEW."languages") OR OLD."latitude" IS DISTINCT FROM (NEW."latitude") OR OLD."longitude" IS DISTINCT FROM (NEW."longitude") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."neighbourhood_id" IS DISTINCT FROM (NEW."neighbourhood_id") OR OLD."place" IS DISTINCT FROM (NEW."place") OR OLD."public_id" IS DISTINCT FROM (NEW."public_id") OR OLD."reminded_at" IS DISTINCT FROM (NEW."reminded_at") OR OLD."rhythm" IS DISTINCT FROM (NEW."rhythm") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."status" IS DISTINCT FROM (NEW."status") OR OLD."theme_id" IS DISTINCT FROM (NEW."theme_id") OR OLD."version" IS DISTINCT FROM (NEW."version") OR OLD."website" IS DISTINCT FROM (NEW."website") OR OLD."weekdays" IS DISTINCT FROM (NEW."weekdays") OR OLD."what" IS DISTINCT FROM (NEW."what") OR OLD."when_note" IS DISTINCT FROM (NEW."when_note"))',
                func='INSERT INTO "guides_communityevent" ("access_note", "added_at", "age_from", "age_to", "asked_at", "closed_at", "confirmations", "confirmed_on", "contact_public_since", "cost", "ends_at", "id", "is_free", "is_quiet", "is_step_free", "languages", "latitude", "longitude", "name", "neighbourhood_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "reminded_at", "rhythm", "starts_at", "status", "theme_id", "version", "website", "weekdays", "what", "when_note") VALUES (NEW."access_note", NEW."added_at", NEW."age_from", NEW."age_to", NEW."asked_at", NEW."closed_at", NEW."confirmations", NEW."confirmed_on", NEW."contact_public_since", NEW."cost", NEW."ends_at", NEW."id", NEW."is_free", NEW."is_quiet", NEW."is_step_free", NEW."languages", NEW."latitude", NEW."longitude", NEW."name", NEW."neighbourhood_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."public_id", NEW."reminded_at", NEW."rhythm", NEW."starts_at", NEW."status", NEW."theme_id", NEW."version", NEW."website", NEW."weekdays", NEW."what", NEW."when_note"); RETURN NULL;',
                hash="1b92c85fb994c4e3a59f9911539631d0c842fe4d",
                operation="UPDATE",
                pgid="pgtrigger_update_update_c16ba",
                table="guides_community",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CommunityEvent",
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
                    to="guides.community",
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
            ("name", models.CharField(max_length=80, verbose_name="Navn")),
            ("what", models.TextField(max_length=600, verbose_name="Hvad laver I?")),
            (
                "neighbourhood",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="areas.neighbourhood",
                    verbose_name="Kvarter",
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
                    verbose_name="Tema",
                ),
            ),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            (
                "latitude",
                models.FloatField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(-90),
                        django.core.validators.MaxValueValidator(90),
                    ],
                    verbose_name="Breddegrad",
                ),
            ),
            (
                "longitude",
                models.FloatField(
                    blank=True,
                    null=True,
                    validators=[
                        django.core.validators.MinValueValidator(-180),
                        django.core.validators.MaxValueValidator(180),
                    ],
                    verbose_name="Længdegrad",
                ),
            ),
            (
                "rhythm",
                models.CharField(
                    choices=[
                        ("WEEKLY", "Hver uge"),
                        ("EVERY_OTHER", "Hver anden uge"),
                        ("MONTHLY", "Hver måned"),
                        ("VARIES", "Det skifter"),
                    ],
                    default="WEEKLY",
                    max_length=12,
                    verbose_name="Hvor tit?",
                ),
            ),
            (
                "weekdays",
                django.contrib.postgres.fields.ArrayField(
                    base_field=models.PositiveSmallIntegerField(
                        choices=[
                            (0, "Mandag"),
                            (1, "Tirsdag"),
                            (2, "Onsdag"),
                            (3, "Torsdag"),
                            (4, "Fredag"),
                            (5, "Lørdag"),
                            (6, "Søndag"),
                        ]
                    ),
                    blank=True,
                    default=list,
                    size=None,
                    verbose_name="Ugedage",
                ),
            ),
            ("starts_at", models.TimeField(blank=True, null=True, verbose_name="Fra kl.")),
            ("ends_at", models.TimeField(blank=True, null=True, verbose_name="Til kl.")),
            (
                "when_note",
                models.CharField(blank=True, max_length=120, verbose_name="Mere om hvornår"),
            ),
            ("languages", models.CharField(blank=True, max_length=120, verbose_name="Sprog")),
            ("is_step_free", models.BooleanField(default=False, verbose_name="Uden trin")),
            (
                "is_quiet",
                models.BooleanField(default=False, verbose_name="Roligt, uden meget larm"),
            ),
            (
                "access_note",
                models.CharField(blank=True, max_length=160, verbose_name="Mere om adgang"),
            ),
            ("is_free", models.BooleanField(default=False, verbose_name="Gratis")),
            ("cost", models.CharField(blank=True, max_length=80, verbose_name="Hvad koster det?")),
            (
                "age_from",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Fra alder"),
            ),
            (
                "age_to",
                models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Til alder"),
            ),
            ("website", models.URLField(blank=True, verbose_name="Webadresse")),
            ("contact_public_since", models.DateTimeField(blank=True, null=True)),
            (
                "status",
                models.CharField(
                    choices=[("LISTED", "På oversigten"), ("CLOSED", "Taget af oversigten")],
                    default="LISTED",
                    max_length=8,
                ),
            ),
            ("confirmed_on", models.DateField(default=django.utils.timezone.localdate)),
            ("confirmations", models.PositiveIntegerField(default=0)),
            ("asked_at", models.DateTimeField(blank=True, null=True)),
            ("reminded_at", models.DateTimeField(blank=True, null=True)),
            ("closed_at", models.DateTimeField(blank=True, null=True)),
            ("version", models.PositiveIntegerField(default=1)),
            ("added_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="CommunitySuggestion",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "community",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="suggestions",
                    to="guides.community",
                ),
            ),
            (
                "neighbourhood",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="areas.neighbourhood",
                ),
            ),
            ("changes", models.JSONField()),
            ("note", models.CharField(blank=True, max_length=300)),
            ("sender_name", models.CharField(blank=True, max_length=120)),
            ("sender_email", models.EmailField(blank=True, max_length=254)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("WAITING", "Venter på svar"),
                        ("APPROVED", "Godkendt"),
                        ("DECLINED", "Ikke godkendt"),
                    ],
                    default="WAITING",
                    max_length=8,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=500)),
            (
                "decided_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("decided_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
            ("suggested_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "ordering": ["-suggested_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("status", "WAITING")),
                    fields=["neighbourhood", "suggested_at"],
                    name="suggestion_queue",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["WAITING", "APPROVED", "DECLINED"])),
                    name="suggestion_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("status", "WAITING"),
                        models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="suggestion_answered_by_somebody",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "DECLINED"), _negated=True),
                        models.Q(("reason", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="suggestion_declined_has_reason",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="Introduction",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "offer",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="introductions",
                    to="initiatives.helpoffer",
                ),
            ),
            (
                "initiative",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="introductions",
                    to="initiatives.initiative",
                ),
            ),
            (
                "need",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="+",
                    to="initiatives.helpneed",
                ),
            ),
            (
                "made_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="introductions",
                    to="guides.communityguide",
                ),
            ),
            ("made_at", models.DateTimeField(auto_now_add=True)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("ASKED", "Venter på svar"),
                        ("INTRODUCED", "Begge har sagt ja"),
                        ("DECLINED", "Nej tak"),
                        ("ENDED", "Afsluttet"),
                    ],
                    default="ASKED",
                    max_length=10,
                ),
            ),
            ("offerer_yes_at", models.DateTimeField(blank=True, null=True)),
            (
                "offerer_way",
                models.CharField(
                    blank=True,
                    choices=[("PHONE", "Min telefon"), ("EMAIL", "Min e-mail")],
                    max_length=5,
                ),
            ),
            (
                "lead",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("lead_yes_at", models.DateTimeField(blank=True, null=True)),
            (
                "lead_way",
                models.CharField(
                    blank=True,
                    choices=[("PHONE", "Min telefon"), ("EMAIL", "Min e-mail")],
                    max_length=5,
                ),
            ),
            ("introduced_at", models.DateTimeField(blank=True, null=True)),
            ("ended_at", models.DateTimeField(blank=True, null=True)),
            (
                "ended_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("HELPED", "Vi fik hjulpet hinanden"),
                        ("NOTHING", "Det blev ikke til noget"),
                    ],
                    max_length=8,
                ),
            ),
        ],
        options={
            "verbose_name": "introduktion",
            "verbose_name_plural": "introduktioner",
            "ordering": ["-made_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["ASKED", "INTRODUCED", "DECLINED", "ENDED"])
                    ),
                    name="introduction_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "INTRODUCED"), _negated=True),
                        models.Q(
                            ("introduced_at__isnull", False),
                            ("lead__isnull", False),
                            ("lead_yes_at__isnull", False),
                            ("offerer_yes_at__isnull", False),
                            models.Q(("offerer_way", ""), _negated=True),
                            models.Q(("lead_way", ""), _negated=True),
                        ),
                        _connector="OR",
                    ),
                    name="introduction_made_by_two",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(
                            ("ended_at__isnull", True), ("status__in", ["ASKED", "INTRODUCED"])
                        ),
                        models.Q(
                            ("ended_at__isnull", False), ("status__in", ["DECLINED", "ENDED"])
                        ),
                        _connector="OR",
                    ),
                    name="introduction_over_has_day",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("status__in", ["ASKED", "INTRODUCED"])),
                    fields=("offer", "initiative"),
                    name="introduction_once_at_a_time",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="CaseNote",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "public_id",
                models.UUIDField(
                    db_default=django.contrib.postgres.functions.RandomUUID(),
                    default=uuid.uuid4,
                    editable=False,
                    unique=True,
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="notes",
                    to="guides.case",
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
            (
                "kind",
                models.CharField(
                    choices=[
                        ("CALL", "Opkald"),
                        ("MEETING", "Møde"),
                        ("VISIT", "Besøg"),
                        ("MAIL", "Mail eller sms"),
                    ],
                    max_length=10,
                    verbose_name="Hvad var det?",
                ),
            ),
            ("minutes", models.PositiveSmallIntegerField(default=0, verbose_name="Minutter")),
            ("text", models.TextField(max_length=4000, verbose_name="Notat")),
            (
                "visibility",
                models.CharField(
                    choices=[
                        ("ORGANISATION", "Kun min organisation"),
                        ("CASEWORKER", "Også kommunens sagsbehandler"),
                        ("CITIZEN", "Også borgeren"),
                    ],
                    default="ORGANISATION",
                    max_length=12,
                    verbose_name="Hvem må læse det?",
                ),
            ),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("corrected_at", models.DateTimeField(blank=True, null=True)),
            (
                "replaces",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="replaced_by",
                    to="guides.casenote",
                ),
            ),
        ],
        options={
            "verbose_name": "notat",
            "verbose_name_plural": "notater",
            "ordering": ["-written_at", "-pk"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        ("replaces__isnull", True),
                        models.Q(("replaces", models.F("pk")), _negated=True),
                        _connector="OR",
                    ),
                    name="case_note_replaces_another",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="casenote",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_casenoteevent" ("author_id", "case_id", "corrected_at", "id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "replaces_id", "submission_token", "text", "visibility", "written_at") VALUES (NEW."author_id", NEW."case_id", NEW."corrected_at", NEW."id", NEW."kind", NEW."minutes", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."replaces_id", NEW."submission_token", NEW."text", NEW."visibility", NEW."written_at"); RETURN NULL;',
                hash="71caf096b8a850b9401f9f96b99abd7bba0b9c2f",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_4f6f3",
                table="guides_casenote",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="casenote",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_casenoteevent" ("author_id", "case_id", "corrected_at", "id", "kind", "minutes", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "replaces_id", "submission_token", "text", "visibility", "written_at") VALUES (NEW."author_id", NEW."case_id", NEW."corrected_at", NEW."id", NEW."kind", NEW."minutes", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."replaces_id", NEW."submission_token", NEW."text", NEW."visibility", NEW."written_at"); RETURN NULL;',
                hash="e2a2149ec9133c55fdbc74a6aa34a090eb71fd19",
                operation="UPDATE",
                pgid="pgtrigger_update_update_4e27b",
                table="guides_casenote",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="CaseNoteEvent",
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
                    to="guides.casenote",
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
                "public_id",
                models.UUIDField(
                    db_default=django.contrib.postgres.functions.RandomUUID(),
                    default=uuid.uuid4,
                    editable=False,
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
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
            (
                "kind",
                models.CharField(
                    choices=[
                        ("CALL", "Opkald"),
                        ("MEETING", "Møde"),
                        ("VISIT", "Besøg"),
                        ("MAIL", "Mail eller sms"),
                    ],
                    max_length=10,
                    verbose_name="Hvad var det?",
                ),
            ),
            ("minutes", models.PositiveSmallIntegerField(default=0, verbose_name="Minutter")),
            ("text", models.TextField(max_length=4000, verbose_name="Notat")),
            (
                "visibility",
                models.CharField(
                    choices=[
                        ("ORGANISATION", "Kun min organisation"),
                        ("CASEWORKER", "Også kommunens sagsbehandler"),
                        ("CITIZEN", "Også borgeren"),
                    ],
                    default="ORGANISATION",
                    max_length=12,
                    verbose_name="Hvem må læse det?",
                ),
            ),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False)),
            ("written_at", models.DateTimeField(auto_now_add=True)),
            ("corrected_at", models.DateTimeField(blank=True, null=True)),
            (
                "replaces",
                models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.casenote",
                ),
            ),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="NoteDraft",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="note_drafts",
                    to="guides.case",
                ),
            ),
            (
                "author",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("token", models.UUIDField()),
            ("answers", models.JSONField(default=dict)),
            ("saved_at", models.DateTimeField(auto_now=True)),
        ],
        options={
            "verbose_name": "kladde til notat",
            "verbose_name_plural": "kladder til notater",
            "constraints": [
                models.UniqueConstraint(fields=("case", "author"), name="note_draft_one_each")
            ],
        },
    ),
    migrations.CreateModel(
        name="FollowUp",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="follow_ups",
                    to="guides.case",
                ),
            ),
            ("text", models.CharField(max_length=160, verbose_name="Hvad skal følges op?")),
            ("due_on", models.DateField(verbose_name="Hvornår")),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "created_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            (
                "done_by",
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
            "verbose_name": "opfølgning",
            "verbose_name_plural": "opfølgninger",
            "ordering": ["due_on", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("done_at__isnull", True)),
                    fields=["due_on"],
                    name="follow_up_open",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                        models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="follow_up_done_by_somebody",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="followup",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_followupevent" ("case_id", "created_at", "created_by_id", "done_at", "done_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "submission_token", "text") VALUES (NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."submission_token", NEW."text"); RETURN NULL;',
                hash="cca206f04d833142f62e7618ff2e95640bddb82a",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_d53df",
                table="guides_followup",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="followup",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_followupevent" ("case_id", "created_at", "created_by_id", "done_at", "done_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "submission_token", "text") VALUES (NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."submission_token", NEW."text"); RETURN NULL;',
                hash="69abafb9d448c6fc9499bdc2730f2ab1f8391280",
                operation="UPDATE",
                pgid="pgtrigger_update_update_6d6a5",
                table="guides_followup",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="FollowUpEvent",
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
                    to="guides.followup",
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
                ),
            ),
            ("text", models.CharField(max_length=160, verbose_name="Hvad skal følges op?")),
            ("due_on", models.DateField(verbose_name="Hvornår")),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "created_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            (
                "done_by",
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
    migrations.CreateModel(
        name="Appointment",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="appointments",
                    to="guides.case",
                ),
            ),
            ("title", models.CharField(max_length=120, verbose_name="Hvad handler det om?")),
            ("starts_at", models.DateTimeField(verbose_name="Hvornår")),
            ("ends_at", models.DateTimeField(verbose_name="Slutter")),
            ("place", models.CharField(blank=True, max_length=160, verbose_name="Hvor")),
            ("with_whom", models.CharField(blank=True, max_length=160, verbose_name="Med hvem")),
            (
                "with_group",
                models.BooleanField(default=True, verbose_name="Gruppen er med og kan se aftalen"),
            ),
            (
                "status",
                models.CharField(
                    choices=[("PLANNED", "Aftalt"), ("CANCELLED", "Aflyst")],
                    default="PLANNED",
                    max_length=10,
                ),
            ),
            ("sequence", models.PositiveIntegerField(default=0)),
            ("version", models.PositiveIntegerField(default=1)),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "created_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("changed_at", models.DateTimeField(auto_now=True)),
            ("cancelled_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "verbose_name": "aftale",
            "verbose_name_plural": "aftaler",
            "ordering": ["starts_at", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("status", "PLANNED")),
                    fields=["starts_at"],
                    name="appointment_planned",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["PLANNED", "CANCELLED"])),
                    name="appointment_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                    name="appointment_ends_after_start",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("cancelled_at__isnull", False), ("status", "CANCELLED")),
                        models.Q(("cancelled_at__isnull", True), ("status", "PLANNED")),
                        _connector="OR",
                    ),
                    name="appointment_cancelled_has_time",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="appointment",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_appointmentevent" ("cancelled_at", "case_id", "changed_at", "created_at", "created_by_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "sequence", "starts_at", "status", "submission_token", "title", "version", "with_group", "with_whom") VALUES (NEW."cancelled_at", NEW."case_id", NEW."changed_at", NEW."created_at", NEW."created_by_id", NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."public_id", NEW."sequence", NEW."starts_at", NEW."status", NEW."submission_token", NEW."title", NEW."version", NEW."with_group", NEW."with_whom"); RETURN NULL;',
                hash="c55c5efedfd528fb60768e4267775b3ab53c4ead",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_95104",
                table="guides_appointment",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="appointment",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_appointmentevent" ("cancelled_at", "case_id", "changed_at", "created_at", "created_by_id", "ends_at", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "sequence", "starts_at", "status", "submission_token", "title", "version", "with_group", "with_whom") VALUES (NEW."cancelled_at", NEW."case_id", NEW."changed_at", NEW."created_at", NEW."created_by_id", NEW."ends_at", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."public_id", NEW."sequence", NEW."starts_at", NEW."status", NEW."submission_token", NEW."title", NEW."version", NEW."with_group", NEW."with_whom"); RETURN NULL;',
                hash="07f6adcd4cc5c7c39f0e596fe736369a4168eef9",
                operation="UPDATE",
                pgid="pgtrigger_update_update_cb97b",
                table="guides_appointment",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="AppointmentEvent",
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
                    to="guides.appointment",
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
                ),
            ),
            ("title", models.CharField(max_length=120, verbose_name="Hvad handler det om?")),
            ("starts_at", models.DateTimeField(verbose_name="Hvornår")),
            ("ends_at", models.DateTimeField(verbose_name="Slutter")),
            ("place", models.CharField(blank=True, max_length=160, verbose_name="Hvor")),
            ("with_whom", models.CharField(blank=True, max_length=160, verbose_name="Med hvem")),
            (
                "with_group",
                models.BooleanField(default=True, verbose_name="Gruppen er med og kan se aftalen"),
            ),
            (
                "status",
                models.CharField(
                    choices=[("PLANNED", "Aftalt"), ("CANCELLED", "Aflyst")],
                    default="PLANNED",
                    max_length=10,
                ),
            ),
            ("sequence", models.PositiveIntegerField(default=0)),
            ("version", models.PositiveIntegerField(default=1)),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "created_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("changed_at", models.DateTimeField(auto_now=True)),
            ("cancelled_at", models.DateTimeField(blank=True, null=True)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="PlanStep",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="plan_steps",
                    to="guides.case",
                ),
            ),
            ("text", models.CharField(max_length=160, verbose_name="Trin")),
            (
                "doer",
                models.CharField(
                    choices=[("GROUP", "Gruppen"), ("GUIDE", "Guiden")],
                    max_length=8,
                    verbose_name="Hvem gør det?",
                ),
            ),
            ("due_on", models.DateField(blank=True, null=True, verbose_name="Hvornår")),
            ("version", models.PositiveIntegerField(default=1)),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "created_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            (
                "done_by",
                models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("removed_at", models.DateTimeField(blank=True, null=True)),
            (
                "removed_by",
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
            "verbose_name": "trin i planen",
            "verbose_name_plural": "trin i planen",
            "ordering": [models.OrderBy(models.F("due_on"), nulls_last=True), "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("done_at__isnull", True), ("removed_at__isnull", True)),
                    fields=["due_on"],
                    name="plan_step_open",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                        models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="plan_step_done_by_somebody",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("removed_at__isnull", True), ("removed_by__isnull", True)),
                        models.Q(("removed_at__isnull", False), ("removed_by__isnull", False)),
                        _connector="OR",
                    ),
                    name="plan_step_removed_by_somebody",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planstep",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_planstepevent" ("case_id", "created_at", "created_by_id", "doer", "done_at", "done_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "removed_at", "removed_by_id", "submission_token", "text", "version") VALUES (NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."doer", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."removed_at", NEW."removed_by_id", NEW."submission_token", NEW."text", NEW."version"); RETURN NULL;',
                hash="0d78179be83ee4e31c1850c1beced5271652295c",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_c954b",
                table="guides_planstep",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="planstep",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_planstepevent" ("case_id", "created_at", "created_by_id", "doer", "done_at", "done_by_id", "due_on", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "removed_at", "removed_by_id", "submission_token", "text", "version") VALUES (NEW."case_id", NEW."created_at", NEW."created_by_id", NEW."doer", NEW."done_at", NEW."done_by_id", NEW."due_on", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."removed_at", NEW."removed_by_id", NEW."submission_token", NEW."text", NEW."version"); RETURN NULL;',
                hash="59ed71c00f77066bc2f4f0d50424fd528628ddcc",
                operation="UPDATE",
                pgid="pgtrigger_update_update_1ab31",
                table="guides_planstep",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="PlanStepEvent",
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
                    to="guides.planstep",
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
                ),
            ),
            ("text", models.CharField(max_length=160, verbose_name="Trin")),
            (
                "doer",
                models.CharField(
                    choices=[("GROUP", "Gruppen"), ("GUIDE", "Guiden")],
                    max_length=8,
                    verbose_name="Hvem gør det?",
                ),
            ),
            ("due_on", models.DateField(blank=True, null=True, verbose_name="Hvornår")),
            ("version", models.PositiveIntegerField(default=1)),
            ("submission_token", models.UUIDField(default=uuid.uuid4, editable=False)),
            (
                "created_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("created_at", models.DateTimeField(auto_now_add=True)),
            ("done_at", models.DateTimeField(blank=True, null=True)),
            (
                "done_by",
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
            ("removed_at", models.DateTimeField(blank=True, null=True)),
            (
                "removed_by",
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
    migrations.CreateModel(
        name="PlanTemplate",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("name", models.CharField(max_length=60, unique=True, verbose_name="Navn")),
            ("position", models.PositiveSmallIntegerField(default=1, verbose_name="Rækkefølge")),
            ("is_active", models.BooleanField(default=True, verbose_name="Kan vælges")),
        ],
        options={
            "verbose_name": "skabelon til plan",
            "verbose_name_plural": "skabeloner til plan",
            "ordering": ["position", "name"],
        },
    ),
    migrations.CreateModel(
        name="PlanTemplateStep",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "template",
                modelcluster.fields.ParentalKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="steps",
                    to="guides.plantemplate",
                ),
            ),
            ("text", models.CharField(max_length=160, verbose_name="Trin")),
            (
                "doer",
                models.CharField(
                    choices=[("GROUP", "Gruppen"), ("GUIDE", "Guiden")],
                    max_length=8,
                    verbose_name="Hvem gør det?",
                ),
            ),
            (
                "days",
                models.PositiveSmallIntegerField(
                    default=14, verbose_name="Dage til det skal være gjort"
                ),
            ),
            ("position", models.PositiveSmallIntegerField(default=1, verbose_name="Rækkefølge")),
        ],
        options={
            "verbose_name": "trin i skabelon",
            "verbose_name_plural": "trin i skabelon",
            "ordering": ["position", "pk"],
        },
    ),
    migrations.CreateModel(
        name="Referral",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "case",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="referrals",
                    to="guides.case",
                ),
            ),
            (
                "community",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="referrals",
                    to="guides.community",
                ),
            ),
            (
                "passed_on",
                models.CharField(
                    blank=True, max_length=300, verbose_name="Hvad får fællesskabet at vide?"
                ),
            ),
            ("agreed_at", models.DateTimeField()),
            (
                "referred_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("referred_at", models.DateTimeField(auto_now_add=True)),
            ("follow_up_on", models.DateField(verbose_name="Hvornår følger du op?")),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("CAME", "Kom med"),
                        ("STAYED_AWAY", "Kom ikke"),
                        ("UNKNOWN", "Ved ikke"),
                    ],
                    max_length=12,
                ),
            ),
            ("outcome_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False, unique=True)),
        ],
        options={
            "verbose_name": "henvisning",
            "verbose_name_plural": "henvisninger",
            "ordering": ["-referred_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("outcome", "")),
                    fields=["follow_up_on"],
                    name="referral_to_follow_up",
                )
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("outcome", ""), ("outcome_at__isnull", True)),
                        models.Q(
                            ("outcome__in", ["CAME", "STAYED_AWAY", "UNKNOWN"]),
                            ("outcome_at__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="referral_outcome_has_day",
                )
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="referral",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_referralevent" ("agreed_at", "case_id", "community_id", "follow_up_on", "id", "outcome", "outcome_at", "passed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "referred_at", "referred_by_id", "submission_token") VALUES (NEW."agreed_at", NEW."case_id", NEW."community_id", NEW."follow_up_on", NEW."id", NEW."outcome", NEW."outcome_at", NEW."passed_on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."public_id", NEW."referred_at", NEW."referred_by_id", NEW."submission_token"); RETURN NULL;',
                hash="f341c9444846139f3c2408c2dbf4acd837f095b5",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_82c1f",
                table="guides_referral",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="referral",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_referralevent" ("agreed_at", "case_id", "community_id", "follow_up_on", "id", "outcome", "outcome_at", "passed_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "public_id", "referred_at", "referred_by_id", "submission_token") VALUES (NEW."agreed_at", NEW."case_id", NEW."community_id", NEW."follow_up_on", NEW."id", NEW."outcome", NEW."outcome_at", NEW."passed_on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."public_id", NEW."referred_at", NEW."referred_by_id", NEW."submission_token"); RETURN NULL;',
                hash="b24d9ddd74b0b675497d2ac66c56bb512ab7dd4b",
                operation="UPDATE",
                pgid="pgtrigger_update_update_d4735",
                table="guides_referral",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="ReferralEvent",
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
                    to="guides.referral",
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
                "case",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.case",
                ),
            ),
            (
                "community",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.community",
                ),
            ),
            (
                "passed_on",
                models.CharField(
                    blank=True, max_length=300, verbose_name="Hvad får fællesskabet at vide?"
                ),
            ),
            ("agreed_at", models.DateTimeField()),
            (
                "referred_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("referred_at", models.DateTimeField(auto_now_add=True)),
            ("follow_up_on", models.DateField(verbose_name="Hvornår følger du op?")),
            (
                "outcome",
                models.CharField(
                    blank=True,
                    choices=[
                        ("CAME", "Kom med"),
                        ("STAYED_AWAY", "Kom ikke"),
                        ("UNKNOWN", "Ved ikke"),
                    ],
                    max_length=12,
                ),
            ),
            ("outcome_at", models.DateTimeField(blank=True, null=True)),
            ("submission_token", models.UUIDField(editable=False)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="IncomingReferral",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "case",
                models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="incoming_referral",
                    to="guides.case",
                ),
            ),
            ("sender_name", models.CharField(max_length=120, verbose_name="Dit navn")),
            ("sender_work", models.CharField(max_length=120, verbose_name="Hvor arbejder du?")),
            (
                "sender_phone",
                models.CharField(blank=True, max_length=20, verbose_name="Din telefon"),
            ),
            (
                "sender_email",
                models.EmailField(blank=True, max_length=254, verbose_name="Din e-mail"),
            ),
            ("agreed_at", models.DateTimeField()),
        ],
    ),
    migrations.CreateModel(
        name="TrainingSession",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "course",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sessions",
                    to="guides.trainingcourse",
                ),
            ),
            (
                "module",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="sessions",
                    to="guides.trainingmodule",
                ),
            ),
            ("starts_at", models.DateTimeField(verbose_name="Begynder")),
            ("ends_at", models.DateTimeField(verbose_name="Slutter")),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            (
                "capacity",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Pladser i lokalet",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[("PLANNED", "Planlagt"), ("CANCELLED", "Aflyst")],
                    default="PLANNED",
                    max_length=10,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="Hvorfor?")),
            ("version", models.PositiveIntegerField(default=1)),
            ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "verbose_name": "møde",
            "verbose_name_plural": "møder",
            "ordering": ["starts_at", "pk"],
            "indexes": [models.Index(fields=["starts_at"], name="session_by_time")],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("ends_at__gt", models.F("starts_at"))),
                    name="session_ends_after_start",
                ),
                models.CheckConstraint(
                    condition=models.Q(("status__in", ["PLANNED", "CANCELLED"])),
                    name="session_status_known",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="trainingsession",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_trainingsessionevent" ("capacity", "changed_at", "course_id", "ends_at", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "reason", "starts_at", "status", "version") VALUES (NEW."capacity", NEW."changed_at", NEW."course_id", NEW."ends_at", NEW."id", NEW."module_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."place", NEW."public_id", NEW."reason", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;',
                hash="9fc772c23657438eed26b8d430440b583464143d",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_7387c",
                table="guides_trainingsession",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="trainingsession",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_trainingsessionevent" ("capacity", "changed_at", "course_id", "ends_at", "id", "module_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "public_id", "reason", "starts_at", "status", "version") VALUES (NEW."capacity", NEW."changed_at", NEW."course_id", NEW."ends_at", NEW."id", NEW."module_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."place", NEW."public_id", NEW."reason", NEW."starts_at", NEW."status", NEW."version"); RETURN NULL;',
                hash="2ea984550950d6e475e2e4027fbe39d4a7675507",
                operation="UPDATE",
                pgid="pgtrigger_update_update_4880b",
                table="guides_trainingsession",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="TrainingSessionEvent",
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
                    to="guides.trainingsession",
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
                "course",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.trainingcourse",
                ),
            ),
            (
                "module",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.trainingmodule",
                ),
            ),
            ("starts_at", models.DateTimeField(verbose_name="Begynder")),
            ("ends_at", models.DateTimeField(verbose_name="Slutter")),
            ("place", models.CharField(blank=True, max_length=120, verbose_name="Sted")),
            (
                "capacity",
                models.PositiveSmallIntegerField(
                    blank=True,
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                    verbose_name="Pladser i lokalet",
                ),
            ),
            (
                "status",
                models.CharField(
                    choices=[("PLANNED", "Planlagt"), ("CANCELLED", "Aflyst")],
                    default="PLANNED",
                    max_length=10,
                ),
            ),
            ("reason", models.CharField(blank=True, max_length=200, verbose_name="Hvorfor?")),
            ("version", models.PositiveIntegerField(default=1)),
            ("changed_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "abstract": False,
        },
    ),
    migrations.CreateModel(
        name="SessionMaterial",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            (
                "session",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="materials",
                    to="guides.trainingsession",
                ),
            ),
            ("title", models.CharField(max_length=80, verbose_name="Titel")),
            (
                "url",
                models.URLField(
                    blank=True,
                    max_length=300,
                    validators=[django.core.validators.URLValidator(schemes=["https"])],
                    verbose_name="Link",
                ),
            ),
            (
                "stored_file",
                models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="session_material",
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
        ],
        options={
            "ordering": ["pk"],
        },
    ),
    migrations.CreateModel(
        name="SessionGuest",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "session",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="guests",
                    to="guides.trainingsession",
                ),
            ),
            (
                "enrolment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="visits",
                    to="guides.enrolment",
                ),
            ),
            ("booked_at", models.DateTimeField(auto_now_add=True)),
            (
                "booked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
        ],
        options={
            "ordering": ["enrolment__person__full_name", "pk"],
            "constraints": [
                models.UniqueConstraint(fields=("session", "enrolment"), name="guest_once")
            ],
        },
    ),
    migrations.CreateModel(
        name="Attendance",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            (
                "session",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="marks",
                    to="guides.trainingsession",
                ),
            ),
            (
                "enrolment",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="marks",
                    to="guides.enrolment",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("PRESENT", "Var med"), ("ABSENT", "Var ikke med")], max_length=8
                ),
            ),
            (
                "marked_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "verbose_name": "fremmøde",
            "verbose_name_plural": "fremmøder",
            "ordering": ["session__starts_at", "pk"],
            "constraints": [
                models.UniqueConstraint(fields=("session", "enrolment"), name="attendance_once"),
                models.CheckConstraint(
                    condition=models.Q(("state__in", ["PRESENT", "ABSENT"])),
                    name="attendance_state_known",
                ),
            ],
        },
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="attendance",
        trigger=pgtrigger.compiler.Trigger(
            name="insert_insert",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                func='INSERT INTO "guides_attendanceevent" ("enrolment_id", "id", "marked_at", "marked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "state") VALUES (NEW."enrolment_id", NEW."id", NEW."marked_at", NEW."marked_by_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."session_id", NEW."state"); RETURN NULL;',
                hash="96cea6ae7346744b4dcb5ba71a1757035589087a",
                operation="INSERT",
                pgid="pgtrigger_insert_insert_f27e4",
                table="guides_attendance",
                when="AFTER",
            ),
        ),
    ),
    pgtrigger.migrations.AddTrigger(
        model_name="attendance",
        trigger=pgtrigger.compiler.Trigger(
            name="update_update",
            sql=pgtrigger.compiler.UpsertTriggerSql(
                condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                func='INSERT INTO "guides_attendanceevent" ("enrolment_id", "id", "marked_at", "marked_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "state") VALUES (NEW."enrolment_id", NEW."id", NEW."marked_at", NEW."marked_by_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."session_id", NEW."state"); RETURN NULL;',
                hash="bcfc21d5f3c86a59691adbeb8596bddc185f882d",
                operation="UPDATE",
                pgid="pgtrigger_update_update_b0763",
                table="guides_attendance",
                when="AFTER",
            ),
        ),
    ),
    migrations.CreateModel(
        name="AttendanceEvent",
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
                    to="guides.attendance",
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
                "session",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.trainingsession",
                ),
            ),
            (
                "enrolment",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to="guides.enrolment",
                ),
            ),
            (
                "state",
                models.CharField(
                    choices=[("PRESENT", "Var med"), ("ABSENT", "Var ikke med")], max_length=8
                ),
            ),
            (
                "marked_by",
                models.ForeignKey(
                    db_constraint=False,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    related_query_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("marked_at", models.DateTimeField(default=django.utils.timezone.now)),
        ],
        options={
            "abstract": False,
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("guides", "0001_initial"),
        ("guides", "0002_reference_data_permissions"),
        ("guides", "0003_contact_and_plan"),
        ("guides", "0004_plan_templates"),
        ("guides", "0005_assignments"),
        ("guides", "0006_communities"),
        ("guides", "0007_training_programmes"),
        ("guides", "0008_programmes_of_existing_courses"),
        ("guides", "0009_every_course_has_a_programme"),
        ("guides", "0010_programme_permissions"),
        ("guides", "0011_session_material_file"),
    ]
    dependencies = [
        ("areas", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("files", "0001_squashed_0002_zip_of_our_own"),
        ("initiatives", "0001_squashed_0024_polls_tell_of_changes"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("users", "0001_squashed_0003_citizens_way"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        NewTables(TABLES),
        migrations.RunPython(PLANS.make_templates, migrations.RunPython.noop),
        migrations.RunPython(REFERENCE_DATA.grant, migrations.RunPython.noop),
        migrations.RunPython(PLANS.grant, migrations.RunPython.noop),
        migrations.RunPython(PROGRAMMES.grant, migrations.RunPython.noop),
    ]
