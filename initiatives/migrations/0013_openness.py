from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0012_case_list"),
    ]

    operations = []
