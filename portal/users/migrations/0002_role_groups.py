"""Make one group for each role, so that the roles are there before anybody is given one."""

from django.db import migrations

# The names as they are in `portal.users.roles.Role` today; a later role is a later migration.
NAMES = ["caseworker", "approver", "payer", "programme_lead", "editor", "moderator"]


def make_groups(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in NAMES:
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("users", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make_groups, migrations.RunPython.noop)]
