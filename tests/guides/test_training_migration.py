"""Courses that stood before there were programmes keep their modules, and queues their order."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

MIGRATION = import_module("guides.migrations.0008_programmes_of_existing_courses")


class Rows(list[Any]):
    """As much of a table as the migration asks for."""

    def __init__(self, rows: Any = (), make: Any = None) -> None:
        super().__init__(rows)
        self.make = make
        self.written: dict[str, Any] = {}

    def filter(self, **wanted: Any) -> "Rows":
        if "title__startswith" in wanted:
            return Rows([row for row in self if row.title.startswith(wanted["title__startswith"])])
        return Rows([row for row in self if row.programme is wanted["programme"]])

    def order_by(self, *_names: str) -> "Rows":
        return self

    def count(self) -> int:  # type: ignore[override]
        return len(self)

    def update(self, **values: Any) -> None:
        self.written = values

    def create(self, **values: Any) -> Any:
        self.append(SimpleNamespace(**values))
        return self[-1]


def _course(*modules: str) -> Any:
    return SimpleNamespace(modules=list(modules), programme=None, save=lambda update_fields: None)


def test_courses_with_the_same_modules_share_a_programme() -> None:
    courses = Rows([_course("A", "B"), _course("A", "B"), _course("C"), _course()])
    tables = {
        "TrainingCourse": courses,
        "TrainingProgramme": Rows(),
        "TrainingModule": Rows(),
        "Enrolment": Rows(),
    }
    apps = SimpleNamespace(get_model=lambda _app, name: SimpleNamespace(objects=tables[name]))

    MIGRATION.draw_up(apps, None)

    titles = [course.programme.title for course in courses]
    assert titles == [
        "Fællesskabsambassadør",
        "Fællesskabsambassadør",
        "Fællesskabsambassadør 2",
        "Fællesskabsambassadør 3",
    ]
    modules = [(row.programme.title, row.title, row.sort_order) for row in tables["TrainingModule"]]
    assert modules == [
        ("Fællesskabsambassadør", "A", 0),
        ("Fællesskabsambassadør", "B", 1),
        ("Fællesskabsambassadør 2", "C", 0),
    ]
    assert "queued_at" in tables["Enrolment"].written
