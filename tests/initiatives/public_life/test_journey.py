"""From a private idea to a public page with news and pictures, and back by one withdrawn yes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from initiatives.enums import Verdict, Visibility
from initiatives.models import HelpNeed, Initiative, InitiativePicture, InitiativeUpdate
from portal.audit.models import AuditEvent
from portal.files.models import StoredFile
from portal.post.models import Delivery
from portal.users.models import User
from tests.factories.files import small_png
from tests.initiatives.public_life.conftest import Read

SignIn = Callable[[User], Client]
SUMMARY = "Vi bygger højbede i gården. Alle kan være med om søndagen."


def at(name: str, *ids: object) -> str:
    return reverse(f"initiatives:{name}", args=ids)


def picture(colour: str = "seagreen") -> SimpleUploadedFile:
    return SimpleUploadedFile("IMG_Birgit.png", small_png(colour), "image/png")


def answer(browser: Client, url: str, verdict: Verdict, reason: str = "") -> str:
    version = browser.get(url).context["form"].initial["version"]
    data = {"verdict": verdict.value, "reason": reason, "version": version}
    page = browser.post(url, data, follow=True)
    assert page.status_code == 200
    return page.content.decode()


def image_address(text: str) -> str:
    return text.partition('<p class="portal-shown"><img src="')[2].partition('"')[0]


def test_idea_goes_public_by_its_own_wish_and_a_picture_is_gone_at_once(
    initiative: Initiative,
    sign_in: SignIn,
    applicant: User,
    moderator: User,
    client: Client,
    everywhere: Read,
) -> None:
    group, judge, key = sign_in(applicant), sign_in(moderator), initiative.public_id

    # The group writes, sees it as neighbours would, and asks. Nothing is public yet.
    form = {"summary": SUMMARY, "upload": picture(), "alt_text": "Tre højbede", "has_consent": "on"}
    preview = group.post(at("initiative-present", key), form, follow=True).content.decode()
    assert SUMMARY in preview
    assert "Bed om at blive vist" in preview
    assert "Højbede i gården" not in everywhere(initiative)
    group.post(at("initiative-ask", key))
    assert client.get(at("initiative-detail", key)).status_code == 404

    # A moderator finds it in the list, reads it, and lets it out.
    assert "Højbede i gården" in judge.get(at("moderation-queue")).content.decode()
    answer(judge, at("moderation-initiative", key), Verdict.PUBLISH)
    assert Delivery.objects.get(template="initiatives/initiative_news").recipient == applicant
    text = everywhere(initiative)
    assert SUMMARY in text
    assert "Gård 4" in text
    assert applicant.full_name not in text
    assert initiative.description not in text

    # A name by the person's own yes, a need, and news that wait for a moderator.
    group.post(at("initiative-name", key), {"shown": "yes"})
    group.post(at("need-add", key), {"kind": "HANDS", "text": "Fire til at bære", "how_many": "4"})
    told = {
        "token": str(uuid4()),
        "text": "Nu står de første bede.",
        "upload": picture("navy"),
        "alt_text": "Et højbed",
        "has_consent": "on",
    }
    group.post(at("update-write", key), told)
    text = everywhere(initiative)
    assert applicant.full_name in text
    assert text.count(">Fire til at bære<") == 2  # on its own page and the neighbourhood's
    assert "Nu står de første bede" not in text
    assert "Afventer gennemsyn" in group.get(at("initiative-group", key)).content.decode()
    update = InitiativeUpdate.objects.get()
    answer(judge, at("moderation-update", update.public_id), Verdict.PUBLISH)
    assert everywhere(initiative).count("Nu står de første bede") == 2

    # The picture is handed to everybody, and to nobody in the very next request.
    shown = at("initiative-picture", key, update.picture.public_id)
    first = client.get(shown)
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "image/jpeg"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert first.headers["Cache-Control"] == "no-cache"
    assert client.get(shown, headers={"if-none-match": first.headers["ETag"]}).status_code == 304
    group.post(at("initiative-picture-withdraw", key, update.picture.public_id))
    again = client.get(shown, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == group.get(shown).status_code == 404
    assert shown not in everywhere(initiative)

    _withdraw_the_rest(initiative, group, client, applicant, everywhere)


def _withdraw_the_rest(
    initiative: Initiative, group: Client, client: Client, applicant: User, everywhere: Read
) -> None:
    """So it is with the initiative's own picture, and with the name."""
    key = initiative.public_id
    own = image_address(client.get(at("initiative-detail", key)).content.decode())
    assert client.get(own).status_code == 200
    stored = InitiativePicture.objects.get().stored_file
    group.post(at("initiative-picture-withdraw", key, stored.public_id))
    group.post(at("initiative-name", key), {"shown": "no"})
    assert client.get(own).status_code == 404
    text = everywhere(initiative)
    assert own not in text
    assert applicant.full_name not in text
    assert SUMMARY in text
    said = AuditEvent.objects.filter(action="initiatives.consent_withdrawn")
    assert said.count() == 3
    history = group.get(at("initiative-group", key)).content.decode()
    assert history.count("Samtykke trukket tilbage") == 3


