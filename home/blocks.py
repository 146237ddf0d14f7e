"""The pieces an editor builds a page from: plain content, no layout choices, no raw HTML."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class PictureBlock(blocks.StructBlock):
    """A picture with its words for those who cannot see it, and a caption if wished."""

    image = ImageBlock(label=_("Billede"))
    caption = blocks.CharBlock(label=_("Billedtekst"), max_length=200, required=False)

    class Meta:
        icon = "image"
        label = _("Billede")
        template = "blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("Citat"), max_length=400)
    name = blocks.CharBlock(label=_("Hvem sagde det?"), max_length=120, required=False)

    class Meta:
        icon = "openquote"
        label = _("Citat")
        template = "blocks/quote.html"
        preview_value = {"text": _("Nu kender jeg mine naboer."), "name": _("En beboer")}
        description = _("Nogens egne ord. Spørg, før du viser et navn.")


class NoticeBlock(blocks.StructBlock):
    """A short box beside the running text: an opening time, a date, a good piece of advice."""

    heading = blocks.CharBlock(label=_("Overskrift"), max_length=80)
    text = blocks.RichTextBlock(label=_("Tekst"), features=["bold", "link", "ul"])

    class Meta:
        icon = "info-circle"
        label = _("Faktaboks")
        template = "blocks/notice.html"
        preview_value = {
            "heading": _("Åbent hus"),
            "text": "<p>Hver torsdag kl. 16.00-18.00.</p>",
        }
        description = _("En kort boks: åbningstid, dato eller et godt råd.")


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(
        label=_("Overskrift"),
        max_length=80,
        icon="title",
        template="blocks/heading.html",
        preview_value=_("Det sker her"),
        description=_("En overskrift mellem afsnittene."),
    )
    text = blocks.RichTextBlock(
        label=_("Tekst"),
        features=TEXT_FEATURES,
        icon="pilcrow",
        preview_value="<p>Her mødes naboer over kaffe, jord og gode idéer.</p>",
        description=_("Almindelig tekst med lister og links."),
    )
    picture = PictureBlock()
    quote = QuoteBlock()
    notice = NoticeBlock()
