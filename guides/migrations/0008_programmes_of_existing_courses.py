"""Give each course that is there a programme with the modules it has, and each queue its order."""

from django.db import migrations
from django.db.models import F

TITLE = "Fællesskabsambassadør"


def draw_up(apps, schema_editor):
    course_model = apps.get_model("guides", "TrainingCourse")
    programme_model = apps.get_model("guides", "TrainingProgramme")
    module_model = apps.get_model("guides", "TrainingModule")
    made = {}
    for course in course_model.objects.filter(programme=None).order_by("starts_on", "pk"):
        modules = tuple(course.modules)
        if modules not in made:
            programme = programme_model.objects.create(title=_free_title(programme_model))
            for place, title in enumerate(modules):
                module_model.objects.create(programme=programme, title=title, sort_order=place)
            made[modules] = programme
        course.programme = made[modules]
        course.save(update_fields=["programme"])
    apps.get_model("guides", "Enrolment").objects.update(queued_at=F("enrolled_at"))


def _free_title(programme_model):
    number = programme_model.objects.filter(title__startswith=TITLE).count()
    return f"{TITLE} {number + 1}" if number else TITLE


def write_back(apps, schema_editor):
    for course in apps.get_model("guides", "TrainingCourse").objects.exclude(programme=None):
        course.modules = list(course.programme.modules.values_list("title", flat=True))
        course.save(update_fields=["modules"])


class Migration(migrations.Migration):
    dependencies = [("guides", "0007_training_programmes")]

    operations = [migrations.RunPython(draw_up, write_back)]
