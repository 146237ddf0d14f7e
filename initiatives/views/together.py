"""The group: who is in it, inviting, leaving, the «tovholder», and the guide who writes along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from initiatives import permissions
from initiatives.actions import consents, invitations, members
from initiatives.enums import MemberRole
from initiatives.forms.together import InviteForm
from initiatives.models import Application, Initiative, InitiativeMember, Invitation
from portal.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable

    from portal.users.models import User


def of_member(request: HttpRequest, public_id: UUID) -> Initiative:
    """The initiative, for those in its group alone. Raises: Http404."""
    user = cast("User", request.user)
    return Initiative.objects.of_member(user).get_for(user, public_id)


def _to_people(initiative: Initiative) -> HttpResponse:
    return redirect("initiatives:group-people", initiative.public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who is in the group and who is invited; the «tovholder» invites from here."""
    initiative = of_member(request, public_id)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = invitations.invite(
                initiative.pk, emails=form.cleaned_data["emails"], by=cast("User", request.user)
            )
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            _tell_sent(request, len(sent))
            return _to_people(initiative)
    return render(
        request, "initiatives/together/people.html", _people_page(request, initiative, form)
    )


def _tell_sent(request: HttpRequest, number: int) -> None:
    if not number:
        messages.info(request, _("De er allerede inviteret. Du kan sende mailen igen herunder."))
        return
    sentence = ngettext(
        "Vi har sendt %(number)s invitation. Linket virker i 14 dage.",
        "Vi har sendt %(number)s invitationer. Linkene virker i 14 dage.",
        number,
    )
    messages.success(request, sentence % {"number": number})


def _people_page(request: HttpRequest, initiative: Initiative, form: InviteForm) -> dict[str, Any]:
    user = cast("User", request.user)
    rows = list(initiative.members.select_related("user").order_by("role", "joined_at", "pk"))
    lead = next((row.user for row in rows if row.role == MemberRole.LEAD), None)
    here = Application.objects.visible_to(user).filter(initiative=initiative)
    return {
        "initiative": initiative,
        "members": rows,
        "lead": lead,
        "is_lead": lead == user,
        "form": form,
        "pending": initiative.invitations.pending(),
        "applications": here.select_related("funding_round"),
        "helpers": permissions.helpers_of(initiative),
        "breadcrumb": _trail(initiative),
    }


def _trail(initiative: Initiative, here: str = "") -> list[dict[str, str]]:
    steps = [
        {"title": _("Mit overblik"), "url": reverse("overview")},
        {
            "title": initiative.title or _("Initiativ uden titel"),
            "url": reverse("initiatives:initiative-detail", args=[initiative.public_id]),
        },
        {
            "title": _("Gruppen"),
            "url": reverse("initiatives:group-people", args=[initiative.public_id]),
        },
    ]
    return [*steps, {"title": here, "url": ""}] if here else steps


