from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("home", "0004_stories")]

    operations = [
        migrations.AddField(
            model_name="sitesettings",
            name="complaint_guidance",
            field=models.TextField(
                blank=True,
                help_text="Står i alle afgørelser. Er feltet tomt, står der, at der ikke er en klageinstans, og hvem man ellers kan skrive til.",
                max_length=1500,
                verbose_name="Vejledning om klage",
            ),
        ),
    ]
