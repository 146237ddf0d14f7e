"""Local votes as residents see them: what is voted about, the ballot, and the result explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from initiatives import pabulib, permissions
from initiatives.actions import ballots, counting, votes
from initiatives.enums import CandidateStatus, CountRule, VoteStatus
from initiatives.errors import NotEligible
from initiatives.forms.vote import BallotForm, InvitationForm
from initiatives.models import LocalVote, VoteCandidate, VoterEntry
from initiatives.views.group import spoken_for
from initiatives.vote_results import answers, difference, told_counts
from portal.errors import DomainError

if TYPE_CHECKING:
    from portal.users.models import User


def shown_vote(request: HttpRequest, public_id: UUID) -> LocalVote:
    """A vote that this person may see. Raises: Http404."""
    return LocalVote.objects.with_place().with_numbers().get_for(request.user, public_id)


def _trail(vote: LocalVote, here: str = "") -> list[dict[str, str]]:
    steps = [{"title": _("Kvarteret beslutter"), "url": reverse("initiatives:votes")}]
    url = reverse("initiatives:vote", args=[vote.public_id]) if here else ""
    steps.append({"title": vote.title, "url": url})
    return [*steps, {"title": here, "url": ""}] if here else steps


@login_not_required
@require_safe
def vote_list(request: HttpRequest) -> HttpResponse:
    """All votes, those that are open first."""
    rows = list(LocalVote.objects.shown().with_place().with_numbers()[:60])
    context = {
        "open": [row for row in rows if row.is_open],
        "past": [row for row in rows if not row.is_open],
        "breadcrumb": [{"title": _("Kvarteret beslutter"), "url": ""}],
    }
    return render(request, "initiatives/votes/list.html", context)


@login_not_required
@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What is voted about, how one votes, and how it is counted."""
    vote = shown_vote(request, public_id)
    candidates = list(vote.candidates.on_ballot().with_initiative())
    entry = _entry(request, vote)
    context = {
        "vote": vote,
        "candidates": candidates,
        "wanted": sum((row.cost for row in candidates), start=0 * vote.amount),
        "entry": entry,
        "ticked": entry.ballot.choices if entry and entry.ballot else None,
        "breadcrumb": _trail(vote),
    }
    return render(request, "initiatives/votes/detail.html", context)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Vote, or change one's vote while it is open. What is ticked survives every refusal."""
    user = cast("User", request.user)
    vote = LocalVote.objects.open().with_place().get_for(user, public_id)
    if not vote.is_open:
        return redirect("initiatives:vote", public_id)
    entry = _entry(request, vote)
    candidates = list(vote.candidates.on_ballot())
    given = entry.ballot.choices if entry and entry.ballot else []
    typed = request.POST if request.method == "POST" else None
    form = BallotForm(
        typed,
        candidates=candidates,
        initial={"choices": given},
        asks_name=not user.full_name and entry is None,
    )
    if request.method == "POST" and form.is_valid():
        try:
            ballots.cast(vote.pk, **form.cleaned_data, by=user)
        except NotEligible as refusal:
            form.add_error(None, refusal.message)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return redirect("initiatives:vote", public_id)
        else:
            messages.success(request, _("Tak. Din stemme er talt med."))
            return redirect("initiatives:vote", public_id)
    context = {"form": form, "vote": vote, "entry": entry, "breadcrumb": _trail(vote, _("Stem"))}
    return render(request, "initiatives/votes/ballot.html", context)


@login_not_required
@require_safe
def result(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The result step by step, and what the other way of counting would have given."""
    vote = shown_vote(request, public_id)
    if vote.status != VoteStatus.PUBLISHED:
        raise Http404
    counts, said = told_counts(vote), {str(row.pk): row for row in answers(vote)}
    other = next(code for code in CountRule.values if code != vote.rule)
    context = {
        "vote": vote,
        **counts,
        "other_rule": CountRule(other).label,
        "other_code": other,
        "difference": difference(counts),
        "people": number_format(vote.share.neighbourhood.population or 0, force_grouping=True),
        "answers": [said[row["key"]] for row in counts["chosen"]["rows"] if row["key"] in said],
        "breadcrumb": _trail(vote, _("Resultat")),
    }
    return render(request, "initiatives/votes/result.html", context)


@login_not_required
@require_safe
def election_file(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The ballots in the `.pb` format, without any person, for those who want to count again."""
    vote = shown_vote(request, public_id)
    if vote.status != VoteStatus.PUBLISHED:
        raise Http404
    answer = HttpResponse(pabulib.write(counting.election(vote)), content_type="text/plain")
    answer["Content-Disposition"] = f'attachment; filename="afstemning-{vote.closes_on}.pb"'
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A group says whether it will stand on the ballot."""
    user = cast("User", request.user)
    rows = VoteCandidate.objects.select_related(
        "vote__share__neighbourhood", "application__initiative"
    )
    row = rows.get_for(user, public_id)
    if not permissions.Standing(user, row.application).speaks:
        raise Http404
    spoken = spoken_for(request, row.application)
    answered = {CandidateStatus.ACCEPTED: "yes", CandidateStatus.DECLINED: "no"}
    initial = {
        "is_yes": answered.get(CandidateStatus(row.status), ""),
        "pitch": row.pitch or row.application.initiative.summary,
    }
    form = InvitationForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and all([form.is_valid(), spoken is None or spoken.is_valid()]):
        stood_by = spoken.stood_by() if spoken else None
        try:
            votes.answer(row.pk, **form.cleaned_data, by=user, stood_by=stood_by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Tak. I kan ændre svaret, til afstemningen åbner."))
            return redirect("initiatives:application-detail", row.application.public_id)
    application = {
        "title": row.title,
        "url": reverse("initiatives:application-detail", args=[row.application.public_id]),
    }
    context: dict[str, Any] = {
        "form": form,
        "spoken": spoken,
        "candidate": row,
        "vote": row.vote,
        "breadcrumb": [application, {"title": _("Afstemning"), "url": ""}],
    }
    return render(request, "initiatives/votes/invitation.html", context)


def _entry(request: HttpRequest, vote: LocalVote) -> VoterEntry | None:
    """That this person has voted; None for everybody else."""
    if not request.user.is_authenticated:
        return None
    rows = VoterEntry.objects.filter(vote=vote, user=request.user)
    return rows.select_related("ballot").first()
