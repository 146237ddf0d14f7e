"""A page for each move in a case: what it does, its form, and what to do when two work at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from initiatives import permissions
from initiatives.actions import approvals, awards, casework, letters
from initiatives.actions.deciding import Onward
from initiatives.enums import ApplicationMove, NextStep
from initiatives.errors import (
    AmountNotAllowed,
    BudgetExceeded,
    DeadlineTooSoon,
    EditConflict,
    NextStepMissing,
    ReasonsMissing,
    TransitionNotAllowed,
)
from initiatives.forms import staff as forms
from initiatives.forms.asking import InformationForm
from initiatives.forms.ready import ready_reasons, with_ready_reason
from initiatives.models import AwardProposal
from initiatives.views.paper import shown_letter
from initiatives.views.staff import cases, get_case, open_case, trail
from portal.audit.enums import READS
from portal.audit.models import AuditEvent
from portal.errors import DomainError
from portal.users.reauthentication import question
from portal.users.roles import Role

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from initiatives.models import Application
    from portal.users.models import User

    Answers = dict[str, Any]


_DECISIONS = {
    ApplicationMove.AWARD_IN_FULL, ApplicationMove.REFUSE, ApplicationMove.DISMISS,
}  # fmt: skip

_DECLARED = _DECISIONS | {ApplicationMove.RECOMMEND}
"""Moves that nobody makes before they have declared to be without a conflict of interest."""


@dataclass(frozen=True)
class MovePage:
    """One move: who may open its page, its words and form, and the one action it calls."""

    move: ApplicationMove | None
    roles: frozenset[Role]
    form: type[forms.MoveForm]
    heading: str | Promise
    intro: str | Promise
    button: str | Promise
    done: str | Promise
    call: Callable[[int, Answers, User], object]
    warns: bool = False
    shows_money: bool = False
    gives_money: bool = False

    @property
    def sends_letter(self) -> bool:
        """Whether the move is a decision, whose letter can be seen before."""
        return self.move in _DECISIONS


_WORKER = frozenset({Role.CASEWORKER})
_APPROVER = frozenset({Role.APPROVER})

PAGES: dict[str, MovePage] = {
    "take-up": MovePage(
        ApplicationMove.TAKE_UP, _WORKER, forms.ConfirmForm,
        _("Begynd behandling"),
        _("Du bliver sagsbehandler på sagen, og gruppen får besked."),
        _("Begynd behandling"), _("Du er nu sagsbehandler på sagen."),
        lambda pk, a, by: casework.take_up(pk, by=by),
    ),
    "impartiality": MovePage(
        None, frozenset({Role.CASEWORKER, Role.APPROVER, Role.PAYER}), forms.ImpartialityForm,
        _("Er du inhabil?"),
        _(
            "Du er inhabil, hvis du selv, din familie eller nære venner har noget i sagen. "
            "Erklærer du dig inhabil, kan du ikke længere se den."
        ),
        _("Gem erklæring"), _("Din erklæring er gemt."),
        lambda pk, a, by: casework.declare_impartiality(
            pk, is_impartial=a["is_impartial"], by=by
        ),
    ),
    "request-information": MovePage(
        ApplicationMove.REQUEST_INFORMATION, _WORKER, InformationForm,
        _("Bed om oplysninger"),
        _("Gruppen får besked og kan svare på sin side. Sagen venter imens."),
        _("Send spørgsmål"), _("Spørgsmålet er sendt."),
        lambda pk, a, by: casework.request_information(
            pk, **_question(a), open_fields=a["open_fields"], by=by
        ),
    ),
    "pass-information-deadline": MovePage(
        ApplicationMove.PASS_INFORMATION_DEADLINE, _WORKER, forms.ConfirmForm,
        _("Gå videre uden svar"),
        _("Fristen er gået, og gruppen har ikke svaret. Sagen går tilbage til behandling."),
        _("Gå videre uden svar"), _("Sagen er tilbage under behandling."),
        lambda pk, a, by: casework.pass_information_deadline(pk, by=by),
    ),
    "open-hearing": MovePage(
        ApplicationMove.OPEN_HEARING, _WORKER, forms.HearingForm,
        _("Begynd partshøring"),
        _(
            "Brug den, når oplysninger fra andre taler imod gruppen og betyder noget for svaret. "
            "Gruppen skal have mindst 14 dage."
        ),
        _("Send i partshøring"), _("Partshøringen er begyndt."),
        lambda pk, a, by: casework.open_hearing(pk, **_question(a), by=by),
    ),
    "close-hearing": MovePage(
        ApplicationMove.CLOSE_HEARING, _WORKER, forms.ConfirmForm,
        _("Afslut partshøring"),
        _("Fristen er gået, og gruppen har ikke svaret. Sagen går tilbage til behandling."),
        _("Afslut partshøring"), _("Partshøringen er afsluttet."),
        lambda pk, a, by: casework.close_hearing(pk, by=by),
    ),
    "recommend": MovePage(
        ApplicationMove.RECOMMEND, _WORKER, forms.RecommendForm,
        _("Indstil til godkenderen"),
        _("Godkenderen træffer afgørelsen. Derefter kan du ikke ændre indstillingen."),
        _("Send indstilling"), _("Sagen er klar til beslutning."),
        lambda pk, a, by: casework.recommend(
            pk, amount=a["amount"], reasons=a["reasons"], version=a["version"], by=by
        ),
        shows_money=True,
    ),
    "send-back": MovePage(
        ApplicationMove.SEND_BACK, _APPROVER, forms.ReasonForm,
        _("Send tilbage til sagsbehandleren"),
        _("Skriv, hvad sagsbehandleren skal se på igen. Gruppen ser det ikke."),
        _("Send tilbage"), _("Sagen er sendt tilbage."),
        lambda pk, a, by: casework.send_back(
            pk, reason=a["reason"], version=a["version"], by=by
        ),
    ),
    "dismiss": MovePage(
        ApplicationMove.DISMISS, _WORKER, forms.DismissForm,
        _("Afvis ansøgningen"),
        _(
            "Afvis kun, når ansøgningen falder uden for puljen, er for sent ude eller ikke kan "
            "behandles. Skriv mindst 80 tegn. Gruppen får svaret med det samme."
        ),
        _("Afvis ansøgningen"), _("Ansøgningen er afvist."),
        lambda pk, a, by: casework.dismiss(
            pk, reasons=a["reasons"], version=a["version"], by=by
        ),
        warns=True,
    ),
    "award": MovePage(
        ApplicationMove.AWARD_IN_FULL, _APPROVER, forms.AwardForm,
        _("Bevilg"),
        _("Gruppen får svaret med det samme. Beløbet trækkes fra puljen nu."),
        _("Bevilg beløbet"), _("Beløbet er bevilget, og gruppen har fået besked."),
        lambda pk, a, by: approvals.give(
            pk,
            amount=a["amount"],
            reasons=a["reasons"],
            criteria_ids=[criterion.pk for criterion in a["criteria"]],
            conditions=a["conditions"],
            version=a["version"],
            by=by,
        ),
        shows_money=True,
        gives_money=True,
    ),
    "refuse": MovePage(
        ApplicationMove.REFUSE, _APPROVER, forms.RefuseForm,
        _("Giv afslag"),
        _("Skriv mindst 80 tegn. Gruppen får svaret med det samme og læser begrundelsen først."),
        _("Giv afslag"), _("Afslaget er givet, og gruppen har fået besked."),
        lambda pk, a, by: awards.refuse(
            pk,
            reasons=a["reasons"],
            criteria_ids=[criterion.pk for criterion in a["criteria"]],
            onward=_onward(a),
            version=a["version"],
            by=by,
        ),
        warns=True,
    ),
    "reopen": MovePage(
        ApplicationMove.REOPEN, _WORKER, forms.ReasonForm,
        _("Genoptag sagen"),
        _("Sagen går tilbage til behandling. En delvis bevilling, der ikke er i gang, bortfalder."),
        _("Genoptag sagen"), _("Sagen er genoptaget."),
        lambda pk, a, by: casework.reopen(pk, reason=a["reason"], by=by),
        warns=True,
    ),
}  # fmt: skip
"""The address's last part → its page."""

