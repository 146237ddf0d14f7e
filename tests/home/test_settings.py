"""The municipality's own names and colours."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from home import contrast
from home.frame_blocks import LinkBlock, MenuBlock
from home.models import SiteSettings
from tests.factories.home import content_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def chosen() -> SiteSettings:
    return SiteSettings.objects.get()


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54)]
)
def test_contrast_is_that_of_wcag(colour: str, ratio: float) -> None:
    assert contrast.ratio(colour) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize("name", ["primary", "primary_dark", "link", "accent"])
def test_colour_too_light_to_read_is_refused(chosen: SiteSettings, name: str) -> None:
    setattr(chosen, name, "#f2a541")
    with pytest.raises(ValidationError) as refused:
        chosen.full_clean()
    assert list(refused.value.message_dict) == [name]


@pytest.mark.parametrize("colour", ["#f2a541", "#59b3c9", "#ffff00", "#888888", "#ffffff"])
def test_near_colour_is_proposed_that_is_taken(chosen: SiteSettings, colour: str) -> None:
    chosen.link = colour
    with pytest.raises(ValidationError, match=f"{colour} på") as refused:
        chosen.full_clean()
    [message] = refused.value.message_dict["link"]
    assert "Der skal være 4,5:1" in message
    chosen.link = message.split("Prøv ")[1].removesuffix(".")
    chosen.full_clean()


def test_colour_that_is_poor_on_a_pale_ground_alone_is_refused(chosen: SiteSettings) -> None:
    chosen.link = "#767676"  # 4.54 on white
    with pytest.raises(ValidationError, match="på den") as refused:
        chosen.full_clean()
    assert list(refused.value.message_dict) == ["link"]


def test_theme_follows_the_main_colour_and_the_stripes(
    client: Client, chosen: SiteSettings
) -> None:
    chosen.primary, chosen.highlight = "#6b1f5c", "#59b3c9"
    chosen.save()
    css = client.get("/theme.css").content.decode()
    assert f"--portal-tint: {contrast.tint('#6b1f5c')};" in css
    assert "--portal-accent: #59b3c9;" in css


def test_text_at_the_foot_stands_there(client: Client, chosen: SiteSettings) -> None:
    chosen.footer_text = "CVR 12345678"
    chosen.save()
    assert "CVR 12345678" in client.get("/").content.decode()


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#000;}"])
def test_colour_that_is_none_is_refused(chosen: SiteSettings, colour: str) -> None:
    chosen.primary = colour
    with pytest.raises(ValidationError) as refused:
        chosen.full_clean()
    assert list(refused.value.message_dict) == ["primary"]


def test_the_portals_own_colours_are_readable(chosen: SiteSettings) -> None:
    chosen.full_clean()


def test_theme_holds_the_colours_and_may_be_kept_for_a_year(
    client: Client, chosen: SiteSettings
) -> None:
    chosen.primary = "#123456"
    chosen.save()
    response = client.get("/theme.css", {"v": chosen.version})
    assert response.headers["Content-Type"].startswith("text/css")
    assert "--portal-primary: #123456;" in response.content.decode()
    assert "max-age=31536000" in response.headers["Cache-Control"]


def test_theme_of_another_version_is_soon_asked_for_again(client: Client) -> None:
    assert "max-age=60" in client.get("/theme.css", {"v": "1"}).headers["Cache-Control"]


@pytest.mark.parametrize("path", ["/", "/en/"])
def test_every_page_asks_for_the_present_theme(
    client: Client, chosen: SiteSettings, path: str
) -> None:
    assert f'href="/theme.css?v={chosen.version}"' in client.get(path).content.decode()


def test_names_and_phone_stand_on_the_page(client: Client, chosen: SiteSettings) -> None:
    chosen.municipality_name = "Nordby Kommune"
    chosen.phone = "43591000"
    chosen.privacy_page = content_page("Privatliv", slug="privatliv")
    chosen.save()
    html = client.get("/").content.decode()
    assert "Nordby Kommune" in html
    assert 'href="tel:+4543591000"' in html
    assert 'href="/privatliv/"' in html


def test_unpublished_privacy_page_is_not_linked(client: Client, chosen: SiteSettings) -> None:
    page = content_page("Privatliv", slug="privatliv")
    chosen.privacy_page = page
    chosen.save()
    page.unpublish()
    assert 'href="/privatliv/"' not in client.get("/").content.decode()


def test_statement_on_accessibility_is_where_the_editor_says(
    client: Client, chosen: SiteSettings
) -> None:
    chosen.was_url = "https://was.digst.dk/nordby"
    chosen.save()
    assert client.get("/was").headers["Location"] == "https://was.digst.dk/nordby"


def menu_of(client: Client, path: str = "/") -> list[tuple[str, str]]:
    """The menu's names and addresses, as a visitor finds them in the foot."""
    foot = client.get(path).content.decode().split('id="footer-menu"')[1].split("</nav>")[0]
    return re.findall(r'<li><a href="([^"]+)">([^<]+)</a>', foot)


def test_menu_offers_what_the_municipality_chose_in_its_order_and_words(
    client: Client, chosen: SiteSettings
) -> None:
    names = [name for _, name in menu_of(client)]
    assert names == [
        "Kvarterer", "Initiativer", "Fællesskaber", "Det sker", "Fortæl din idé", "Søg om penge",
        "Log på",
    ]  # fmt: skip
    content_page("Om os", slug="om-os", show_in_menus=True)
    chosen.menu = [("apply", "Få penge til en idé"), ("events", "")]
    chosen.full_clean()
    chosen.save()
    assert [name for _, name in menu_of(client)] == [
        "Kvarterer", "Om os", "Få penge til en idé", "Det sker", "Log på",
    ]  # fmt: skip
    assert dict(menu_of(client))["/events/"] == "Det sker"
    assert ("/en/events/", "What is on") in menu_of(client, "/en/")


def test_an_offer_stands_in_the_menu_once() -> None:
    with pytest.raises(ValidationError):
        MenuBlock().clean(MenuBlock().to_python([{"type": "events", "value": ""}] * 2))


def test_links_of_the_foot_stand_on_every_page(client: Client, chosen: SiteSettings) -> None:
    shown = [("Borger.dk", "https://borger.dk/"), ("Om os", "/om-os/")]
    chosen.foot_links = [("link", {"title": title, "url": url}) for title, url in shown]
    chosen.full_clean()
    chosen.save()
    html = client.get("/initiatives/").content.decode()
    for title, url in shown:
        assert f'<li><a href="{url}">{title}</a></li>' in html


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "//ond.example", "http://usikker.example", ""]
)
def test_address_that_leads_astray_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        LinkBlock().clean(LinkBlock().to_python({"title": "Her", "url": url}))
    LinkBlock().clean(LinkBlock().to_python({"title": "Her", "url": "https://x.example"}))
