import django.db.models.deletion
import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):
    """Let the back office edit criteria together with their round; the column stays as it is."""

    dependencies = [("initiatives", "0007_report_pictures_and_reminders")]

    operations = [
        migrations.AlterField(
            model_name="criterion",
            name="funding_round",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="criteria",
                to="initiatives.fundinground",
            ),
        ),
    ]
