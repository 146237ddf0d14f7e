"""What a municipality offers in its menu, and the links of its foot."""

from django.db import migrations

from portal.stream_field import StreamField


class Migration(migrations.Migration):
    dependencies = [("home", "0001_squashed_0011_footer_and_stripes")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="foot_links",
            field=StreamField(blank=True, verbose_name="Links i bunden af siden"),
        ),
        migrations.AddField(
            model_name="sitesettings",
            name="menu",
            field=StreamField(
                blank=True,
                help_text=(
                    "Vælg, hvad portalen skal tilbyde i menuen, og i hvilken rækkefølge. "
                    "Er der intet her, står det hele. "
                    "Sider, I har sat i menuen, står altid først."
                ),
                verbose_name="Menuens faste punkter",
            ),
        ),
    ]
