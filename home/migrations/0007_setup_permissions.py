"""Say who sets up shares, ready texts and panels."""

from django.db import migrations

SEATS_AND_TEXTS = ["standardreason", "lettertext", "panelmember", "poolshare"]
ROLES = ["programme_lead", "caseworker"]


def give_permissions(apps, schema_editor):
    # Django itself makes permissions only after all migrations.
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    groups = apps.get_model("auth", "Group").objects.filter(name__in=ROLES)
    for model in SEATS_AND_TEXTS:
        kind, _ = content_type.objects.get_or_create(app_label="initiatives", model=model)
        for name in ["view", "add", "change"]:
            row, _ = permission.objects.get_or_create(
                content_type=kind,
                codename=f"{name}_{model}",
                defaults={"name": f"Can {name} {model}"},
            )
            for group in groups:
                group.permissions.add(row)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_page_managers"),
        ("users", "0002_role_groups"),
        ("initiatives", "0009_assessment"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
