"""Give each portal ready plans to begin with, and let the programme lead keep them."""

from django.contrib.auth.management import create_permissions
from django.db import migrations

GROUP, GUIDE = "GROUP", "GUIDE"
VERBS = ["add", "change", "delete", "view"]

TEMPLATES = [
    ("Tilladelse", [
        ("Find ud af, hvem der ejer stedet", GUIDE, 7),
        ("Skriv kort, hvad I vil, hvor og hvornår", GROUP, 7),
        ("Spørg ejeren om lov", GROUP, 14),
        ("Gem svaret, så I kan vise det frem", GROUP, 21),
    ]),
    ("Sted", [
        ("Find to steder, der kunne passe", GROUP, 7),
        ("Se på stederne sammen", GUIDE, 14),
        ("Spørg, hvad det koster, og hvem der har nøglen", GROUP, 14),
        ("Lav en aftale om stedet", GROUP, 21),
    ]),
    ("Folk", [
        ("Skriv op, hvor mange I skal være", GROUP, 3),
        ("Spørg tre, I kender", GROUP, 7),
        ("Lav et opslag til opgangene", GUIDE, 10),
        ("Hold et møde for dem, der vil være med", GROUP, 21),
        ("Del opgaverne mellem jer", GROUP, 21),
    ]),
    ("Penge", [
        ("Skriv op, hvad I skal bruge", GROUP, 7),
        ("Find priser på det", GROUP, 10),
        ("Se, hvad I kan låne i stedet", GUIDE, 10),
        ("Skriv ansøgningen sammen", GUIDE, 14),
        ("Læs ansøgningen igennem, og send den", GROUP, 21),
    ]),
]  # fmt: skip


def make_templates(apps, schema_editor):
    template_model = apps.get_model("guides", "PlanTemplate")
    step_model = apps.get_model("guides", "PlanTemplateStep")
    for position, (name, steps) in enumerate(TEMPLATES, start=1):
        template = template_model.objects.create(name=name, position=position)
        step_model.objects.bulk_create(
            step_model(template=template, text=text, doer=doer, days=days, position=place)
            for place, (text, doer, days) in enumerate(steps, start=1)
        )


def grant(apps, schema_editor):
    # Permissions are otherwise made after all migrations, which is too late for this one.
    app = apps.get_app_config("guides")
    app.models_module = True
    create_permissions(app, apps=apps, verbosity=0)
    app.models_module = None
    wanted = [f"{verb}_plantemplate" for verb in VERBS]
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="guides", codename__in=wanted
    )
    apps.get_model("auth", "Group").objects.get(name="programme_lead").permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [("guides", "0003_contact_and_plan")]

    operations = [
        migrations.RunPython(make_templates, migrations.RunPython.noop),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
