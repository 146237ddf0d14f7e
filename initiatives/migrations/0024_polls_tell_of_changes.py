"""Let polls tell of their changes: public pages that are kept read them. Why: decision 0090."""

from django.db import migrations

from portal.kept.watching import watch


class Migration(migrations.Migration):
    dependencies = [
        ("kept", "0001_content_change"),
        ("initiatives", "0023_polls"),
    ]

    operations = [
        watch(
            "initiatives_poll",
            but=["version"],
            when="row.status IN ('CONFIRMED', 'CLOSED', 'ANSWERED')",
        ),
    ]
