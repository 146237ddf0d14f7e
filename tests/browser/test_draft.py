"""A step in a real browser: kept while one types, and all there after the log-in has ended."""

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from initiatives.enums import ApplicationStatus
from initiatives.models import Application
from portal.users.models import User
from tests.factories.initiatives import application
from tests.factories.users import UserFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def draft(transactional_db: None) -> Application:
    cache.clear()  # so that the codes asked for in one test do not count in the next
    writer = UserFactory.create(email="aase@example.org", full_name="Åse Holm")
    return application(status=ApplicationStatus.DRAFT, by=writer)


def let_the_night_pass() -> None:
    """Move the clock past the session's end: all that is kept of it is older."""
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))


def test_typed_over_a_log_out_and_a_dead_line_is_all_there(
    open_page: Callable[..., Page],
    sign_in: Callable[[Page, Any], None],
    assert_clean: Callable[..., None],
    draft: Application,
) -> None:
    here = reverse("initiatives:application-step", args=[draft.public_id, "community"])
    page = open_page(390)
    sign_in(page, User.objects.get())
    page.goto(here)
    line, state = page.locator("[data-autosave]"), page.locator("[data-autosave-state]")
    who = page.get_by_label("Hvem laver det sammen?")

    who.fill("Åse og Øjvind")
    expect(line).to_have_text(re.compile(r"Gemt kl\. \d\d\.\d\d"))
    expect(state).to_have_text(re.compile("Gemt"))
    draft.refresh_from_db()
    assert draft.organisers == "Åse og Øjvind"
    assert_clean(page)

    cut = "**/steps/community/"
    page.route(cut, lambda route: route.abort())
    who.fill("Åse, Øjvind og Lis")
    who.blur()
    expect(line).to_have_text("Ikke gemt endnu. Vi prøver igen.")
    page.unroute(cut)
    expect(line).to_have_text(re.compile(r"Gemt kl\."))
    draft.refresh_from_db()
    assert draft.organisers == "Åse, Øjvind og Lis"
    # Nothing of it stays in the browser, which others use after us.
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

    let_the_night_pass()
    page.get_by_label("Hvordan får andre det at vide?").fill("Vi banker på\nhos alle")
    page.get_by_role("button", name="Gem og fortsæt").click()

    expect(page.get_by_text("Log på igen, så er alt her stadig.")).to_be_visible()
    page.get_by_label("E-mail").fill("aase@example.org")
    page.get_by_role("button", name="Send mig en kode").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Skriv koden")
    code = re.search(r"\b\d{6}\b", str(mail.outbox[-1].body))
    assert code
    page.get_by_label("Kode").fill(code.group())
    page.get_by_role("button", name="Log på", exact=True).click()

    expect(page).to_have_url(re.compile(f"{here}$"))
    expect(page.get_by_label("Hvem laver det sammen?")).to_have_value("Åse, Øjvind og Lis")
    told = page.get_by_label("Hvordan får andre det at vide?")
    expect(told).to_have_value("Vi banker på\nhos alle")
    draft.refresh_from_db()
    assert draft.outreach == "Vi banker på\nhos alle"


def test_page_warns_before_the_log_out_and_says_when_it_has_come(
    open_page: Callable[..., Page], sign_in: Callable[[Page, Any], None], draft: Application
) -> None:
    here = reverse("initiatives:application-step", args=[draft.public_id, "community"])
    page = open_page(1280)
    page.clock.install()
    sign_in(page, User.objects.get())
    page.goto(here)
    warning = page.locator("[data-session-warning]")
    expect(warning).to_be_hidden()

    page.clock.fast_forward("11:56:00")
    expect(warning).to_contain_text("Du bliver logget af om 5 minutter")
    expect(warning).to_contain_text("Dine svar er gemt.")
    page.get_by_role("button", name="Bliv logget på").click()
    expect(warning).to_be_hidden()

    let_the_night_pass()
    page.get_by_label("Hvem laver det sammen?").fill("Åse og Lis")
    page.clock.fast_forward(3_000)
    line = page.locator("[data-autosave]")
    expect(line).to_contain_text("Du er blevet logget af. Log på igen, så er alt her stadig.")
    expect(line.get_by_role("link", name="Log på")).to_have_attribute(
        "href", re.compile("/account/login/")
    )
