"""Let whoever writes a page ask a colleague of the editors to read it before it is published.

Nobody must: an editor may publish at once. A municipality that wants four eyes always takes the
right to publish from a group in the admin; the way to ask stays.
"""

from django.db import migrations

NAME = "Godkendelse hos en kollega"
TASK = "Læst af en kollega i redaktionen"


def make(apps, schema_editor):
    content_type = apps.get_model("contenttypes", "ContentType")
    task_model = apps.get_model("wagtailcore", "GroupApprovalTask")
    kind, _made = content_type.objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task = task_model.objects.create(name=TASK, active=True, content_type=kind)
    task.groups.add(apps.get_model("auth", "Group").objects.get(name="editor"))
    workflow = apps.get_model("wagtailcore", "Workflow").objects.create(name=NAME, active=True)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(
        workflow=workflow, task=task, sort_order=0
    )
    root = apps.get_model("wagtailcore", "Page").objects.get(depth=1)
    apps.get_model("wagtailcore", "WorkflowPage").objects.create(workflow=workflow, page=root)


def unmake(apps, schema_editor):
    apps.get_model("wagtailcore", "Workflow").objects.filter(name=NAME).delete()
    apps.get_model("wagtailcore", "Task").objects.filter(name=TASK).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_repayment_guidance"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make, unmake)]
