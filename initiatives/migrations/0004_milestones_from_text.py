"""One milestone for each line of the text in which they stood before."""

from django.db import migrations


def from_text(apps, schema_editor):
    application_model = apps.get_model("initiatives", "Application")
    milestone_model = apps.get_model("initiatives", "Milestone")
    written = application_model.objects.exclude(milestones="").values_list("pk", "milestones")
    for application_id, text in written.iterator():
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        milestone_model.objects.bulk_create(
            milestone_model(application_id=application_id, position=position, text=line[:80])
            for position, line in enumerate(lines)
        )


class Migration(migrations.Migration):
    dependencies = [
        ("initiatives", "0003_citizens_way"),
    ]

    operations = [
        migrations.RunPython(from_text, migrations.RunPython.noop),
    ]
