import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("files", "0002_zip_of_our_own"),
        ("initiatives", "0012_case_list"),
        ("post", "0003_reasons_and_words"),
    ]

    operations = [
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
                ("ordered_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-ordered_at", "-pk"],
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
                    "kind",
                    models.CharField(
                        choices=[("PHONE", "Telefon"), ("MEETING", "Møde"), ("OTHER", "Andet")],
                        max_length=8,
                    ),
                ),
                ("is_internal", models.BooleanField(default=False)),
                ("text", models.TextField(max_length=4000)),
                ("written_at", models.DateTimeField(auto_now_add=True)),
                ("submission_token", models.UUIDField(editable=False, unique=True)),
            ],
            options={
                "ordering": ["written_at", "pk"],
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
                ("failure", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "ordering": ["-created_at", "-pk"],
            },
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
                ("letters", models.PositiveIntegerField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.AddField(
            model_name="casefileexport",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="file_exports",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="casefileexport",
            name="ordered_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="casefileexport",
            name="pdf",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case_file_pdf",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="casefileexport",
            name="zip",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="case_file_zip",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="casefilenote",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="file_notes",
                to="initiatives.application",
            ),
        ),
        migrations.AddField(
            model_name="casefilenote",
            name="supersedes",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="superseded_by",
                to="initiatives.casefilenote",
            ),
        ),
        migrations.AddField(
            model_name="casefilenote",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dispatches",
                to="initiatives.letter",
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="notice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="post.delivery",
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="recipient",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postexport",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="postexport",
            name="stored_file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="post_export",
                to="files.storedfile",
            ),
        ),
        migrations.AddField(
            model_name="dispatch",
            name="export",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="dispatches",
                to="initiatives.postexport",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefileexport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "READY"), _negated=True),
                    models.Q(("pdf__isnull", False), ("zip__isnull", False)),
                    _connector="OR",
                ),
                name="case_file_ready_has_files",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefileexport",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "WAITING")),
                fields=("application", "with_internal"),
                name="case_file_made_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefilenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True),
                name="case_file_note_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="casefilenote",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["PHONE", "MEETING", "OTHER"])),
                name="case_file_note_kind_known",
            ),
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
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=models.Q(("status", "SENT"), _negated=True),
                fields=["created_at"],
                name="dispatch_not_sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(
                fields=("letter", "recipient", "channel"), name="dispatch_once_by_each_channel"
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("status", "SENT")),
                    models.Q(
                        models.Q(("status", "SENT"), _negated=True), ("sent_at__isnull", True)
                    ),
                    _connector="OR",
                ),
                name="dispatch_sent_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "FAILED"), models.Q(("failure", ""), _negated=True)),
                    models.Q(models.Q(("status", "FAILED"), _negated=True), ("failure", "")),
                    _connector="OR",
                ),
                name="dispatch_failed_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("channel", "POST_EXPORT"), ("status", "SENT"), _negated=True),
                    ("export__isnull", False),
                    _connector="OR",
                ),
                name="dispatch_exported_is_in_a_zip",
            ),
        ),
    ]
