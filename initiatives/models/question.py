"""The questions a round asks beside the form's own, as staff write them in the back office."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
