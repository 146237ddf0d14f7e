"""Statements put together once a day give what the QuerySets give, for each with its own keys."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db.models import Count, Q
from django.utils import timezone

from initiatives.models import Application, BudgetLine, InitiativeMember
from portal.prepared import Prepared, PreparedRows, id_slot, kept_for_a_day, slot, text_slot
from portal.users.kinds import Kind
from portal.users.models import User
from portal.users.roles import Role
from tests.factories.initiatives import application
from tests.factories.users import UserFactory, staff

pytestmark = pytest.mark.django_db


def test_what_is_prepared_is_read_for_each_with_its_own_keys(
    django_assert_num_queries: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = application(), application()
    for row in (one, other):
        row.budget_lines.all().delete()
        for place in range(3):
            BudgetLine.objects.create(
                application=row,
                position=place,
                text=f"{row.pk}, {place}",
                amount=Decimal(place + 1),
            )
    ready = Prepared(
        {
            "lines": BudgetLine.objects.filter(application_id=slot(0)).order_by("-position")[:2],
            "next": BudgetLine.objects.filter(application_id=slot(1) + 1, text=text_slot(0)),
            "before": Application.objects.filter(created_at__lte=timezone.now()).order_by("pk"),
        }
    )
    for row in (one, other):
        with django_assert_num_queries(1):
            found = ready.read(numbers=[row.pk, row.pk - 1], texts=[f"{row.pk}, 1"])
        assert [line.text for line in found["lines"]] == [f"{row.pk}, 2", f"{row.pk}, 1"]
        assert [line.text for line in found["next"]] == [f"{row.pk}, 1"]
        assert found["before"] == [one, other]
    long_ago = timezone.now() - datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: long_ago)
    assert ready.read(numbers=[one.pk, 0], texts=["x"])["before"] == []


def test_one_queryset_is_read_as_it_would_be_alone(django_assert_num_queries: Any) -> None:
    """Whole rows with what is joined and annotated, values, and groups."""
    one, other = application(), application()
    people = Application.objects.select_related("applicant", "initiative__theme", "caseworker")
    whole = PreparedRows(people.filter(public_id=id_slot(0)).annotate(lines=Count("budget_lines")))
    values = PreparedRows(Application.objects.filter(pk=slot(0)).values("status", "created_at"))
    for row in (one, other):
        with django_assert_num_queries(1):
            (found,) = whole.read(ids=[row.public_id])
            assert found.applicant.email == row.applicant.email
            assert found.initiative.theme == row.initiative.theme
            assert found.caseworker is None
        assert found == row
        assert found.created_at == row.created_at
        assert found.lines == row.budget_lines.count()
        told = values.read(numbers=[row.pk])
        assert told == [{"status": row.status, "created_at": row.created_at}]
    assert whole.read(ids=[uuid4()]) == []


def test_what_can_have_no_rows_is_not_asked(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert PreparedRows(Application.objects.none()).read() == []


def test_a_prefetch_goes_with_the_rows(django_assert_num_queries: Any) -> None:
    row = application()
    number = row.budget_lines.count()
    ready = PreparedRows(Application.objects.filter(pk=slot(0)).prefetch_related("budget_lines"))
    for _again in range(2):
        with django_assert_num_queries(2):
            (found,) = ready.read(numbers=[row.pk])
            assert len(found.budget_lines.all()) == number


def test_the_present_moves_on_and_a_day_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    row = application()
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    Application.objects.filter(pk=row.pk).update(created_at=midnight)
    before = Application.objects.filter(created_at__lte=timezone.now())
    since = Application.objects.filter(created_at__gte=midnight)
    told = PreparedRows(before), PreparedRows(since)
    assert [ready.read() for ready in told] == [[row], [row]]
    monkeypatch.setattr(timezone, "now", lambda: midnight - datetime.timedelta(hours=1))
    assert [ready.read() for ready in told] == [[], [row]]


@pytest.mark.parametrize("away", [datetime.timedelta(hours=1), datetime.timedelta(hours=-1)])
def test_another_moment_is_refused(away: datetime.timedelta) -> None:
    """It would go on being the one at which the day's statement was made."""
    moment = timezone.now() + away
    if timezone.localtime(moment).time() == datetime.time():
        moment += datetime.timedelta(minutes=1)
    rows = Application.objects.filter(created_at__lte=moment)
    with pytest.raises(ValueError, match="moment"):
        PreparedRows(rows)
    with pytest.raises(ValueError, match="moment"):
        Prepared({"rows": rows})


def test_what_is_kept_for_a_day_is_made_anew_on_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    @kept_for_a_day
    def make(name: str) -> str:
        made.append(name)
        return f"{name} {timezone.localdate()}"

    assert make("a") == make("a")
    make("b")
    assert made == ["a", "b"]
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert make("a") == f"a {timezone.localdate()}"
    assert made == ["a", "b", "a"]


def test_what_is_kept_for_a_day_holds_nothing_that_was_read() -> None:
    @kept_for_a_day
    def make() -> PreparedRows:
        keys = list(User.objects.values_list("pk", flat=True))
        return PreparedRows(User.objects.filter(pk__in=keys))

    with pytest.raises(RuntimeError, match="kept for a day"):
        make()


def test_somebody_of_a_kind_goes_through_the_gate_as_they_do() -> None:
    """The same rows, by a statement that was made for another of the same kind."""
    rows = [application() for _ in range(3)]
    Application.objects.filter(pk__in=[rows[0].pk, rows[1].pk]).update(
        status="SUBMITTED", submitted_at=timezone.now(), answer_by=timezone.localdate(),
        amount_requested=Decimal(1000),
    )  # fmt: skip

    @kept_for_a_day
    def readable(kind: Kind) -> PreparedRows:
        return PreparedRows(Application.objects.visible_to(kind.somebody()).order_by("pk"))

    members = User.objects.filter(Q(pk__in=InitiativeMember.objects.values("user")))
    people = [*members, UserFactory.create(), UserFactory.create(is_active=False)]
    people += [staff(Role.CASEWORKER), staff(Role.APPROVER), staff(Role.EDITOR)]
    read = User.objects.with_duties().filter(pk__in=[person.pk for person in people])
    for person in [*people, *read]:
        found = readable(Kind.of(person)).read(numbers=[person.pk])
        assert found == list(Application.objects.visible_to(person).order_by("pk"))


@pytest.mark.parametrize("name", ["email", "is_superuser", "duties"])
def test_a_gate_learns_no_more_of_somebody_than_their_kind(name: str) -> None:
    kind = Kind.of(User.objects.with_duties().get(pk=staff(Role.APPROVER).pk))

    @kept_for_a_day
    def asking() -> Any:
        return getattr(kind.somebody(), name)

    with pytest.raises(RuntimeError, match="kept for a day"):
        asking()
