"""What the public catalogue looks words up in, and the index of its order."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("areas", "0001_initial"),
        ("files", "0002_zip_of_our_own"),
        ("initiatives", "0019_local_votes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="presentation",
            name="words",
            field=models.GeneratedField(
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
        migrations.AddIndex(
            model_name="initiative",
            index=models.Index(
                models.OrderBy(models.F("created_at"), descending=True),
                models.OrderBy(models.F("id"), descending=True),
                condition=models.Q(("visibility", "PUBLIC")),
                include=("stage", "neighbourhood", "theme"),
                name="initiative_catalogue",
            ),
        ),
        migrations.AddIndex(
            model_name="presentation",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["words"], name="presentation_words"
            ),
        ),
    ]
