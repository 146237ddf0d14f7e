"""The word somebody meant."""

import pytest

from portal import spelling

KNOWN = spelling.words_of(["Strikkeklub i parken", "Fællesspisning for alle", "Kaffe og kaffe"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("strikeklub", "strikkeklub"),
        ("strikkekulb", "strikkeklub"),  # two letters swapped are one slip
        ("fællespisning", "fællesspisning"),
        ("fallesspisning", "fællesspisning"),
        ("kafe", "kaffe"),
        ("kaffe", "kaffe"),
    ],
)
def test_a_slip_finds_the_word_that_was_meant(typed: str, meant: str) -> None:
    assert spelling.nearest(typed, KNOWN) == meant


@pytest.mark.parametrize(
    ("word", "bare"),
    [("strikkeklubben", "strikkeklub"), ("haver", "haver"), ("cyklerne", "cykl"), ("tur", "tur")],
)
def test_endings_are_taken_off(word: str, bare: str) -> None:
    assert spelling.bare(word) == bare


def test_a_slip_in_the_plain_form_finds_the_definite_one() -> None:
    known = spelling.words_of(["Strikkeklubben Masken"])
    assert spelling.corrected(["strikeklub"], known) == ["strikkeklub"]


@pytest.mark.parametrize("typed", ["skak", "volleyball", "og", "pæn"])
def test_what_is_like_nothing_stays_what_it_is(typed: str) -> None:
    assert spelling.nearest(typed, KNOWN) == ""
    assert spelling.corrected([typed], KNOWN) == [typed]


def test_the_word_used_most_wins_among_equals() -> None:
    known = spelling.words_of(["bold bold hold"])
    assert spelling.nearest("fold", known) == "bold"


@pytest.mark.parametrize(
    ("one", "other", "slips"),
    [("", "", 0), ("", "abc", 3), ("abcd", "abdc", 1), ("kat", "hat", 1), ("stol", "sol", 1)],
)
def test_distance_counts_slips(one: str, other: str, slips: int) -> None:
    assert spelling.distance(one, other) == spelling.distance(other, one) == slips
