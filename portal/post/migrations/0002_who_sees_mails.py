"""Let the programme lead see what became of mails, and send one again."""

from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    # Permissions are otherwise made after all migrations, which is too late for this one.
    app = apps.get_app_config("post")
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="post", codename__in=["view_delivery", "change_delivery"]
    )
    lead = apps.get_model("auth", "Group").objects.get(name="programme_lead")
    lead.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0001_initial"),
        ("users", "0002_role_groups"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
