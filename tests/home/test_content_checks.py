"""What an editor is told before a page goes public: what is hard to read, or to find a way in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from wagtail.rich_text import RichText

from home.content_checks import findings
from home.models import ContentPage
from portal.users.models import User
from tests.factories.home import content_page, image
from tests.test_plain_words import OFFICIALESE

SignIn = Callable[[User], Client]
PLAIN = "Kom og spis med. Vi mødes i gården klokken fem. Tag en ret med, der kan deles."


def page(*blocks: tuple[str, Any], **fields: Any) -> ContentPage:
    told = {"title": "Om os", "search_description": "Hvem vi er"} | fields
    made = ContentPage(**told)
    made.body = [(kind, RichText(value) if kind == "text" else value) for kind, value in blocks]
    return made


def codes(made: ContentPage) -> list[str]:
    return [row.code for row in findings(made)]


def test_plain_page_has_nothing_to_look_at() -> None:
    link = '<p>Se, <a href="/penge/">hvordan I søger om penge</a>.</p>'
    assert codes(page(("heading", "Mad"), ("text", f"<h3>Vi</h3><p>{PLAIN}</p>{link}"))) == []


def test_hard_text_and_long_sentences_are_seen_with_the_sentence() -> None:
    found = findings(page(("text", f"<p>{OFFICIALESE}</p><p>{OFFICIALESE}</p>"), intro=PLAIN))
    assert [row.code for row in found] == ["hard", "long"]
    assert "2 sætninger er over 20 ord" in found[1].text
    assert found[1].places[0].startswith("Ansøgeren bedes")


def test_a_few_long_words_are_not_hard() -> None:
    assert codes(page(("text", "<p>Fællesskabspakkens initiativpulje</p>"))) == []


@pytest.mark.parametrize("text", ["Klik her", "læs mere.", " Her ", "SE MERE"])
def test_links_that_say_nothing_are_seen(text: str) -> None:
    made = page(("text", f'<p>{PLAIN} <a href="/penge/">{text}</a></p>'))
    assert codes(made) == ["vague"]


def test_heading_without_one_above_is_seen_also_in_order() -> None:
    gap = ("text", "<h3>Lille overskrift</h3><p>Tekst.</p>")
    assert codes(page(gap, ("heading", "Stor overskrift"))) == ["levels"]
    assert codes(page(("heading", "Stor overskrift"), gap)) == []


def test_page_without_description_is_seen() -> None:
    assert codes(page(search_description="")) == ["description"]


@pytest.mark.django_db
def test_picture_without_words_is_seen_unless_it_only_adorns() -> None:
    silent, adorns, told = image(), image(), image()
    for row, alt, decorative in ((silent, "", False), (adorns, "", True), (told, "Bord", False)):
        row.contextual_alt_text, row.decorative = alt, decorative
    for row, expected in ((silent, ["alt"]), (adorns, []), (told, [])):
        assert codes(page(("picture", {"image": row, "caption": ""}))) == expected


@pytest.mark.django_db
def test_publishing_warns_and_is_not_stopped(sign_in: SignIn, editor: User) -> None:
    made = content_page("Om os", slug="om-os")
    form = {
        "title": "Om os", "slug": "om-os", "intro": OFFICIALESE, "body-count": "0",
        "action-publish": "1", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    answer = sign_in(editor).post(f"/admin/pages/{made.pk}/edit/", form, follow=True)
    html = answer.content.decode()
    assert "Se lige på det her" in html
    assert "1 sætning er over 20 ord" in html
    made.refresh_from_db()
    assert made.intro == OFFICIALESE


@pytest.mark.django_db
def test_visitors_never_see_the_checks(client: Client) -> None:
    made = content_page("Om os", slug="om-os", intro=OFFICIALESE)
    html = client.get(made.url).content.decode()
    assert "data-finding" not in html
    assert "wagtail-userbar" not in html
