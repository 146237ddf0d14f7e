"""The one door (address, code, out again) and a person's own page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from allauth.account.mixins import NextRedirectMixin, RedirectAuthenticatedUserMixin
from allauth.account.utils import get_login_redirect_url
from allauth.account.views import LogoutView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django.views.generic import FormView, TemplateView

from portal import demo
from portal.mail import MailNotSent
from portal.users import actions
from portal.users.forms import ProfileForm, SignInCodeForm, SignInForm
from portal.users.roles import Role
from portal.users.sign_in import SignInProcess, minutes_to_live

if TYPE_CHECKING:
    from portal.users.models import User

public = method_decorator([never_cache, login_not_required], name="dispatch")


@public
class SignInView(RedirectAuthenticatedUserMixin, NextRedirectMixin, FormView):  # type: ignore[misc,type-arg]
    """Ask for an address and send a code to it."""

    form_class = SignInForm
    template_name = "account/login.html"

    def _redirect_to_pending_stage(self, request: HttpRequest, stage: object) -> None:
        """Let a person with a code on its way come back here, for a new one or another address."""

    def form_valid(self, form: SignInForm) -> HttpResponse:
        """Send the code; when the mail server is away, say so and keep what was typed."""
        try:
            SignInProcess.begin(
                self.request,
                user=form.user,
                email=form.cleaned_data["email"],
                going_to=self.get_next_url(),
            )
        except MailNotSent as error:
            form.add_error(None, error.message)
            return self.form_invalid(form)
        return redirect(self.passthrough_next_url(reverse("account_confirm_login_code")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the demo's people and the municipality's own log-in, where there are any."""
        return super().get_context_data(
            personas=demo.personas(),
            identity_name=settings.OIDC_NAME if settings.OIDC_ISSUER else "",
            **kwargs,
        )


@public
class SignInCodeView(NextRedirectMixin, FormView):  # type: ignore[misc,type-arg]
    """Take the code and sign the person in."""

    form_class = SignInCodeForm
    template_name = "account/confirm_login_code.html"
    process: SignInProcess

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Go on only with a code on its way; else back to the start, with a word why."""
        if request.user.is_authenticated:
            return redirect(get_login_redirect_url(request))
        process = SignInProcess.resume(request)
        if process is None:
            return self.start_again(_("Koden kan ikke bruges mere. Bed om en ny kode."))
        self.process = process
        return super().dispatch(request, *args, **kwargs)

    def start_again(self, sentence: str) -> HttpResponse:
        """Send the person back to ask for a new code; where they were going is kept."""
        messages.warning(self.request, sentence)
        return redirect(self.passthrough_next_url(reverse("account_login")))

    def get_form_kwargs(self) -> dict[str, Any]:
        """Give the form the code it shall compare with."""
        return {**super().get_form_kwargs(), "code": self.process.code}

    def form_valid(self, form: SignInCodeForm) -> HttpResponse:
        """Sign in, and go where the person was going."""
        return self.process.finish(self.get_next_url())

    def form_invalid(self, form: SignInCodeForm) -> HttpResponse:
        """Count a wrong code, but not an empty field; after five the code is dead."""
        wrong = form.has_error("code", "incorrect_code")
        if wrong and not self.process.record_invalid_attempt():
            return self.start_again(
                _("Koden var forkert fem gange og virker ikke mere. Bed om en ny kode.")
            )
        return super().form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say where the code went, how long it lives and how many tries are left."""
        return super().get_context_data(
            email=self.process.email,
            minutes=minutes_to_live(),
            attempts_left=self.process.attempts_left,
            tried=self.process.state["failed_attempts"] > 0,
            demo_mail=settings.DEMO,
            **kwargs,
        )


@public
class SignOutView(LogoutView):  # type: ignore[misc]
    """Ask before signing out on GET, sign out on POST; a session that has ended is no error."""

    template_name = "account/logout.html"


@public
class InactiveView(TemplateView):
    """What a person with a closed account is told, once they have shown the address is theirs."""

    template_name = "account/inactive.html"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Show a person what the portal knows about them, and let them correct it."""
    user = cast("User", request.user)
    form = ProfileForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        actions.update_profile(user.pk, **form.cleaned_data, by=user)
        with override(form.cleaned_data["locale"]):
            messages.success(request, _("Dine oplysninger er gemt."))
            return HttpResponseRedirect(reverse("users:profile"))
    roles = [role.label for role in Role if user.has_role(role)]
    return render(request, "users/profile.html", {"form": form, "roles": roles})
