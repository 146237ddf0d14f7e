"""Many QuerySets evaluated in one statement give what each would give alone."""

from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Count, Model, Sum, Value, Window

from home.models import NeighbourhoodPage
from initiatives.enums import ApplicationStatus
from initiatives.models import Application, BudgetLine, CaseFileNote, Initiative, Inquiry
from portal.at_once import read_at_once, share_out
from tests.factories.areas import NeighbourhoodFactory
from tests.factories.home import neighbourhood_page
from tests.factories.initiatives import application
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db


def fields_of(row: Model) -> dict[str, Any]:
    fields = {field.attname for field in row._meta.concrete_fields} - row.get_deferred_fields()
    return {name: getattr(row, name) for name in fields}


def alike(ours: Any, theirs: Any) -> None:
    """Same rows, same order, every value equal and of the same type."""
    pairs = list(zip(ours, theirs, strict=True))
    assert pairs
    for one, other in pairs:
        assert fields_of(one) == fields_of(other)
        kinds = [{name: type(value) for name, value in fields_of(x).items()} for x in (one, other)]
        assert kinds[0] == kinds[1]
        assert one._state.db == other._state.db
        assert not one._state.adding


def test_rows_are_the_same_as_by_themselves_in_one_query(
    django_assert_num_queries: Any,
) -> None:
    row = application(status=ApplicationStatus.UNDER_REVIEW, extra_answers={"a": ["b", 2]})
    for place, amount in enumerate(("0.10", "1234567890.05", "7.00"), start=1):
        BudgetLine.objects.create(
            application=row, position=9 - place, text="Søm", amount=Decimal(amount)
        )
    asker = UserFactory.create()
    Inquiry.objects.create(
        application=row, kind="HEARING", text="Hvad siger I?", due_on=row.answer_by, asked_by=asker
    )

    def wanted() -> list[Any]:
        people = "applicant", "initiative__neighbourhood", "caseworker"
        return [
            row.budget_lines.order_by("-amount"),
            row.budget_lines.all(),
            row.inquiries.select_related("asked_by"),
            Application.objects.select_related(*people),
        ]

    ours = wanted()
    with django_assert_num_queries(1):
        read_at_once(*ours)
        assert next(line.amount for line in ours[0]) == Decimal("1234567890.05")
        assert ours[2][0].asked_by == asker
        assert ours[3][0].initiative.neighbourhood.name
        assert ours[3][0].caseworker is None
    for mine, theirs in zip(ours, wanted(), strict=True):
        alike(mine, theirs)
    alike([ours[2][0].asked_by], [asker])


def test_what_leads_back_is_linked_both_ways_or_is_none(django_assert_num_queries: Any) -> None:
    row, by = application(), UserFactory.create()
    told = {"application": row, "kind": "PHONE", "written_by": by}
    first = CaseFileNote.objects.create(
        text="Før", submission_token="0" * 32, **told
    )  # fmt: skip
    CaseFileNote.objects.create(
        text="Nu", submission_token="1" * 32, supersedes=first, **told
    )  # fmt: skip
    notes = row.file_notes.whole()
    nothing = row.messages.all()
    read_at_once(notes, nothing)
    with django_assert_num_queries(0):
        before, now = notes
        assert before.superseded_by == now
        assert before.superseded_by.supersedes is before
        assert not hasattr(now, "superseded_by")
        assert list(nothing) == []


def test_children_are_shared_out_to_their_owners(django_assert_num_queries: Any) -> None:
    rows = [application(), application()]
    lines = BudgetLine.objects.all()
    read_at_once(lines)
    with django_assert_num_queries(0):
        share_out(rows, "budget_lines", lines, by="application_id")
        for row in rows:
            assert [line.application_id for line in row.budget_lines.all()] == [row.pk]


def test_what_is_deferred_stays_unread(django_assert_num_queries: Any) -> None:
    made = application()
    Initiative.objects.filter(pk=made.initiative_id).update(neighbourhood=None)

    def wanted() -> list[Any]:
        rows = Application.objects.select_related("initiative__neighbourhood", "applicant")
        return [
            rows.defer("contact_phone", "initiative__title"),
            rows.only(
                "status",
                "applicant__email",
                "initiative__number",
                "initiative__neighbourhood__name",
            ),
        ]

    ours = wanted()
    with django_assert_num_queries(1):
        read_at_once(*ours)
        assert ours[1][0].initiative.number
        assert ours[1][0].initiative.neighbourhood is None
    for mine, theirs in zip(ours, wanted(), strict=True):
        deferred = theirs[0].get_deferred_fields(), theirs[0].initiative.get_deferred_fields()
        assert deferred[0]
        assert mine[0].get_deferred_fields() == deferred[0]
        assert mine[0].initiative.get_deferred_fields() == deferred[1]
        alike(mine, theirs)


def test_slices_and_annotations_come_along(django_assert_num_queries: Any) -> None:
    row = application()
    row.budget_lines.all().delete()
    for place, amount in enumerate(("3.10", "1.00", "2.50")):
        BudgetLine.objects.create(
            application=row, position=place, text=f"Linje {place}", amount=Decimal(amount)
        )

    def wanted() -> list[Any]:
        lines = row.budget_lines.annotate(in_all=Window(Sum("amount")), word=Value("så"))
        return [lines.order_by("-amount")[:2], lines.order_by("amount")[1:3], lines.none()]

    ours = wanted()
    with django_assert_num_queries(1):
        read_at_once(*ours)
        assert [line.amount for line in ours[0]] == [Decimal("3.10"), Decimal("2.50")]
        assert [line.in_all for line in ours[1]] == [Decimal("6.60"), Decimal("6.60")]
        assert list(ours[2]) == []
    for mine, theirs in zip(ours[:2], wanted(), strict=False):
        alike(mine, theirs)
        assert [(x.in_all, x.word) for x in mine] == [(x.in_all, x.word) for x in theirs]


def test_a_model_with_a_parent_has_the_columns_of_both(django_assert_num_queries: Any) -> None:
    shape = {"type": "Polygon", "coordinates": [[[12.25, 55.5], [12.5, 55.5], [12.5, 55.75]]]}
    neighbourhood_page(NeighbourhoodFactory.create(boundary=shape), intro="Her bor vi")
    some = NeighbourhoodPage.joined.only("title", "intro", "image", "neighbourhood__boundary")
    whole = NeighbourhoodPage.joined.defer("body")
    with django_assert_num_queries(1):
        read_at_once(some, whole)
        assert (some[0].title, some[0].intro) == (whole[0].title, "Her bor vi")
        assert some[0].neighbourhood.boundary == shape
        assert isinstance(some[0].neighbourhood.boundary["coordinates"][0][0][0], float)
        assert some[0].pk == whole[0].pk
    alike(whole, NeighbourhoodPage.joined.defer("body"))


@pytest.mark.parametrize(
    "rows",
    [
        lambda: Application.objects.annotate(lines=Count("budget_lines")),
        lambda: Application.objects.prefetch_related("budget_lines"),
    ],
)
def test_what_would_come_out_otherwise_than_alone_is_refused(rows: Any) -> None:
    with pytest.raises(ValueError, match="Application"):
        read_at_once(rows())
