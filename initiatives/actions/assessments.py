"""Assessing: criterion by criterion, by the caseworker and by panel members."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from initiatives import permissions
from initiatives.actions import moves
from initiatives.enums import ASSESSABLE
from initiatives.errors import (
    EditConflict,
    NotPermitted,
    ReasonsMissing,
    ScoreMissing,
    TransitionNotAllowed,
)
from initiatives.models import (
    Assessment,
    AssessmentKind,
    CriterionScore,
    RoundSetup,
)
from initiatives.scoring import HIGHEST
from portal.audit import actions as audit
from portal.audit.enums import AuditAction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from initiatives.models import Application
    from portal.users.models import User


class Scored(NamedTuple):
    """What a person thinks of one criterion: 0–3 and a line; both may be open in a draft."""

    score: int | None
    remark: str


@transaction.atomic
def save(
    application_id: int,
    *,
    kind: AssessmentKind,
    scores: Sequence[Scored],
    comment: str,
    version: int,
    by: User,
    is_done: bool,
) -> Assessment:
    """Keep a person's assessment, as a draft or as done; it can be changed until recommended.

    Args: kind: as what they assess, since a caseworker may sit on a panel too. scores: one for each
    criterion the application was sent under, in order. version: of the assessment as the person
    saw it, 0 for none yet. is_done: every criterion needs a score and a line then; what was done
    once stays done.
    Raises: NotPermitted (also without a declaration), ConflictOfInterest, TransitionNotAllowed,
        EditConflict, ScoreMissing, ReasonsMissing (no line).
    Effects: audit `initiatives.assessment_submitted` when it is done.
    """
    application = moves.lock(application_id)
    standing = permissions.Standing(by, application)
    is_panel = kind == AssessmentKind.PANEL
    permitted = standing.sits_on_panel if is_panel else standing.handles
    moves.require_handling(standing, permitted=permitted)
    moves.require_impartiality(standing)
    if application.status not in ASSESSABLE:
        raise TransitionNotAllowed(_("Sagen er indstillet. Vurderingen kan ikke ændres nu."))
    assessment = _opened(application, kind, version=version, by=by)
    is_done = is_done or assessment.submitted_at is not None
    if is_done:
        _require_whole(scores)
    assessment.comment = comment.strip()
    assessment.saved_at = timezone.now()
    assessment.version = version + 1
    if is_done:
        assessment.submitted_at = assessment.submitted_at or assessment.saved_at
    assessment.save()
    _write(assessment, scores)
    if is_done:
        audit.record(
            AuditAction.ASSESSMENT_SUBMITTED,
            target=application,
            by=by,
            data={"kind": kind.value, "score": str(assessment.weighted_score)},
        )
    return assessment


def _opened(
    application: Application, kind: AssessmentKind, *, version: int, by: User
) -> Assessment:
    """The person's assessment, as they saw it. Raises: EditConflict, NotPermitted (other kind)."""
    kept = application.assessments.filter(assessor=by).first()
    if (kept.version if kept else 0) != version:
        raise EditConflict(_("Du har gemt vurderingen i et andet vindue. Åbn den igen."))
    if kept is None:
        setup = RoundSetup.objects.of(application)
        return Assessment(application=application, assessor=by, kind=kind, setup=setup)
    if kept.kind != kind:
        raise NotPermitted(_("Du har allerede vurderet ansøgningen i en anden rolle."))
    return kept


def _require_whole(scores: Sequence[Scored]) -> None:
    if any(row.score is None for row in scores):
        raise ScoreMissing(_("Giv hvert kriterium en karakter fra 0 til 3."))
    if not all(row.remark.strip() for row in scores):
        raise ReasonsMissing(_("Skriv en linje til hvert kriterium."))


def _write(assessment: Assessment, scores: Sequence[Scored]) -> None:
    """Put these scores in place of those before. Raises: ValueError (other criteria, or scores)."""
    criteria = RoundSetup.objects.criteria_for(assessment.application)
    if any(row.score is not None and not 0 <= row.score <= HIGHEST for row in scores):
        raise ValueError("a score outside the scale")
    assessment.scores.all().delete()
    CriterionScore.objects.bulk_create(
        CriterionScore(
            assessment=assessment,
            position=position,
            name=criterion.name,
            weight=criterion.weight,
            score=row.score,
            remark=row.remark.strip(),
        )
        for position, (criterion, row) in enumerate(zip(criteria, scores, strict=True))
    )
