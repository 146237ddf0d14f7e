from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("files", "0001_initial"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="storedfile",
            name="file_kind_known",
        ),
        migrations.AlterField(
            model_name="storedfile",
            name="kind",
            field=models.CharField(
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
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["PDF", "JPEG", "PNG", "DOCX", "ZIP"])),
                name="file_kind_known",
            ),
        ),
    ]
