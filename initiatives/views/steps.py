"""One step of an application: kept on every press of a button, and while one types."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from initiatives.actions.files import MOST_FILES
from initiatives.enums import Step
from initiatives.forms.applicant import FORM_OF_STEP
from initiatives.forms.snapshot import Snapshot
from initiatives.queries import missing, steps_of, stored_answer
from initiatives.views import keeping, unfinished
from initiatives.views.applicant import open_application, stop_reasons, stopped
from initiatives.views.keeping import Entry
from initiatives.views.uploads import keep_all, upload_form
from portal.errors import DomainError
from portal.templatetags.portal_tags import klok, kort_dato

if TYPE_CHECKING:
    from initiatives.forms.files import UploadForm
    from initiatives.models import Application
    from initiatives.views.keeping import Offer
    from portal.users.models import User

MINUTES = {Step.IDEA: 3, Step.COMMUNITY: 2, Step.EXTRA_QUESTIONS: 2}
"""How long a step takes, where it is more than a minute; ten in all."""
_PAGES = "pages_of_steps"
_AT_WORK = "at_work"
_MOST_PAGES = 20
_MOST_DIGITS = 9


@never_cache
@csrf_exempt  # `at_the_door` looks at the token, or at the signature of our own page
@login_not_required  # `at_the_door` holds what was typed, and then asks for log-in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, public_id: UUID, step: str) -> HttpResponse:
    """One step. What can be kept is kept on every press of a button; faults are shown."""
    snapshot = Snapshot.read(request.POST.get("seen"))
    outside = unfinished.at_the_door(request, snapshot, public_id, step)
    if outside is not None:
        return outside
    application = open_application(request, public_id, "budget_lines", "milestones")
    form_class = FORM_OF_STEP.get(step)
    is_asked = form_class and form_class.step in steps_of(application.funding_round)
    if not is_asked or (snapshot and snapshot.application_id != application.pk):
        raise Http404
    if request.method == "POST":
        request.session[_AT_WORK] = time.time()  # the log-out moves on
        return _post(request, application, step)
    if not application.is_editable:
        return redirect("initiatives:application-detail", public_id)
    reasons = stop_reasons(application)
    if reasons and step != Step.ELIGIBILITY:
        return stopped(request, application, reasons)
    return _show(request, application, step)


def _show(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    """The step as kept, with what could not be kept where it was typed."""
    rows = _number(request.GET.get("rows", ""))
    entry = keeping.entry_of(FORM_OF_STEP[step], application, rows=rows)
    place = unfinished.place_of(application.public_id, step)
    faulty, offers = unfinished.left_at(request.session, place)
    if faulty:
        entry = keeping.entry_of(
            FORM_OF_STEP[step], application, unfinished.posted_again(entry, faulty)
        )
        entry.is_valid()
    upload = upload_form(request) if step == Step.PERMITS else None
    context = step_page(request, entry, upload, offers=offers)
    return render(request, "initiatives/applicant/step.html", context)


def _post(request: HttpRequest, application: Application, step: str) -> HttpResponse:
    """Keep what can be kept, and go where the button says; or show the faults."""
    is_autosave = unfinished.AUTOSAVE in request.POST
    posted = request.POST if is_autosave else keeping.with_own_choices(request.POST)
    files = None if is_autosave else request.FILES
    entry = keeping.entry_of(FORM_OF_STEP[step], application, posted, files)
    if not application.is_editable:
        return _too_late(request, entry)
    if is_autosave and _is_overtaken(request, entry):
        return JsonResponse({"saved": klok(application.saved_at)})
    try:
        keep(request, entry)
    except DomainError as refusal:
        if is_autosave:
            return JsonResponse({"closed": refusal.message}, status=409)
        messages.error(request, refusal.message)
        return redirect("initiatives:application-detail", application.public_id)
    return _told(request, entry) if is_autosave else _answer(request, entry)


def keep(request: HttpRequest, entry: Entry) -> None:
    """Keep what can be kept of a page, and hold the rest of it where it was typed.

    Raises: DomainError, as `applications.save_step`.
    """
    keeping.save(entry, by=cast("User", request.user), written=_written(request, entry))
    _remember(request, entry)
    place = unfinished.place_of(entry.application.public_id, entry.form.step.value)
    is_autosave = unfinished.AUTOSAVE in request.POST
    unfinished.leave(request.session, place, entry, is_autosave=is_autosave)


def _answer(request: HttpRequest, entry: Entry) -> HttpResponse:
    """Go on; or stay, where there is something to put right or to choose."""
    # A file that was chosen is kept also when another button than its own was pressed.
    upload = upload_form(request) if entry.form.step == Step.PERMITS else None
    kept = keep_all(request, entry.form, upload)
    if entry.overtaken:
        return redirect(request.get_full_path())
    if not entry.is_valid() or not kept:
        context = step_page(request, entry, upload)
        return render(request, "initiatives/applicant/step.html", context)
    for warning in entry.form.warnings():
        messages.warning(request, warning)
    return redirect(_after_saving(request, entry))


def _told(request: HttpRequest, entry: Entry) -> JsonResponse:
    """What the open page is told after it was kept while one typed."""
    seen = ""
    if entry.snapshot:
        old = entry.snapshot
        stamps = keeping.stamps_after(entry)
        seen = Snapshot(old.user_id, old.application_id, old.page, stamps).sign()
    return JsonResponse(
        {
            "saved": klok(entry.application.saved_at),
            "seen": seen,
            "seconds": _seconds_to_log_out(request),
            "faulty": entry.refused(),
            "overtaken": [keeping.label_of(entry, name) for name in sorted(entry.overtaken)],
        }
    )


def _too_late(request: HttpRequest, entry: Entry) -> HttpResponse:
    """An old tab after the application was sent: say so, and show what was typed in vain."""
    if unfinished.AUTOSAVE in request.POST:
        return JsonResponse({"closed": _("Ansøgningen er sendt og kan ikke ændres.")}, status=409)
    entry.is_valid()
    typed = [
        {
            "label": keeping.label_of(entry, name),
            "value": keeping.text_of(entry, name, value),
        }
        for name, value in entry.changed().items()
        if value != stored_answer(entry.application, name)
    ]
    context = {"application": entry.application, "typed": typed}
    return render(request, "initiatives/applicant/too_late.html", context)


def _page_log(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    """What this page has written since it was shown, and its last turn."""
    page = entry.snapshot.page if entry.snapshot else ""
    log: dict[str, Any] = request.session.get(_PAGES, {}).get(page, {})
    return log


def _written(request: HttpRequest, entry: Entry) -> dict[str, str]:
    stamps: dict[str, str] = _page_log(request, entry).get("stamps", {})
    return stamps


def _turn(request: HttpRequest) -> int:
    return _number(request.POST.get("turn", ""))


def _number(text: str) -> int:
    """A number that our own page wrote; 0 for what others put in its place."""
    return int(text) if text.isdecimal() and len(text) <= _MOST_DIGITS else 0


def _is_overtaken(request: HttpRequest, entry: Entry) -> bool:
    """Tell whether this came in later than what the same page sent after it."""
    return bool(_turn(request) < _page_log(request, entry).get("turn", 0))


def _remember(request: HttpRequest, entry: Entry) -> None:
    """Note what this page wrote, so that a lost answer never sets it against itself."""
    if entry.snapshot is None:
        return
    pages = request.session.get(_PAGES, {})
    pages.pop(entry.snapshot.page, None)
    log = {"stamps": keeping.stamps_after(entry), "turn": _turn(request)}
    pages[entry.snapshot.page] = log
    request.session[_PAGES] = dict(list(pages.items())[-_MOST_PAGES:])


def _after_saving(request: HttpRequest, entry: Entry) -> str:
    """The address that the pressed button leads to."""
    application = entry.application
    steps = steps_of(application.funding_round)
    here = steps.index(entry.form.step)
    if "close" in request.POST:
        saved = application.saved_at
        messages.success(
            request,
            _("Din kladde er gemt %(day)s %(time)s. Den er ikke sendt endnu.")
            % {"day": kort_dato(saved), "time": klok(saved)},
        )
        return reverse("overview")
    if "add-line" in request.POST and entry.rows is not None:
        address = _address(application, entry.form.step)
        return f"{address}?rows={entry.rows.total_form_count() + 1}#{entry.rows.name}"
    if "back" in request.POST and here > 0:
        return _address(application, steps[here - 1])
    if "check" in request.GET or here + 1 == len(steps):
        return reverse("initiatives:application-check", args=[application.public_id])
    return _address(application, steps[here + 1])


def _address(application: Application, step: Step) -> str:
    return reverse("initiatives:application-step", args=[application.public_id, step.value])


def step_page(
    request: HttpRequest,
    entry: Entry,
    upload: UploadForm | None = None,
    *,
    offers: list[Offer] | None = None,
) -> dict[str, Any]:
    """What the page of one step shows.

    Args: offers: answers that another overtook, each with what was typed.
    """
    application, form, rows = entry.application, entry.form, entry.rows
    steps = steps_of(application.funding_round)
    here = steps.index(form.step)
    lacking = {problem.step for problem in missing(application)}
    marks = [
        {"step": step, "current": step == form.step, "done": step not in lacking | {form.step}}
        for step in steps
    ]
    return {
        "application": application,
        "form": form,
        "lines": rows if form.step == Step.MONEY else None,
        "milestones": rows if form.step == Step.TIME_AND_PLACE else None,
        "seen": Snapshot.of(cast("User", request.user), application, entry.names).sign(),
        "offers": [_with_newer(entry, offer) for offer in offers or []],
        "session_seconds": _seconds_to_log_out(request),
        "upload": upload,
        "most_files": MOST_FILES,
        "step": form.step,
        "number": here + 1,
        "count": len(steps),
        "minutes_left": sum(MINUTES.get(step, 1) for step in steps[here:]),
        "marks": marks,
        "from_check": "check" in request.GET,
        "has_errors": any(
            [form.errors, rows is not None and rows.has_errors(), upload and upload.errors]
        ),
    }


def _seconds_to_log_out(request: HttpRequest) -> int:
    """How long the session lives at least; whatever else wrote to it makes it longer."""
    signed_in = cast("User", request.user).last_login
    begun = max(request.session.get(_AT_WORK, 0.0), signed_in.timestamp() if signed_in else 0.0)
    return max(0, int(begun + request.session.get_expiry_age() - time.time()))


def _with_newer(entry: Entry, offer: Offer) -> dict[str, Any]:
    """An offer beside what stands there now."""
    name = offer["name"]
    newer = keeping.text_of(entry, name, stored_answer(entry.application, name))
    return {**offer, "newer": newer}
