"""The bank's file: every dialect, and each row matched with one line or told."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from initiatives.bank_answers import (
    LARGEST_BYTES,
    Fault,
    Listed,
    Matched,
    Outcome,
    UnreadableAnswers,
    match,
    read,
)

TODAY = datetime.date(2027, 3, 12)
CPR = "0707614285"
LISTED = [
    Listed(1, "HTI-2027-0001", Decimal("5000.00"), "10150817"),
    Listed(2, "HTI-2027-0002", Decimal("1234.50"), CPR),
    Listed(3, "HTI-2027-0003", Decimal("800.00"), "10150817"),
]


def told(text: str, encoding: str = "utf-8") -> Matched:
    return match(read(text.encode(encoding)), LISTED, today=TODAY)


def faults(text: str) -> list[Fault]:
    return [row.fault for row in told(text).refused]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_dialect_says_the_same(encoding: str, sign: str, end: str) -> None:
    rows = [
        ("Linje", "Status", "Dato", "Årsag"),
        ("1", "Udbetalt", "11-03-2027", ""),
        ("2", "Afvist", "", "Ukendt på lønkontoen"),
    ]
    matched = told(end.join(sign.join(row) for row in rows), encoding)
    assert [(row.number, row.outcome, row.paid_on) for row in matched.answers] == [
        (1, Outcome.PAID, datetime.date(2027, 3, 11)),
        (2, Outcome.FAILED, None),
    ]
    assert matched.answers[1].reason == "Ukendt på lønkontoen"
    assert (matched.refused, matched.missing) == ([], [3])


@pytest.mark.parametrize(
    "day", ["11-03-2027", "11/03/2027", "11.03.2027", "2027-03-11", "20270311", "11-03-27",
            "2027-03-11T08:15:00", "11-03-2027 08:15"],
)  # fmt: skip
def test_days_are_read_as_banks_write_them(day: str) -> None:
    (row,) = told(f"Linje;Status;Dato\n1;OK;{day}").answers
    assert row.paid_on == datetime.date(2027, 3, 11)


def test_heading_may_stand_below_other_lines_and_in_english() -> None:
    text = 'Udtræk;12-03-2027\n\nReference;Recipient;Status;Value date\n"2";;ACSC;2027-03-10\n'
    (row,) = told(text).answers
    assert (row.row, row.number, row.outcome) == (4, 2, Outcome.PAID)


def test_line_is_found_by_case_number_or_by_whole_recipient() -> None:
    by_case = told("Sagsnummer;Status;Dato\nHTI-2027-0002;betalt;1-3-2027")
    by_cpr = told("Modtager;Status;Dato\n070761-4285;betalt;1-3-2027")
    assert [row.number for row in [*by_case.answers, *by_cpr.answers]] == [2, 2]
    assert CPR not in repr(by_cpr)
    assert faults("Modtager;Status;Dato\n10150817;betalt;1-3-2027") == [Fault.TWO_LINES]
    told_apart = told("Modtager;Beløb;Status;Dato\n10150817;800,00;betalt;1-3-2027")
    assert [row.number for row in told_apart.answers] == [3]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("9;;;;OK;11-03-2027", Fault.UNKNOWN_LINE),
        (";;;;OK;11-03-2027", Fault.NO_LINE),
        ("1;HTI-2027-0002;;;OK;11-03-2027", Fault.FOREIGN),
        ("1;;;4.999,00;OK;11-03-2027", Fault.FOREIGN),
        ("1;;;fem;OK;11-03-2027", Fault.FOREIGN),
        ("2;;010190-1234;;OK;11-03-2027", Fault.FOREIGN),
        (";HTI-2026-0099;;;OK;11-03-2027", Fault.UNKNOWN_LINE),
        ("1;;;;Måske;11-03-2027", Fault.UNKNOWN_STATUS),
        ("1;;;;OK;", Fault.NO_DAY),
        ("1;;;;OK;31-02-2027", Fault.NO_DAY),
        ("1;;;;OK;13-03-2027", Fault.DAY_TO_COME),
    ],
)
def test_row_that_does_not_fit_is_told_and_not_taken(row: str, fault: Fault) -> None:
    matched = told(f"Linje;Sag;Modtager;Beløb;Status;Dato\n{row}")
    assert [each.fault for each in matched.refused] == [fault]
    assert matched.answers == []
    assert "0101901234" not in repr(matched).replace("-", "")


def test_two_rows_about_one_line_are_taken_from_neither() -> None:
    text = "Linje;Status;Dato\n1;OK;11-03-2027\n1;Afvist;\n2;OK;11-03-2027"
    matched = told(text)
    assert [row.number for row in matched.answers] == [2]
    assert [row.fault for row in matched.refused] == [Fault.DUPLICATE, Fault.DUPLICATE]
    assert matched.missing == [3]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "heading"),
        (b"Linje;Dato\n1;11-03-2027", "heading"),
        (b"PK\x03\x04\x00\x00", "kind"),
        (b"x" * (LARGEST_BYTES + 1), "large"),
        (b"Linje;Status\n" + b"1;OK\n" * 6000, "large"),
    ],
)
def test_what_is_no_table_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableAnswers) as wrong:
        read(data)
    assert wrong.value.code == code


@given(st.binary(max_size=300))
def test_no_bytes_make_it_fall_over(data: bytes) -> None:
    for whole in (data, b"Linje;Status;Dato;Bel\xf8b\n" + data):
        try:
            matched = match(read(whole), LISTED, today=TODAY)
        except UnreadableAnswers:
            continue
        numbers = [row.number for row in matched.answers]
        assert len(numbers) == len(set(numbers))
        assert set(numbers) | set(matched.missing) <= {1, 2, 3}
