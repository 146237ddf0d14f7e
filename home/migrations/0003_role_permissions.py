"""Say what each role may do in the editors' admin."""

from django.db import migrations

ADMIN = [("wagtailadmin", "admin", ["access_admin"])]
AREAS = [
    ("areas", "neighbourhood", ["view", "add", "change"]),
    ("areas", "theme", ["view", "add", "change"]),
]
MONEY = [
    ("initiatives", "grantpool", ["view", "add", "change"]),
    ("initiatives", "fundinground", ["view", "add", "change"]),
    ("initiatives", "criterion", ["view", "add", "change"]),
]
EDITORIAL = [
    ("home", "sitesettings", ["view", "change"]),
    ("wagtailredirects", "redirect", ["view", "add", "change", "delete"]),
]
DELETING = [("areas", "neighbourhood", ["delete"]), ("areas", "theme", ["delete"])]

BY_ROLE = {
    "editor": ADMIN + AREAS + EDITORIAL,
    "programme_lead": ADMIN + AREAS + DELETING + MONEY,
    "caseworker": ADMIN + MONEY,
}

PAGES = ["add_page", "change_page", "publish_page", "bulk_delete_page", "lock_page", "unlock_page"]
FILES = [
    ("wagtailimages", "image", ["add", "change", "choose"]),
    ("wagtaildocs", "document", ["add", "change", "choose"]),
]

# Wagtail's own groups; our roles take their place.
DEFAULT_GROUPS = ["Editors", "Moderators"]


def give_permissions(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    # The default workflow asks one of Wagtail's own groups; our editors publish themselves.
    apps.get_model("wagtailcore", "Workflow").objects.all().delete()
    apps.get_model("wagtailcore", "Task").objects.all().delete()
    group.objects.filter(name__in=DEFAULT_GROUPS).delete()
    for role, rows in BY_ROLE.items():
        group.objects.get(name=role).permissions.add(*_permissions(apps, rows))

    editor = group.objects.get(name="editor")
    front = apps.get_model("wagtailcore", "Page").objects.get(path="00010001")
    on_page = apps.get_model("wagtailcore", "GroupPagePermission")
    for permission in _permissions(apps, [("wagtailcore", "page", PAGES)]):
        on_page.objects.get_or_create(group=editor, page=front, permission=permission)

    collection = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    on_files = apps.get_model("wagtailcore", "GroupCollectionPermission")
    for permission in _permissions(apps, FILES):
        on_files.objects.get_or_create(group=editor, collection=collection, permission=permission)


def _permissions(apps, rows):
    """Find or make permissions: Django itself makes them only after all migrations."""
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    found = []
    for app, model, names in rows:
        kind, _ = content_type.objects.get_or_create(app_label=app, model=model)
        for name in names:
            codename = name if "_" in name else f"{name}_{model}"
            words = name.replace("_", " ").capitalize() if "_" in name else f"Can {name} {model}"
            found.append(
                permission.objects.get_or_create(
                    content_type=kind, codename=codename, defaults={"name": words}
                )[0]
            )
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_first_pages"),
        ("users", "0002_role_groups"),
        ("areas", "0001_initial"),
        ("initiatives", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
    ]

    operations = [migrations.RunPython(give_permissions, migrations.RunPython.noop)]
