"""Let the programme lead and the editors keep programmes, their modules and requirements."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ["programme_lead", "editor"]
MODELS = ["trainingprogramme"]
VERBS = ["add", "change", "delete", "view"]


def grant(apps, schema_editor):
    # Permissions are otherwise made after all migrations, which is too late for this one.
    app = apps.get_app_config("guides")
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    wanted = [f"{verb}_{model}" for model in MODELS for verb in VERBS]
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="guides", codename__in=wanted
    )
    group = apps.get_model("auth", "Group")
    for role in ROLES:
        group.objects.get(name=role).permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("guides", "0009_every_course_has_a_programme")]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
