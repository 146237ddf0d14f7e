"""The style guide in a real browser: every component, at three widths, in both languages."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

OpenPage = Callable[..., Page]
Check = Callable[..., None]


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/?lang=en"])
def test_every_component_is_accessible_and_silent(
    open_page: OpenPage, assert_clean: Check, width: int, address: str
) -> None:
    page = open_page(width)
    answer = page.goto(address)
    assert answer is not None
    assert "script-src 'self';" in f"{answer.headers['content-security-policy']};"
    assert_clean(page)


def test_the_check_fails_on_a_page_with_faults(open_page: OpenPage, assert_clean: Check) -> None:
    page = open_page(390)
    page.goto("/styleguide/")
    page.evaluate("document.querySelector('main').append(document.createElement('img'))")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_clean(page)
    page.evaluate("document.querySelector('main img:not([alt])').remove()")
    page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: '1'}))"
    )
    with pytest.raises(AssertionError, match="CSP script-src"):
        assert_clean(page)


def test_menu_opens_and_closes_on_a_phone(open_page: OpenPage, assert_clean: Check) -> None:
    page = open_page(390)
    page.goto("/styleguide/")
    page.get_by_role("button", name="Menu", exact=True).click()
    drawer = page.get_by_role("dialog", name="Menu")
    expect(drawer).to_be_visible()
    assert_clean(page)
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()


def test_menu_leads_to_the_footer_without_javascript(open_page: OpenPage) -> None:
    page = open_page(390, java_script_enabled=False)
    page.goto("/styleguide/")
    page.get_by_role("link", name="Menu", exact=True).click()
    assert page.url.endswith("#footer-menu")
    expect(page.locator("#footer-menu")).to_be_in_viewport()


def test_error_summary_has_focus_and_leads_to_each_field(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/styleguide/")
    expect(page.locator("[data-module=error-summary]")).to_be_focused()
    page.get_by_role("link", name="Vælg et svar under »Tema«").click()
    expect(page.locator("#id_faulty-theme_0")).to_be_focused()
    page.get_by_role("link", name="Skriv datoen som dag/måned/år").click()
    expect(page.locator("#id_faulty-starts_on")).to_be_focused()


@pytest.mark.parametrize(
    ("address", "left", "over"),
    [
        ("/styleguide/", "Du har 77 tegn tilbage", "Du har skrevet 1 tegn for meget"),
        (
            "/styleguide/?lang=en",
            "You have 77 characters left",
            "You have written 1 characters too many",
        ),
    ],
)
def test_counter_counts_without_stopping_the_writer(
    open_page: OpenPage, address: str, left: str, over: str
) -> None:
    page = open_page()
    page.goto(address)
    field = page.locator("#id_empty-title")
    counter = page.locator(".form-limit", has=field).locator(".character-limit")
    field.press_sequentially("abc")
    expect(field).to_have_value("abc")
    expect(counter).to_have_text(left)
    field.fill("x" * 80)
    field.press_sequentially("y")
    expect(counter).to_have_text(over)
    assert len(field.input_value()) == 81


def test_calendar_writes_the_chosen_day(open_page: OpenPage, assert_clean: Check) -> None:
    page = open_page(390)
    page.goto("/styleguide/")
    picker = page.locator(".date-picker", has=page.locator("#id_empty-starts_on"))
    picker.get_by_role("button", name="Åbn kalender").click()
    assert_clean(page)
    picker.locator("button.date-picker__calendar__date--current-month").first.click()
    assert page.locator("#id_empty-starts_on").input_value().startswith("01/")


def test_map_can_be_zoomed_and_asks_nobody_outside(
    open_page: OpenPage, assert_clean: Check
) -> None:
    page = open_page()
    page.goto("/styleguide/")
    page.get_by_role("button", name="Vis et kort, du kan zoome i").click()
    expect(page.locator(".leaflet-tooltip", has_text="Gammel Havn")).to_be_visible()
    assert_clean(page)


def test_paper_has_the_content_and_not_the_frame(open_page: OpenPage) -> None:
    page = open_page()
    page.goto("/styleguide/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    for hidden in (".navigation-menu", ".portal-footer", ".skipnav", ".breadcrumbs"):
        for part in page.locator(hidden).all():
            expect(part).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 390])
def test_missing_page_says_so_and_leads_on(
    open_page: OpenPage, assert_clean: Check, width: int
) -> None:
    page = open_page(width)
    answer = page.goto("/findes-ikke/")
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Vi kan ikke finde siden")
    expect(page.get_by_role("link", name="Gå til forsiden")).to_be_visible()
    assert_clean(page, status=404)