@require_POST
def pending(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send an invitation again, or take it back."""
    initiative = of_member(request, public_id)
    wanted = uuid_of(request.POST.get("invitation"))
    row = initiative.invitations.filter(public_id=wanted).first() if wanted else None
    if row is None:
        return _to_people(initiative)
    does, said = invitations.send_again, _("Vi har sendt invitationen igen.")
    if "withdraw" in request.POST:
        does, said = invitations.withdraw, _("Invitationen er trukket tilbage.")
    return _done(request, initiative, lambda by: does(row.pk, by=by), said)


@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then take a member out."""
    initiative = of_member(request, public_id)
    member = _chosen(request, initiative)
    if member is None:
        return _to_people(initiative)
    if request.method == "POST":
        name = str(member.user)
        return _done(
            request,
            initiative,
            lambda by: members.remove(initiative.pk, user_id=member.user_id, by=by),
            _("%(name)s er ikke længere med i gruppen.") % {"name": name},
        )
    return _ask(
        request,
        initiative,
        member,
        heading=_("Vil du tage %(name)s ud af gruppen?") % {"name": member.user},
        text=_("Personen kan ikke se gruppen eller ansøgningen mere. Det, der er skrevet, bliver."),
        button=_("Ja, tag ud af gruppen"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lead(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then hand the lead over."""
    initiative = of_member(request, public_id)
    member = _chosen(request, initiative)
    if member is None:
        return _to_people(initiative)
    name = str(member.user)
    if request.method == "POST":
        return _done(
            request,
            initiative,
            lambda by: members.hand_over(initiative.pk, user_id=member.user_id, by=by),
            _("%(name)s er nu tovholder. I får begge en mail.") % {"name": name},
        )
    return _ask(
        request,
        initiative,
        member,
        heading=_("Skal %(name)s være tovholder?") % {"name": name},
        text=_(
            "Tovholderen sender ansøgningen og får kommunens beskeder. Du bliver medlem. "
            "Ret bagefter navn og telefon under »Om jer«."
        ),
        button=_("Ja, giv rollen videre"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask once more, then leave the group."""
    initiative = of_member(request, public_id)
    if request.method == "POST":
        try:
            members.leave(initiative.pk, by=cast("User", request.user))
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return _to_people(initiative)
        messages.success(request, _("Du er gået ud af gruppen."))
        return redirect("overview")
    return _ask(
        request,
        initiative,
        None,
        heading=_("Vil du gå ud af gruppen?"),
        text=_("Du kan ikke se gruppen eller ansøgningen mere. Tovholderen kan invitere dig igen."),
        button=_("Ja, gå ud af gruppen"),
    )


def _chosen(request: HttpRequest, initiative: Initiative) -> InitiativeMember | None:
    """The member that the address or the form names, if there is one."""
    wanted = uuid_of(request.POST.get("person") or request.GET.get("person"))
    if wanted is None:
        return None
    return initiative.members.select_related("user").filter(user__public_id=wanted).first()


def _ask(
    request: HttpRequest,
    initiative: Initiative,
    member: InitiativeMember | None,
    *,
    heading: str,
    text: str,
    button: str,
) -> HttpResponse:
    context = {
        "initiative": initiative,
        "member": member,
        "heading": heading,
        "text": text,
        "button": button,
        "breadcrumb": _trail(initiative, heading),
    }
    return render(request, "initiatives/together/confirm.html", context)


def _done(
    request: HttpRequest, initiative: Initiative, does: Callable[[User], object], said: str
) -> HttpResponse:
    """Do it, say what happened or why it could not, and show the group."""
    try:
        does(cast("User", request.user))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return _to_people(initiative)


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What one is invited to, and yes or no to it.

    Any account may answer: the link went to one address alone and so proves that address. People
    have several, and the one a neighbour knows is often not the one they sign in with.
    """
    user = cast("User", request.user)
    rows = Invitation.objects.of_token(token).select_related("initiative", "invited_by")
    row = rows.first()
    if row is None:
        raise Http404
    if request.method == "POST":
        return _answered(request, row)
    context = {
        "invitation": row,
        "initiative": row.initiative,
        "lead": row.initiative.lead,
        "is_member": row.initiative.members.filter(user=user).exists(),
    }
    return render(request, "initiatives/together/invitation.html", context)


def _answered(request: HttpRequest, row: Invitation) -> HttpResponse:
    user = cast("User", request.user)
    try:
        if "decline" in request.POST:
            invitations.decline(row.pk, by=user)
            messages.success(request, _("Du har sagt nej tak. Linket virker ikke mere."))
            return redirect("overview")
        invitations.accept(row.pk, by=user)
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("initiatives:invitation", row.token)
    messages.success(request, _("Velkommen. Du er nu med i gruppen."))
    return _to_people(row.initiative)


@require_POST
def writing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The «tovholder» lets a guide write in the draft, or takes it back."""
    user = cast("User", request.user)
    application = Application.objects.with_people().get_for(user, public_id)
    if not permissions.Standing(user, application).membership:
        raise Http404
    wanted = uuid_of(request.POST.get("helper"))
    known = [*permissions.helpers_of(application.initiative)]
    known += [row.helper for row in application.writing_consents.select_related("helper")]
    helper = next((person for person in known if person.public_id == wanted), None)
    if helper is not None:
        _decide_writing(request, application, helper)
    asked = request.POST.get("next", "")
    here = reverse("initiatives:application-detail", args=[public_id])
    return redirect(asked if asked.startswith(f"{here}") else here)


def _decide_writing(request: HttpRequest, application: Application, helper: User) -> None:
    user, name = cast("User", request.user), {"name": helper.first_name or str(helper)}
    try:
        if "stop" in request.POST:
            consents.stop_writing(application.pk, helper_id=helper.pk, by=user)
            messages.success(
                request, _("%(name)s kan ikke længere se eller skrive i kladden.") % name
            )
        else:
            consents.let_write(application.pk, helper_id=helper.pk, by=user)
            messages.success(request, _("%(name)s kan nu skrive med. Kun du kan sende.") % name)
    except DomainError as refusal:
        messages.error(request, refusal.message)


def uuid_of(text: str | None) -> UUID | None:
    """Read an id from a form; None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
