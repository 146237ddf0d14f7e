"""What a file is called afterwards, whatever it was called before."""

import pytest

from portal.files.enums import ContentKind
from portal.files.names import shown_name, storage_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Tilbud på højbede.pdf", "Tilbud på højbede.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Brugere\\Åse\\plan.docx", "plan.pdf"),
        ("..", "fil.pdf"),
        ("", "fil.pdf"),
        (".htaccess", "htaccess.pdf"),
        ("billede.jpg.exe", "billede.jpg.pdf"),
        ("linje\r\nSet-Cookie: a=b.pdf", "linjeSet-Cookie a=b.pdf"),
        ("nul\0tegn.pdf", "nultegn.pdf"),
        ("gnp.\u202efdp", "gnp.pdf"),  # would read backwards on the screen
        ("  for   mange  mellemrum .pdf", "for mange mellemrum.pdf"),
        ('<b>"citat"</b>.pdf', "b.pdf"),
        ("møde kl. 19.00", "møde kl. 19.pdf"),
        ("🌻.png", "🌻.pdf"),
        ("a" * 300 + ".pdf", "a" * 80 + ".pdf"),
        ("010190-1234 attest.pdf", "fil.pdf"),  # a CPR number never stands in a file name
    ],
)
def test_name_is_cleaned(given: str, shown: str) -> None:
    assert shown_name(given, ContentKind.PDF) == shown


def test_ending_follows_what_the_file_is() -> None:
    assert shown_name("IMG_0001.HEIC", ContentKind.JPEG) == "IMG_0001.jpg"


def test_storage_name_is_chance_alone() -> None:
    names = {storage_name() for _ in range(100)}
    assert len(names) == 100
    assert all(len(name) == 35 and name[:2] == name[3:5] for name in names)
