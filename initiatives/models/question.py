"""The questions a round asks beside the form's own, as staff write them in the back office."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

SHORT_TEXT_LIMIT = 200
"""Characters in the answer to a question with a short text."""


class QuestionKind(StrEnum):
    """What an answer is; the value is the name of the block in the stream."""

    SHORT_TEXT = "short_text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    DATE = "date"
    YES_NO = "yes_no"
    FILE = "file"

    @property
    def is_text(self) -> bool:
        """Whether people write the answer in their own words."""
        return self in {QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT}


class QuestionBlock(blocks.StructBlock):
    """What every question has: its words, a hint, and whether an answer is needed to send.

    The id of the block in its stream is the question's id for as long as the question lives.
    """

    label = blocks.CharBlock(label=_("Spørgsmål"), max_length=120)
    help_text = blocks.CharBlock(
        label=_("Hjælpetekst"), max_length=200, required=False, help_text=_("Står før feltet.")
    )
    is_optional = blocks.BooleanBlock(label=_("Frivilligt at svare"), required=False)


class TextQuestionBlock(QuestionBlock):
    """A question with a text for an answer."""

    most_characters = blocks.IntegerBlock(
        label=_("Højst så mange tegn"), min_value=10, max_value=4000, default=500
    )


class ChoiceQuestionBlock(QuestionBlock):
    """A question with answers to choose from."""

    options = blocks.ListBlock(
        blocks.CharBlock(label=_("Svarmulighed"), max_length=80),
        label=_("Svarmuligheder"),
        min_num=2,
        max_num=15,
    )


QUESTION_BLOCKS = [
    ("short_text", QuestionBlock(label=_("Kort tekst"), icon="edit")),
    ("long_text", TextQuestionBlock(label=_("Lang tekst"), icon="pilcrow")),
    ("number", QuestionBlock(label=_("Tal"), icon="order")),
    ("choice", ChoiceQuestionBlock(label=_("Vælg ét svar"), icon="radio-full")),
    ("choices", ChoiceQuestionBlock(label=_("Vælg flere svar"), icon="list-ul")),
    ("date", QuestionBlock(label=_("Dato"), icon="date")),
    ("yes_no", QuestionBlock(label=_("Ja eller nej"), icon="check")),
    ("file", QuestionBlock(label=_("Fil"), icon="doc-full")),
]
"""Kind of question → the block in which staff write it."""


@dataclass(frozen=True)
class Question:
    """One question as it is asked, read out of its block."""

    id: str
    kind: QuestionKind
    label: str
    help_text: str = ""
    is_optional: bool = False
    limit: int = SHORT_TEXT_LIMIT
    options: tuple[str, ...] = ()

    def stands_in(self, later: Question) -> bool:
        """Tell whether an answer to this question still answers it as it reads later.

        A hint may be reworded, an option added and more be allowed; nothing else.
        """
        return (
            (self.id, self.kind, self.label) == (later.id, later.kind, later.label)
            and set(self.options) <= set(later.options)
            and later.limit >= self.limit
            and (later.is_optional or not self.is_optional)
        )


def read_questions(stream: Iterable[Any]) -> list[Question]:
    """Read the questions out of a stream of `QUESTION_BLOCKS`, in their order."""
    return [
        Question(
            id=str(block.id),
            kind=QuestionKind(block.block_type),
            label=block.value["label"],
            help_text=block.value.get("help_text") or "",
            is_optional=bool(block.value.get("is_optional")),
            limit=block.value.get("most_characters") or SHORT_TEXT_LIMIT,
            options=tuple(dict.fromkeys(block.value.get("options") or ())),
        )
        for block in stream
    ]


def first_lost(before: Iterable[Question], after: Iterable[Question]) -> Question | None:
    """The first question that no longer stands so that earlier answers still answer it."""
    later = {question.id: question for question in after}
    for question in before:
        if question.id not in later or not question.stands_in(later[question.id]):
            return question
    return None


def first_demanding(before: Iterable[Question], after: Iterable[Question]) -> Question | None:
    """The first new question that must be answered."""
    known = {question.id for question in before}
    new = (question for question in after if question.id not in known)
    return next((question for question in new if not question.is_optional), None)
