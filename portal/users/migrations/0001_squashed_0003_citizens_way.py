"""Accounts, and one group for each role."""

import uuid
from importlib import import_module

import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

# What stands in a new installation's rows and statements is told once, where it came first.
ROLES = import_module(f"{__package__}.0002_role_groups")

TABLES = [
    migrations.CreateModel(
        name="User",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("password", models.CharField(max_length=128, verbose_name="password")),
            ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
            (
                "is_superuser",
                models.BooleanField(
                    default=False,
                    help_text="Designates that this user has all permissions without explicitly assigning them.",
                    verbose_name="superuser status",
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("email", models.EmailField(blank=True, max_length=254, verbose_name="E-mail")),
            ("full_name", models.CharField(blank=True, max_length=120, verbose_name="Navn")),
            ("phone", models.CharField(blank=True, max_length=20, verbose_name="Telefon")),
            (
                "postal_address",
                models.TextField(blank=True, max_length=300, verbose_name="Postadresse"),
            ),
            (
                "job_title",
                models.CharField(
                    blank=True,
                    help_text="Står under navnet i breve.",
                    max_length=120,
                    verbose_name="Stilling",
                ),
            ),
            (
                "external_id",
                models.UUIDField(
                    blank=True,
                    help_text="Et varigt id fra kommunens log-in. Aldrig et CPR-nummer.",
                    null=True,
                    unique=True,
                    verbose_name="Id fra log-in-tjenesten",
                ),
            ),
            (
                "locale",
                models.CharField(
                    choices=[("da", "Dansk"), ("en", "English")],
                    default="da",
                    max_length=2,
                    verbose_name="Sprog",
                ),
            ),
            ("is_staff", models.BooleanField(default=False, verbose_name="Driftsansvarlig")),
            ("is_active", models.BooleanField(default=True, verbose_name="Aktiv")),
            (
                "date_joined",
                models.DateTimeField(
                    default=django.utils.timezone.now, editable=False, verbose_name="Oprettet"
                ),
            ),
            (
                "groups",
                models.ManyToManyField(
                    blank=True,
                    help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.group",
                    verbose_name="groups",
                ),
            ),
            (
                "user_permissions",
                models.ManyToManyField(
                    blank=True,
                    help_text="Specific permissions for this user.",
                    related_name="user_set",
                    related_query_name="user",
                    to="auth.permission",
                    verbose_name="user permissions",
                ),
            ),
        ],
        options={
            "verbose_name": "bruger",
            "verbose_name_plural": "brugere",
            "ordering": ["full_name", "email"],
            "constraints": [
                models.CheckConstraint(
                    condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                    name="user_email_lower_case",
                ),
                models.UniqueConstraint(
                    condition=models.Q(("email", ""), _negated=True),
                    fields=("email",),
                    name="user_email_once",
                    violation_error_message="Der findes allerede en bruger med den e-mail.",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("users", "0001_initial"),
        ("users", "0002_role_groups"),
        ("users", "0003_citizens_way"),
    ]
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        *TABLES,
        migrations.RunPython(ROLES.make_groups, migrations.RunPython.noop),
    ]
