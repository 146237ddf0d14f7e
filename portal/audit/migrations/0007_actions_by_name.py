from django.db import migrations, models

import portal.audit.enums


class Migration(migrations.Migration):
    dependencies = [("audit", "0006_contact_and_plan")]

    operations = [
        migrations.AlterField(
            model_name="auditevent",
            name="action",
            field=models.CharField(choices=portal.audit.enums.action_choices, max_length=60),
        ),
    ]
