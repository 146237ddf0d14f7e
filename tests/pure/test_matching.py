"""Which offers suit which needs, and why."""

from dataclasses import replace

from guides.matching import Reason, Side, matches

OFFER = Side(1, None, place=7, kind="TOOLS", theme=3, text="I må låne min trailer søndag",
             person=frozenset({11}))  # fmt: skip
NEED = Side(5, 50, place=7, kind="TOOLS", theme=3, text="Trailer til brædder",
            person=frozenset({12}))  # fmt: skip


def test_same_kind_words_and_theme_are_the_reasons() -> None:
    (match,) = matches([OFFER], [NEED], known=[])
    assert match.reasons == [Reason.KIND, Reason.WORDS, Reason.THEME]
    assert match.words == ["trailer"]


def test_nothing_is_matched_across_places_or_with_oneself() -> None:
    assert matches([OFFER], [replace(NEED, place=8)], known=[]) == []
    assert matches([OFFER], [replace(NEED, person=frozenset({11, 12}))], known=[]) == []


def test_a_theme_alone_is_no_reason() -> None:
    assert matches([OFFER], [replace(NEED, kind="HANDS", text="Fire stærke")], known=[]) == []


def test_who_has_been_asked_is_not_suggested_again() -> None:
    assert matches([OFFER], [NEED], known=[(1, 50)]) == []
    assert len(matches([OFFER], [NEED], known=[(1, 51), (2, 50)])) == 1


def test_an_answer_to_the_very_need_stands_first() -> None:
    other = replace(NEED, key=6, initiative=60)
    found = matches([replace(OFFER, answers=6)], [NEED, other], known=[])
    assert [match.need for match in found] == [6, 5]
    assert found[0].reasons[0] == Reason.ANSWERS
