"""Files that people send."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = [
    migrations.CreateModel(
        name="StoredFile",
        fields=[
            (
                "id",
                models.BigAutoField(
                    auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                ),
            ),
            ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ("storage_name", models.CharField(editable=False, max_length=40, unique=True)),
            (
                "kind",
                models.CharField(
                    choices=[
                        ("PDF", "PDF"),
                        ("JPEG", "Billede (jpg)"),
                        ("PNG", "Billede (png)"),
                        ("DOCX", "Word"),
                        ("ZIP", "Zip-fil"),
                    ],
                    max_length=8,
                    verbose_name="Type",
                ),
            ),
            ("name", models.CharField(max_length=100, verbose_name="Navn")),
            ("size", models.PositiveIntegerField(verbose_name="Størrelse (bytes)")),
            ("sha256", models.CharField(max_length=64)),
            ("width", models.PositiveIntegerField(blank=True, null=True)),
            ("height", models.PositiveIntegerField(blank=True, null=True)),
            (
                "scan_status",
                models.CharField(
                    choices=[
                        ("CLEAN", "Klar"),
                        ("AWAITING_SCAN", "Scannes"),
                        ("INFECTED", "Afvist: Virus fundet"),
                    ],
                    max_length=16,
                ),
            ),
            (
                "uploaded_by",
                models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            ("uploaded_at", models.DateTimeField(auto_now_add=True)),
        ],
        options={
            "verbose_name": "fil",
            "verbose_name_plural": "filer",
            "ordering": ["uploaded_at", "pk"],
            "indexes": [
                models.Index(
                    condition=models.Q(("scan_status", "AWAITING_SCAN")),
                    fields=["uploaded_at"],
                    name="file_awaiting_scan",
                )
            ],
            "constraints": [
                models.CheckConstraint(condition=models.Q(("size__gt", 0)), name="file_not_empty"),
                models.CheckConstraint(
                    condition=models.Q(("kind__in", ["PDF", "JPEG", "PNG", "DOCX", "ZIP"])),
                    name="file_kind_known",
                ),
                models.CheckConstraint(
                    condition=models.Q(("scan_status__in", ["CLEAN", "AWAITING_SCAN", "INFECTED"])),
                    name="file_scan_status_known",
                ),
            ],
        },
    ),
]


class Migration(migrations.Migration):
    initial = True
    replaces = [
        ("files", "0001_initial"),
        ("files", "0002_zip_of_our_own"),
    ]
    dependencies = [
        ("users", "0001_squashed_0003_citizens_way"),
    ]

    operations = [
        *TABLES,
    ]
