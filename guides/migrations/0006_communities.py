"""The directory of communities, suggestions to it, referrals and introductions."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("guides", "0005_assignments"),
        ("initiatives", "0016_help_offer"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
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
                (
                    "cost",
                    models.CharField(blank=True, max_length=80, verbose_name="Hvad koster det?"),
                ),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Fra alder"
                    ),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Til alder"
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="Webadresse")),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=120, verbose_name="Kontakt"),
                ),
                (
                    "contact_phone",
                    models.CharField(blank=True, max_length=20, verbose_name="Telefon"),
                ),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="E-mail"),
                ),
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
            ],
            options={
                "verbose_name": "fællesskab",
                "verbose_name_plural": "fællesskaber",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="CommunityEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                ("name", models.CharField(max_length=80, verbose_name="Navn")),
                ("what", models.TextField(max_length=600, verbose_name="Hvad laver I?")),
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
                (
                    "cost",
                    models.CharField(blank=True, max_length=80, verbose_name="Hvad koster det?"),
                ),
                (
                    "age_from",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Fra alder"
                    ),
                ),
                (
                    "age_to",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="Til alder"
                    ),
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
                        to="guides.community",
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
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("submission_token", models.UUIDField(editable=False, unique=True)),
                ("suggested_at", models.DateTimeField(auto_now_add=True)),
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
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
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
            ],
            options={
                "ordering": ["-suggested_at", "-pk"],
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
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="incoming_referral",
                        to="guides.case",
                    ),
                ),
            ],
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
                    "initiative",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="initiatives.initiative",
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
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="introductions",
                        to="guides.communityguide",
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
                    "offer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="introductions",
                        to="initiatives.helpoffer",
                    ),
                ),
            ],
            options={
                "verbose_name": "introduktion",
                "verbose_name_plural": "introduktioner",
                "ordering": ["-made_at", "-pk"],
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
                    "passed_on",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Hvad får fællesskabet at vide?"
                    ),
                ),
                ("agreed_at", models.DateTimeField()),
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
                    "referred_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "henvisning",
                "verbose_name_plural": "henvisninger",
                "ordering": ["-referred_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ReferralEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "passed_on",
                    models.CharField(
                        blank=True, max_length=300, verbose_name="Hvad får fællesskabet at vide?"
                    ),
                ),
                ("agreed_at", models.DateTimeField()),
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
                        to="guides.referral",
                    ),
                ),
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="community",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="community_words"
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(
                condition=models.Q(("status", "LISTED")),
                fields=["neighbourhood"],
                name="community_by_place",
            ),
        ),
        migrations.AddIndex(
            model_name="community",
            index=models.Index(fields=["confirmed_on"], name="community_confirmed"),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["LISTED", "CLOSED"])),
                name="community_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", False), ("status", "CLOSED")),
                    models.Q(("closed_at__isnull", True), ("status", "LISTED")),
                    _connector="OR",
                ),
                name="community_closed_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("age_from__isnull", True),
                    ("age_to__isnull", True),
                    ("age_to__gte", models.F("age_from")),
                    _connector="OR",
                ),
                name="community_ages_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="community",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("latitude__isnull", True), ("longitude__isnull", True)),
                    models.Q(("latitude__isnull", False), ("longitude__isnull", False)),
                    _connector="OR",
                ),
                name="community_point_is_whole",
            ),
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
        migrations.AddIndex(
            model_name="communitysuggestion",
            index=models.Index(
                condition=models.Q(("status", "WAITING")),
                fields=["neighbourhood", "suggested_at"],
                name="suggestion_queue",
            ),
        ),
        migrations.AddConstraint(
            model_name="communitysuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["WAITING", "APPROVED", "DECLINED"])),
                name="suggestion_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="communitysuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "WAITING"),
                    models.Q(("decided_at__isnull", False), ("decided_by__isnull", False)),
                    _connector="OR",
                ),
                name="suggestion_answered_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="communitysuggestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "DECLINED"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="suggestion_declined_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["ASKED", "INTRODUCED", "DECLINED", "ENDED"])),
                name="introduction_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
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
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("status__in", ["ASKED", "INTRODUCED"])),
                    models.Q(("ended_at__isnull", False), ("status__in", ["DECLINED", "ENDED"])),
                    _connector="OR",
                ),
                name="introduction_over_has_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="introduction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["ASKED", "INTRODUCED"])),
                fields=("offer", "initiative"),
                name="introduction_once_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("outcome", "")),
                fields=["follow_up_on"],
                name="referral_to_follow_up",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", ""), ("outcome_at__isnull", True)),
                    models.Q(
                        ("outcome__in", ["CAME", "STAYED_AWAY", "UNKNOWN"]),
                        ("outcome_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="referral_outcome_has_day",
            ),
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
    ]
