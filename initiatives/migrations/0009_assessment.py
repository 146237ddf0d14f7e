from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0008_criteria_with_their_round"),
    ]

    operations = []
