"""Mails on their way, and who sees what became of them."""

import uuid
from importlib import import_module

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

# What stands in a new installation's rows and statements is told once, where it came first.
ROLES = import_module(f"{__package__}.0002_who_sees_mails")

TABLES = [
    migrations.CreateModel(
        name="Delivery",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("key", models.CharField(editable=False, max_length=200, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("CASEWORK", "Kvitteringer, spørgsmål og svar i din sag"),
                        ("CASE_NEWS", "Nyt i din sag"),
                        ("MESSAGE", "Beskeder til dig"),
                        ("GROUP", "Din gruppe og invitationer"),
                        ("GUIDE", "Forløb med en fællesskabsguide"),
                        ("TRAINING", "Uddannelse til ambassadør"),
                        ("EVENT", "Begivenheder, du er tilmeldt"),
                        ("NEIGHBOURHOOD", "Nyt fra kvarteret"),
                        ("SIGN_IN", "Kode til at logge på"),
                        ("DIGEST", "Dagens samlede mail"),
                    ],
                    max_length=16,
                    verbose_name="Slags",
                ),
            ),
            (
                "recipient",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("address", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("template", models.CharField(max_length=100)),
            ("context", models.JSONField(default=dict)),
            ("locale", models.CharField(max_length=2)),
            (
                "status",
                models.CharField(
                    choices=[
                        ("WAITING", "På vej"),
                        ("IN_DIGEST", "Venter på dagens samlede mail"),
                        ("SENT", "Sendt"),
                        ("GIVEN_UP", "Kunne ikke sendes"),
                        ("NOT_WANTED", "Ikke sendt som mail"),
                    ],
                    max_length=12,
                    verbose_name="Status",
                ),
            ),
            (
                "reason",
                models.CharField(
                    blank=True,
                    choices=[
                        ("POST", "Har ingen e-mail og får brev med posten"),
                        ("INACTIVE", "Kontoen er lukket"),
                        ("SWITCHED_OFF", "Personen har slået den slags mails fra"),
                        ("OUTDATED", "Det, mailen handler om, gælder ikke længere"),
                        ("REFUSED", "Adressen findes ikke, eller mailserveren siger nej"),
                        ("NO_ANSWER", "Mailserveren svarede ikke rigtigt efter mange forsøg"),
                        ("BROKEN", "Mailen kunne ikke skrives"),
                    ],
                    max_length=16,
                    verbose_name="Grund",
                ),
            ),
            ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="Forsøg")),
            ("last_error", models.CharField(blank=True, max_length=80)),
            ("message_id", models.CharField(max_length=255)),
            (
                "digest",
                models.ForeignKey(
                    null=True,
                    on_delete=django.db.models.deletion.SET_NULL,
                    related_name="collected",
                    to="post.delivery",
                ),
            ),
            (
                "created_at",
                models.DateTimeField(default=django.utils.timezone.now, verbose_name="Oprettet"),
            ),
            ("next_try_at", models.DateTimeField(default=django.utils.timezone.now)),
            ("sent_at", models.DateTimeField(null=True, verbose_name="Sendt")),
            ("given_up_at", models.DateTimeField(null=True, verbose_name="Opgivet")),
        ],
        options={
            "verbose_name": "mail",
            "verbose_name_plural": "mails",
            "ordering": ["-created_at", "-pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("status", "WAITING")),
                    fields=["next_try_at"],
                    name="delivery_waiting",
                ),
                models.Index(
                    condition=models.Q(("status", "IN_DIGEST")),
                    fields=["recipient"],
                    name="delivery_for_digest",
                ),
                models.Index(
                    condition=models.Q(("status", "GIVEN_UP")),
                    fields=["-given_up_at"],
                    name="delivery_given_up",
                ),
                models.Index(fields=["-created_at", "-id"], name="delivery_newest_first"),
                models.Index(fields=["address", "-created_at"], name="delivery_by_address"),
            ],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(
                        (
                            "kind__in",
                            [
                                "CASEWORK",
                                "CASE_NEWS",
                                "MESSAGE",
                                "GROUP",
                                "GUIDE",
                                "TRAINING",
                                "EVENT",
                                "NEIGHBOURHOOD",
                                "SIGN_IN",
                                "DIGEST",
                            ],
                        )
                    ),
                    name="delivery_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("status__in", ["WAITING", "IN_DIGEST", "SENT", "GIVEN_UP", "NOT_WANTED"])
                    ),
                    name="delivery_status_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "SENT"), _negated=True),
                        ("sent_at__isnull", False),
                        _connector="OR",
                    ),
                    name="delivery_sent_has_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status", "GIVEN_UP"), _negated=True),
                        ("given_up_at__isnull", False),
                        _connector="OR",
                    ),
                    name="delivery_given_up_has_time",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("status__in", ["WAITING", "SENT"]), _negated=True),
                        models.Q(("address", ""), _negated=True),
                        _connector="OR",
                    ),
                    name="delivery_goes_somewhere",
                ),
            ],
        },
    ),
    migrations.CreateModel(
        name="MailChoice",
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
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="mail_choices",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("CASEWORK", "Kvitteringer, spørgsmål og svar i din sag"),
                        ("CASE_NEWS", "Nyt i din sag"),
                        ("MESSAGE", "Beskeder til dig"),
                        ("GROUP", "Din gruppe og invitationer"),
                        ("GUIDE", "Forløb med en fællesskabsguide"),
                        ("TRAINING", "Uddannelse til ambassadør"),
                        ("EVENT", "Begivenheder, du er tilmeldt"),
                        ("NEIGHBOURHOOD", "Nyt fra kvarteret"),
                        ("SIGN_IN", "Kode til at logge på"),
                        ("DIGEST", "Dagens samlede mail"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "pace",
                models.CharField(
                    choices=[
                        ("AT_ONCE", "Med det samme"),
                        ("DAILY", "Samlet én gang om dagen"),
                        ("NEVER", "Aldrig"),
                    ],
                    max_length=8,
                ),
            ),
        ],
        options={
            "constraints": [
                models.UniqueConstraint(fields=("user", "kind"), name="mail_choice_once_a_kind"),
                models.CheckConstraint(
                    condition=models.Q(("pace__in", ["AT_ONCE", "DAILY", "NEVER"])),
                    name="mail_choice_pace_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(
                        ("kind", "CASEWORK"), ("pace__in", ["DAILY", "NEVER"]), _negated=True
                    ),
                    name="mail_choice_casework_at_once",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("post", "0001_initial"),
        ("post", "0002_who_sees_mails"),
        ("post", "0003_reasons_and_words"),
        ("post", "0004_mails_about_events"),
    ]
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("users", "0001_squashed_0003_citizens_way"),
    ]

    operations = [
        *TABLES,
        migrations.RunPython(ROLES.grant, migrations.RunPython.noop),
    ]
