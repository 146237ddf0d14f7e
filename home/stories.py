"""Stories that stem from reports: drafts by a group's yes, and gone when it is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import transaction
from django.utils.html import linebreaks
from django.utils.text import Truncator
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.images import get_image_model
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from home.models import NeighbourhoodPage, StoryPage, StoryPicture
from home.models.base import free_slug
from initiatives.models import AwardFile, Report
from portal.files import storage

if TYPE_CHECKING:
    from portal.users.models import User

CONSENT_WITHDRAWN = "home.consent_withdrawn"
"""What a page's history says when the group has taken its yes back."""

_INTRO = 200


@transaction.atomic
def draft_from_report(report_id: int) -> StoryPage | None:
    """Make an unpublished page of a report's words and pictures, below its neighbourhood's page.

    Returns: None without a yes, without a page to put it under, and when it is made already.
    Effects: pictures with consent are copied among the editors' pictures.
    """
    report = _locked(report_id)
    initiative = report.award.application.initiative
    above = NeighbourhoodPage.objects.filter(neighbourhood=initiative.neighbourhood_id).first()
    if above is None or not report.may_be_story or report.stories.exists():
        return None
    pictures = [_copy(report, row) for row in report.award.files.with_content().for_story()]
    shown = [(row.image, row.award_file.alt_text) for row in pictures if row is not None]
    page = StoryPage(
        title=initiative.title,
        slug=free_slug(initiative.title, under=above),
        intro=Truncator(report.what_happened).chars(_INTRO),
        initiative=initiative,
        report=report,
        body=_body(report, shown[1:]),
        live=False,
        has_unpublished_changes=True,
    )
    if shown:
        page.image, page.image_alt = shown[0]
    above.add_child(instance=page)
    page.save_revision(log_action=True)
    return page


@transaction.atomic
def take_down(report: Report, *, by: User) -> None:
    """Remove what was made of a report: drafts go, published pages are unpublished, pictures go.

    Effects: the page's history says why; the pictures' files are deleted.
    """
    _locked(report.pk)
    for page in StoryPage.objects.filter(report=report):
        log(instance=page, action=CONSENT_WITHDRAWN, user=by)
        # The group has no rights in the admin; it has the right to take its yes back.
        if page.live:
            UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
        elif page.first_published_at is None:
            DeletePageAction(page, user=by).execute(skip_permission_checks=True)
    for picture in StoryPicture.objects.filter(report=report).select_related("image"):
        picture.image.delete()


def _locked(report_id: int) -> Report:
    """The report, held until the end of the transaction: a yes is not taken back meanwhile."""
    return (
        Report.objects.select_for_update(of=("self",))
        .select_related("award__application__initiative")
        .get(pk=report_id)
    )


def _copy(report: Report, row: AwardFile) -> StoryPicture | None:
    """Copy one picture among the editors' own; None while the virus scanner has not cleared it."""
    stored = row.stored_file
    if not stored.is_ready:
        return None
    name = f"historie-{stored.public_id}{stored.name[stored.name.rindex('.') :]}"
    file = ImageFile(ContentFile(storage.read(stored.storage_name)), name=name)
    image = get_image_model().objects.create(
        title=row.alt_text[:120] or name, description=row.alt_text, file=file
    )
    return StoryPicture.objects.create(report=report, award_file=row, image=image)


def _body(report: Report, pictures: list[tuple[Any, str]]) -> list[tuple[str, Any]]:
    """The group's words as plain paragraphs, then its other pictures and its advice."""
    blocks: list[tuple[str, Any]] = [
        ("text", RichText(linebreaks(report.what_happened, autoescape=True)))
    ]
    for image, alt_text in pictures:
        image.contextual_alt_text, image.decorative = alt_text, False
        blocks.append(("picture", {"image": image, "caption": ""}))
    if report.advice:
        blocks.append(("quote", {"text": report.advice, "name": ""}))
    return blocks
