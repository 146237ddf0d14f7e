"""What a municipality chooses of the menu and the foot: what is offered, in its order and words."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

OFFERS = {
    "initiatives": (_("Initiativer"), "initiatives:catalogue"),
    "communities": (_("Fællesskaber"), "guides:directory"),
    "events": (_("Det sker"), "events"),
    "idea": (_("Fortæl din idé"), "initiatives:idea-tell"),
    "apply": (_("Søg om penge"), "initiatives:application-start"),
}
"""What the portal itself offers: its usual name and its address."""

_ADDRESS = RegexValidator(
    r"^(https://[^\s/]|/(?!/))[^\s]*\Z",
    _("Skriv en adresse, der begynder med https:// eller /"),
)


class OwnNameBlock(blocks.CharBlock):
    """One of the offers; what is typed is its name here, and nothing typed leaves the usual one."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(
            required=False,
            max_length=30,
            help_text=_("Skriv kun noget, hvis I kalder det noget andet."),
            **kwargs,
        )


class MenuBlock(blocks.StreamBlock):
    """The offers of the menu, each at most once."""

    initiatives = OwnNameBlock(label=OFFERS["initiatives"][0], icon="list-ul")
    communities = OwnNameBlock(label=OFFERS["communities"][0], icon="group")
    events = OwnNameBlock(label=OFFERS["events"][0], icon="calendar-alt")
    idea = OwnNameBlock(label=OFFERS["idea"][0], icon="edit")
    apply = OwnNameBlock(label=OFFERS["apply"][0], icon="form")

    class Meta:
        block_counts = {name: {"max_num": 1} for name in OFFERS}
        required = False


class LinkBlock(blocks.StructBlock):
    """A link in the foot of every page."""

    title = blocks.CharBlock(label=_("Tekst"), max_length=60)
    url = blocks.CharBlock(
        label=_("Adresse"),
        max_length=500,
        validators=[_ADDRESS],
        help_text=_("Begynder med https://, eller med / på jeres egen portal."),
    )

    class Meta:
        icon = "link"
        label = _("Link")


class FootBlock(blocks.StreamBlock):
    """The links of the foot; few, since they stand on every page."""

    link = LinkBlock()

    class Meta:
        max_num = 8
        required = False