_FIELD_OF: dict[type[DomainError], tuple[str, ...]] = {
    ReasonsMissing: ("reasons", "reason", "text"),
    AmountNotAllowed: ("amount",),
    BudgetExceeded: ("amount",),
    DeadlineTooSoon: ("due_on",),
    NextStepMissing: ("next_round", "next_on"),
}
"""Refusal → the fields it can be about, so that the sentence stands where the mistake is."""


def _question(answers: Answers) -> Answers:
    return {name: answers[name] for name in ("text", "due_on", "version")}


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, public_id: UUID, slug: str) -> HttpResponse:
    """Show the form of a move, or make it."""
    page = PAGES[slug]
    user = cast("User", request.user)
    if not user.has_role(*page.roles):
        raise Http404
    application = open_case(request, public_id)
    if request.method == "GET" and not _may(user, application, page):
        return _not_now(request, application, page)
    form = page.form(request.POST or None, application=application)
    ready = ready_reasons(application, page.form)
    if "insert" in request.POST:
        form = with_ready_reason(request.POST, form, ready)
    elif "preview" in request.POST and page.sends_letter:
        letter = _letter(page, application, form, user)
        if letter is not None:
            return letter
    elif request.method == "POST" and form.is_valid():
        answer = _make(request, page, application, form)
        if answer is not None:
            return answer
    context = {
        "application": application, "form": form, "move": page, "slug": slug, "ready": ready,
    }  # fmt: skip
    return render(
        request, "initiatives/staff/move.html", context | _advice(application, form, page)
    )


