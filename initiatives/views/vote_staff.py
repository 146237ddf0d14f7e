"""Local votes as staff run them: prepare, invite, open, paper, close, publish, recommend."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from initiatives import pabulib, permissions, voting
from initiatives.actions import ballots, counting, votes
from initiatives.enums import ApplicationStatus, CountRule, VotedBy, VoteMove, VoteStatus
from initiatives.forms.vote import (
    ElectionForm,
    InviteForm,
    PaperBallotForm,
    PaperVoterForm,
    ReasonForm,
    VoteForm,
)
from initiatives.models import Application, LocalVote, VoteCandidate
from initiatives.vote_results import funded_keys, told_counts, told_steps
from portal.errors import DomainError

if TYPE_CHECKING:
    from initiatives.models.application import ApplicationQuerySet
    from portal.users.models import User


def _runner(request: HttpRequest) -> User:
    """The person at the screen, who runs votes. Raises: Http404."""
    user = cast("User", request.user)
    if not permissions.runs_votes(user):
        raise Http404
    return user


def vote_for_staff(user: User, public_id: UUID) -> LocalVote:
    """A vote with its place and numbers. Raises: Http404."""
    return LocalVote.objects.with_place().with_numbers().get_for(user, public_id)


def vote_trail(vote: LocalVote | None = None, here: str = "") -> list[dict[str, str]]:
    """The way back from a page about votes."""
    steps = [{"title": _("Afstemninger"), "url": reverse("initiatives:vote-staff-list")}]
    if vote is not None:
        url = reverse("initiatives:vote-staff", args=[vote.public_id]) if here else ""
        steps.append({"title": vote.title, "url": url})
    return [*steps, {"title": here, "url": ""}] if here else steps


@require_safe
def vote_list(request: HttpRequest) -> HttpResponse:
    """All votes with their numbers, and the way to prepare another."""
    user = cast("User", request.user)
    if not permissions.keys_paper_ballots(user):
        raise Http404
    rows = LocalVote.objects.visible_to(user).with_place().with_numbers()[:100]
    context = {"rows": rows, "may_run": permissions.runs_votes(user)}
    return render(request, "initiatives/votes/staff_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def prepare(request: HttpRequest) -> HttpResponse:
    """Begin to prepare a vote."""
    user = _runner(request)
    form = VoteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        said.pop("version")
        share = said.pop("share")
        try:
            made = votes.prepare(share.pk, **said, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Afstemningen er gemt. Inviter nu dem, der kan være med."))
            return redirect("initiatives:vote-staff", made.public_id)
    context = {"form": form, "breadcrumb": vote_trail(here=_("Ny afstemning"))}
    return render(request, "initiatives/votes/edit.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change a vote that is being prepared, or put off the last day of an open one."""
    user = _runner(request)
    vote = vote_for_staff(user, public_id)
    form = VoteForm(request.POST if request.method == "POST" else None, vote=vote)
    if request.method == "POST" and form.is_valid():
        try:
            votes.change(vote.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            form.data = {**request.POST.dict(), "version": str(vote.version)}
        else:
            messages.success(request, _("Ændringerne er gemt."))
            return redirect("initiatives:vote-staff", public_id)
    context = {"form": form, "vote": vote, "breadcrumb": vote_trail(vote, _("Ret afstemningen"))}
    return render(request, "initiatives/votes/edit.html", context)


@require_safe
def detail(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """All about one vote: who is on the ballot, who could be, how far it is, what to do next."""
    user = cast("User", request.user)
    if not permissions.keys_paper_ballots(user):
        raise Http404
    vote = vote_for_staff(user, public_id)
    rows = vote.candidates.select_related("application__initiative")
    may_run = permissions.runs_votes(user)
    could_be = list(_could_be(user, vote)) if may_run else []
    context: dict[str, Any] = {
        "vote": vote,
        "may_run": may_run,
        "candidates": list(rows),
        "invite": InviteForm(could_be=could_be) if could_be else None,
        "waiting": vote.status == VoteStatus.CLOSED and not vote.is_counted,
        "figures": [{"value": vote.voters.count(), "label": _("har stemt")}, *_paper_figures(vote)],
        "half": list(vote.paper_ballots.half().values_list("number", flat=True)),
        "disputed": list(vote.paper_ballots.disputed().values_list("number", flat=True)),
        "moves": _moves(vote) if may_run else [],
        "breadcrumb": vote_trail(vote),
    }
    if vote.is_counted:
        context |= told_counts(vote)
        chosen = funded_keys(vote)
        for row in context["candidates"]:
            row.is_chosen = str(row.pk) in chosen
    return render(request, "initiatives/votes/staff_detail.html", context)


def _moves(vote: LocalVote) -> list[VoteMove]:
    """The buttons that lead somewhere today: nothing is shown before it is counted."""
    too_early = {VoteMove.PUBLISH} if not vote.is_counted else set()
    if vote.is_open:
        too_early.add(VoteMove.CLOSE)
    return [move for move in VoteMove if vote.allows(move) and move not in too_early]


def _could_be(user: User, vote: LocalVote) -> ApplicationQuerySet:
    """Applications that may be invited: same pool and place, not decided, not asked yet."""
    if vote.status != VoteStatus.PREPARING:
        return Application.objects.none()
    return (
        Application.objects.visible_to(user)
        .filter(
            funding_round__pool=vote.share.pool_id,
            initiative__neighbourhood=vote.share.neighbourhood_id,
            status__in=[ApplicationStatus.SUBMITTED, ApplicationStatus.UNDER_REVIEW],
        )
        .exclude(vote_candidates__in=vote.candidates.exclude(status="REMOVED"))
        .select_related("initiative")
        .order_by("initiative__title")
    )


@require_POST
def invite(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Invite the ticked applications to stand on the ballot."""
    user = _runner(request)
    vote = vote_for_staff(user, public_id)
    could_be = list(_could_be(user, vote))
    form = InviteForm(request.POST, could_be=could_be)
    if not form.is_valid():
        messages.error(request, str(form.errors["application"][0]))
        return redirect("initiatives:vote-staff", public_id)
    invited, ticked = 0, set(form.cleaned_data["application"])
    for application in (row for row in could_be if str(row.public_id) in ticked):
        try:
            votes.invite(vote.pk, application.pk, by=user)
            invited += 1
        except DomainError as refusal:
            messages.error(request, f"{application.initiative.title}: {refusal.message}")
    if invited:
        told = ngettext("%(number)s er inviteret.", "%(number)s er inviteret.", invited)
        messages.success(request, told % {"number": invited})
    return redirect("initiatives:vote-staff", public_id)


@require_POST
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Take an application off the ballot."""
    user = _runner(request)
    row = VoteCandidate.objects.select_related("vote").get_for(user, public_id)
    try:
        votes.remove(row.pk, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("initiatives:vote-staff", row.vote.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, public_id: UUID, move: str) -> HttpResponse:
    """Open, close, publish or call off: a page that says what happens, and asks once."""
    user = _runner(request)
    vote = vote_for_staff(user, public_id)
    chosen = _move(vote, move)
    form = ReasonForm(
        request.POST if request.method == "POST" else None, initial={"version": vote.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            _carry_out(vote, chosen, form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            return redirect("initiatives:vote-staff", public_id)
    context: dict[str, Any] = {
        "form": form,
        "vote": vote,
        "move": chosen,
        "gap": votes.paper_gap(vote) if chosen == VoteMove.PUBLISH else 0,
        "breadcrumb": vote_trail(vote, str(chosen.label)),
    }
    if chosen == VoteMove.PUBLISH and vote.is_counted:
        context |= told_counts(vote)
    return render(request, "initiatives/votes/move.html", context)


def _move(vote: LocalVote, slug: str) -> VoteMove:
    try:
        chosen = VoteMove(slug.upper())
    except ValueError as unknown:
        raise Http404 from unknown
    if not vote.allows(chosen):
        raise Http404
    return chosen


def _carry_out(vote: LocalVote, move: VoteMove, said: dict[str, Any], *, by: User) -> None:
    if move == VoteMove.OPEN:
        votes.open_vote(vote.pk, by=by)
    elif move == VoteMove.CLOSE:
        votes.close(vote.pk, by=by)
    elif move == VoteMove.PUBLISH:
        votes.publish(vote.pk, remark=said["words"], version=said["version"], by=by)
    else:
        votes.cancel(vote.pk, reason=said["words"], version=said["version"], by=by)


@require_POST
def count_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Have a closed vote counted once more."""
    user = _runner(request)
    vote = vote_for_staff(user, public_id)
    try:
        counting.count_again(vote.pk, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("initiatives:vote-staff", public_id)


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write down who handed in a paper ballot, and key in the ballots; the two never meet."""
    user = cast("User", request.user)
    if not permissions.keys_paper_ballots(user):
        raise Http404
    vote = vote_for_staff(user, public_id)
    candidates = list(vote.candidates.on_ballot())
    posted = request.POST if request.method == "POST" else None
    is_voter = posted is not None and "full_name" in posted
    voter = PaperVoterForm(posted if is_voter else None)
    ballot = PaperBallotForm(None if is_voter else posted, candidates=candidates)
    form = voter if is_voter else ballot
    if posted is not None and form.is_valid():
        act = ballots.enter_paper_voter if is_voter else ballots.key_paper
        try:
            act(vote.pk, **form.cleaned_data, by=user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Det er gemt."))
            return redirect("initiatives:vote-paper", public_id)
    keyed = vote.paper_ballots.select_related("first_by", "second_by")
    context = {
        "vote": vote, "voter": voter, "ballot": ballot, "failed": form if form.errors else None,
        "figures": _paper_figures(vote),
        "half": keyed.half(), "disputed": keyed.disputed(),
        "breadcrumb": vote_trail(vote, _("Stemmer på papir")),
    }  # fmt: skip
    return render(request, "initiatives/votes/paper.html", context)


def _paper_figures(vote: LocalVote) -> list[dict[str, object]]:
    """Handed in, keyed alike and keyed at all: what must come to the same before the result."""
    handed_in = vote.voters.filter(voted_by=VotedBy.PAPER).count()
    return [
        {"value": handed_in, "label": _("har afleveret en seddel")},
        {"value": vote.paper_ballots.count(), "label": _("sedler er tastet")},
        {"value": vote.paper_ballots.agreed().count(), "label": _("er tastet ens af to")},
    ]


@require_http_methods(["GET", "HEAD", "POST"])
def replay(request: HttpRequest) -> HttpResponse:
    """Count an election from a file both ways, so that one can see what the ways do."""
    _runner(request)
    is_posted = request.method == "POST"
    form = ElectionForm(request.POST, request.FILES) if is_posted else ElectionForm()
    context: dict[str, Any] = {"form": form, "breadcrumb": vote_trail(here=_("Prøv med en fil"))}
    if is_posted and form.is_valid():
        context |= _replayed(form.cleaned_data["election"])
    return render(request, "initiatives/votes/replay.html", context)


def _replayed(election: pabulib.Election) -> dict[str, Any]:
    candidates = [voting.Candidate(one.key, one.cost) for one in election.projects]
    ballots_cast = [one.projects for one in election.ballots]
    titles = {one.key: one.name or one.key for one in election.projects}
    counts = {
        rule: act(candidates, ballots_cast, election.budget) for rule, act in counting.RULES.items()
    }
    return {
        "election": election,
        "counts": [
            (CountRule(rule).label, told_steps(counting.told_tally(counts[rule]), titles))
            for rule in counting.RULES
        ],
        "is_as_published": set(counts["GREEDY"].winners) == election.published,
    }
