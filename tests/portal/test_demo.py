"""The demo's mailbox and people, and the short address of the accessibility statement."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from portal import demo, mail

PERSONAS = [demo.Persona("birgit@example.org", "Birgit Ørsted", "Søger om penge")]


@pytest.fixture
def mail_folder(db: None, tmp_path: Path, settings: Settings) -> Path:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    return tmp_path / "mail"


def send(code: str, to: str = "borger@example.org") -> None:
    context = {"code": code, "minutes": 15}
    mail.send("users/sign_in_code", to=to, context=context, locale="da")


def test_mailbox_without_mail_says_what_to_do(mail_folder: Path, client: Client) -> None:
    page = client.get("/demo/mail/").content.decode()
    assert "Postkassen er tom" in page


def test_mailbox_shows_newest_first_with_the_code(mail_folder: Path, client: Client) -> None:
    send("111111", to="ældre@example.org")
    for file in mail_folder.iterdir():
        early = b"Date: Mon, 1 Jan 2024 10:00:00 +0000\nX-Old: "
        file.write_bytes(file.read_bytes().replace(b"Date: ", early))
    send("222222")
    page = client.get("/demo/mail/").content.decode()
    assert page.index("222222") < page.index("111111")


def test_mail_opens_with_its_text_and_nothing_in_it_runs(mail_folder: Path, client: Client) -> None:
    send("222222", to="borger@example.org")
    (file,) = mail_folder.iterdir()
    file.write_bytes(file.read_bytes().replace(b"222222", b"<script>alert(1)</script>"))
    (found,) = demo.mailbox()
    page = client.get(f"/demo/mail/{found.name}/").content.decode()
    assert "borger@example.org" in page
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_mailbox_tells_messages_in_one_file_apart(mail_folder: Path) -> None:
    send("111111")
    (file,) = mail_folder.iterdir()
    file.write_bytes(file.read_bytes() + file.read_bytes().replace(b"111111", b"222222"))
    assert {found.code for found in demo.mailbox()} == {"111111", "222222"}
    assert len({found.name for found in demo.mailbox()}) == 2


@pytest.mark.parametrize(
    "name", ["../secret", "..%2Fsecret", "secret", "secret-0", "%2Fetc%2Fpasswd", "x" * 300]
)
def test_mail_name_never_leads_out_of_the_folder(
    mail_folder: Path, client: Client, name: str
) -> None:
    mail_folder.mkdir()
    (mail_folder.parent / "secret.log").write_text("Subject: hemmeligt\n\nhemmeligt")
    answer = client.get(f"/demo/mail/{name}/")
    assert answer.status_code == 404
    assert "hemmeligt" not in answer.content.decode()


def test_log_in_page_offers_the_demos_people(db: None, client: Client, settings: Settings) -> None:
    settings.DEMO_PERSONAS = f"{__name__}.PERSONAS"
    page = client.get("/account/login/").content.decode()
    assert "Birgit Ørsted" in page
    assert 'value="birgit@example.org"' in page


@pytest.mark.parametrize("people", ["", "portal.no_such_module.PERSONAS"])
def test_log_in_page_does_without_the_demos_people(
    db: None, client: Client, settings: Settings, people: str
) -> None:
    settings.DEMO_PERSONAS = people
    assert "opdigtede" not in client.get("/account/login/").content.decode()


def test_log_in_page_of_a_real_portal_knows_no_demo(
    db: None, client: Client, settings: Settings
) -> None:
    settings.DEMO = False
    settings.DEMO_PERSONAS = f"{__name__}.PERSONAS"
    assert "Birgit Ørsted" not in client.get("/account/login/").content.decode()


def test_was_leads_to_the_official_statement(db: None, client: Client, settings: Settings) -> None:
    settings.WAS_URL = "https://was.digst.dk/portal-example"
    assert client.get("/was").headers["Location"] == "https://was.digst.dk/portal-example"


def test_was_without_a_statement_says_how_to_get_help(
    db: None, client: Client, settings: Settings
) -> None:
    settings.WAS_URL = ""
    answer = client.get("/was")
    assert answer.status_code == 200
    assert "Få hjælp" in answer.content.decode()