def _not_now(request: HttpRequest, application: Application, page: MovePage) -> HttpResponse:
    """Back to the case; to the declaration, when that is all that is lacking."""
    user = cast("User", request.user)
    standing = permissions.Standing(user, application)
    move = page.move
    is_near = move is not None and move in _DECLARED and application.allows(move)
    lacks = is_near and standing.impartiality is None
    if lacks and _may(user, application, PAGES["impartiality"]):
        messages.info(request, _("Erklær først, at du ikke er inhabil. Så kan du gå videre."))
        return redirect("initiatives:casework-impartiality", application.public_id)
    messages.warning(request, _("Du kan ikke gøre det i sagen nu."))
    return redirect("initiatives:casework-detail", application.public_id)


def _make(
    request: HttpRequest, page: MovePage, application: Application, form: forms.MoveForm
) -> HttpResponse | None:
    """Make the move; None with a word on the form when the rules say no."""
    user = cast("User", request.user)
    asked = question(request) if page.gives_money else None
    if asked is not None:
        return asked
    try:
        made = page.call(application.pk, form.cleaned_data, user)
    except (EditConflict, TransitionNotAllowed) as refusal:
        return _conflict(request, page, application.public_id, refusal)
    except DomainError as refusal:
        _show(form, refusal)
        return None
    messages.success(request, _done(page, made))
    return redirect(_after(user, application))


def _letter(
    page: MovePage, application: Application, form: forms.MoveForm, user: User
) -> HttpResponse | None:
    """The letter as it would be sent now; None with a word on the form when there is none."""
    if not form.is_valid():
        return None
    try:
        data = letters.preview(
            application.pk, lambda: page.call(application.pk, form.cleaned_data, user)
        )
    except DomainError as refusal:
        _show(form, refusal)
        return None
    if data is None:
        form.add_error(None, _("Brevet kan først ses, når den anden godkender siger ja."))
        return None
    return shown_letter(data)


def _onward(answers: Answers) -> Onward | None:
    if not answers["next_step"]:
        return None
    chosen = answers["next_round"]
    return Onward(
        NextStep(answers["next_step"]),
        round_id=chosen.pk if chosen else None,
        on=answers["next_on"],
    )


def _done(page: MovePage, made: object) -> str:
    if isinstance(made, AwardProposal):
        return str(_("Dit ja er gemt. En anden godkender skal også sige ja, før gruppen får svar."))
    return str(page.done)


def _may(user: User, application: Application, page: MovePage) -> bool:
    if page.move is None:
        standing = permissions.Standing(user, application)
        return permissions.can_declare(user, application) and not standing.is_involved
    return page.move in permissions.moves_for(user, application)


def _after(user: User, application: Application) -> str:
    """Back to the case; to the list for one who has just shut themselves out of it."""
    is_seen = cases(user).filter(pk=application.pk).exists()
    if is_seen:
        return reverse("initiatives:casework-detail", args=[application.public_id])
    return reverse("initiatives:casework-list")


def _show(form: forms.MoveForm, refusal: DomainError) -> None:
    """Put a refusal at the field it is about, else above them all."""
    names = _FIELD_OF.get(type(refusal), ())
    field = next((name for name in names if name in form.fields), None)
    form.add_error(field, refusal.message)


def _advice(application: Application, form: forms.MoveForm, page: MovePage) -> dict[str, Any]:
    """What one needs before one's eyes while deciding: the recommendation and the money."""
    pool = application.funding_round.pool
    context: dict[str, Any] = {
        "breadcrumb": trail(application, str(page.heading)),
        "advice": application.recommendations.last(),
        "pool": pool,
    }
    if page.shows_money:
        amount = form.fields["amount"].initial or form.initial.get("amount")
        if form.is_bound:
            amount = form.cleaned_data.get("amount") if hasattr(form, "cleaned_data") else None
        context["left"] = pool.amount_available - amount if amount is not None else None
    return context


def _conflict(
    request: HttpRequest, page: MovePage, public_id: UUID, refusal: DomainError
) -> HttpResponse:
    """Somebody else was first: show what they did and what this person wrote, side by side."""
    user = cast("User", request.user)
    application = get_case(user, public_id)
    posted = request.POST.copy()
    posted["version"] = str(application.version)
    form = page.form(posted, application=application)
    events = AuditEvent.objects.filter(
        target_type=application._meta.label_lower, target_id=application.pk
    ).exclude(action__in=READS)
    context = {
        "application": application,
        "move": page,
        "form": form,
        "refusal": refusal.message,
        "breadcrumb": trail(application, str(page.heading)),
        "typed": form.typed(),
        "may_send": _may(user, application, page),
        "last_event": events.select_related("actor").first(),
        "advice": application.recommendations.select_related("recommended_by").last(),
        "asked": application.inquiries.select_related("asked_by").last(),
        "decision": application.decisions.select_related("decided_by").last(),
    }
    return render(request, "initiatives/staff/conflict.html", context, status=409)