def test_new_words_wait_while_the_old_ones_stand(
    initiative: Initiative, sign_in: SignIn, applicant: User, moderator: User, everywhere: Read
) -> None:
    group, judge, key = sign_in(applicant), sign_in(moderator), initiative.public_id
    page = at("moderation-initiative", key)
    for text, verdict, shown in [
        (SUMMARY, Verdict.PUBLISH, SUMMARY),
        ("KANARI den næste tekst", Verdict.SEND_BACK, SUMMARY),
        ("Den tredje tekst", Verdict.PUBLISH, "Den tredje tekst"),
    ]:
        group.post(at("initiative-present", key), {"summary": text})
        Initiative.objects.filter(pk=initiative.pk).update(title=f"Titel: {text[:20]}")
        group.post(at("initiative-ask", key))
        assert text not in everywhere(initiative)
        answer(judge, page, verdict, "Skriv, hvem der kan være med")
        text_now = everywhere(initiative)
        assert shown in text_now
        assert f"Titel: {shown[:20]}" in text_now
        assert "KANARI" not in text_now

    answer(judge, page, Verdict.HIDE, "Beboerne har klaget")
    assert "Den tredje tekst" not in everywhere(initiative)
    initiative.refresh_from_db()
    assert initiative.visibility == Visibility.HIDDEN
    text = group.get(at("initiative-group", key)).content.decode()
    assert "Beboerne har klaget" in text

    group.post(at("initiative-ask", key))
    group.post(at("initiative-take-back", key))
    initiative.refresh_from_db()
    assert initiative.visibility == Visibility.HIDDEN


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"summary": ""}, "Skriv lidt om jeres initiativ"),
        ({"alt_text": ""}, "Skriv, hvad billedet viser"),
        ({"has_consent": ""}, "Sæt kryds, når alle på billedet har sagt ja"),
        (
            {"upload": SimpleUploadedFile("a.pdf", b"%PDF-1.4 nonsense")},
            "Vi kan ikke åbne filen",
        ),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_kept(
    initiative: Initiative,
    sign_in: SignIn,
    applicant: User,
    typed: dict[str, object],
    sentence: str,
    private_files: Path,
) -> None:
    form = {"summary": SUMMARY, "upload": picture(), "alt_text": "Bede", "has_consent": "on"}
    page = sign_in(applicant).post(at("initiative-present", initiative.public_id), form | typed)

    assert sentence in page.content.decode()
    initiative.refresh_from_db()
    assert initiative.summary == ""
    assert not StoredFile.objects.exists()


def test_needs_are_written_once_put_right_met_and_never_hold_a_number(
    initiative: Initiative, sign_in: SignIn, applicant: User
) -> None:
    group, key = sign_in(applicant), initiative.public_id
    number = {"kind": "TOOLS", "text": "Ring til Birgit på 20 10 30 40"}
    page = group.post(at("need-add", key), number).content.decode()
    assert "Fjern telefonnummer og adresse" in page
    for _ in range(2):
        group.post(at("need-add", key), {"kind": "TOOLS", "text": "En boremaskine"})
    need = HelpNeed.objects.get()

    group.post(at("need-edit", key, need.public_id), {"kind": "TOOLS", "text": "En rundsav"})
    assert "En rundsav" in group.get(at("initiative-group", key)).content.decode()
    group.post(at("need-met", key, need.public_id))
    assert "En rundsav" not in group.get(at("initiative-group", key)).content.decode()
    assert list(HelpNeed.objects.open()) == []
    group.post(at("need-remove", key, need.public_id))
    assert not HelpNeed.objects.exists()


def test_stage_is_offered_as_far_as_it_can_go_and_shown_with_its_meaning(
    initiative: Initiative, sign_in: SignIn, applicant: User, client: Client
) -> None:
    group, key = sign_in(applicant), initiative.public_id
    Initiative.objects.filter(pk=initiative.pk).update(visibility=Visibility.PUBLIC)
    offered = group.get(at("initiative-stage", key)).content.decode()
    assert 'value="RUNNING"' in offered
    assert 'value="COMPLETED"' not in offered
    group.post(at("initiative-stage", key), {"stage": "COMPLETED"})
    group.post(at("initiative-stage", key), {"stage": "RUNNING"})

    initiative.refresh_from_db()
    assert initiative.stage == "RUNNING"
    public = client.get(at("initiative-detail", key)).content.decode()
    assert "Det er begyndt, og naboer kan være med." in public
