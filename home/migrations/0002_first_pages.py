"""Put our own front page and the list of neighbourhoods where Wagtail's welcome page stood."""

from django.db import migrations
from django.utils import timezone

WELCOME = "00010001"  # the path in the page tree at which Wagtail's own migration puts it


def make_pages(apps, schema_editor):
    page, site = apps.get_model("wagtailcore", "Page"), apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale")
    danish, _ = locale.objects.get_or_create(language_code="da")
    locale.objects.get_or_create(language_code="en")

    site.objects.filter(root_page__path=WELCOME).delete()
    page.objects.filter(path__startswith=WELCOME).delete()
    page.objects.update(locale=danish)

    root = page.objects.get(depth=1)
    now = timezone.now()
    shared = {
        "locale": danish,
        "live": True,
        "has_unpublished_changes": False,
        "first_published_at": now,
        "last_published_at": now,
    }
    front = apps.get_model("home", "HomePage").objects.create(
        title="Forside",
        draft_title="Forside",
        slug="home",
        path=WELCOME,
        depth=2,
        numchild=1,
        url_path="/home/",
        content_type=_type_of(apps, "homepage"),
        **shared,
    )
    apps.get_model("home", "NeighbourhoodIndexPage").objects.create(
        title="Kvarterer",
        draft_title="Kvarterer",
        slug="kvarterer",
        path=f"{WELCOME}0001",
        depth=3,
        numchild=0,
        url_path="/home/kvarterer/",
        show_in_menus=True,
        content_type=_type_of(apps, "neighbourhoodindexpage"),
        **shared,
    )
    root.numchild = page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])
    made = site.objects.create(hostname="localhost", root_page_id=front.pk, is_default_site=True)
    # Made here, so that the first visitor's GET writes nothing.
    apps.get_model("home", "SiteSettings").objects.create(site=made)


def _type_of(apps, model):
    content_type = apps.get_model("contenttypes", "ContentType")
    return content_type.objects.get_or_create(app_label="home", model=model)[0]


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [migrations.RunPython(make_pages, migrations.RunPython.noop)]
