"""Calendar files: times of Copenhagen, folded lines, nothing typed becomes markup."""

import datetime
from zoneinfo import ZoneInfo

from portal.calendars import ZONE, Event, calendar_file

HERE = ZoneInfo(ZONE)


def _file(**changes: object) -> str:
    told: dict[str, object] = {
        "uid": "1@portal",
        "title": "Saml folk",
        "starts_at": datetime.datetime(2027, 7, 1, 17, tzinfo=HERE),
        "ends_at": datetime.datetime(2027, 7, 1, 19, tzinfo=HERE),
        "changed_at": datetime.datetime(2027, 6, 1, 12, tzinfo=datetime.UTC),
    }
    return calendar_file([Event(**(told | changes))], name="Hold").decode()  # type: ignore[arg-type]


def test_times_are_those_of_copenhagen_summer_and_winter() -> None:
    assert f"DTSTART;TZID={ZONE}:20270701T170000\r\n" in _file()
    winter = datetime.datetime(2027, 1, 1, 16, tzinfo=datetime.UTC)
    ends = winter + datetime.timedelta(hours=1)
    assert f"DTSTART;TZID={ZONE}:20270101T170000" in _file(starts_at=winter, ends_at=ends)


def test_what_is_typed_is_only_text() -> None:
    text = _file(title="A; B, C\\\nEND:VEVENT")
    assert "SUMMARY:A\\; B\\, C\\\\\\nEND:VEVENT\r\n" in text
    assert text.count("END:VEVENT\r\n") == 2  # once as text of the title, once as the end


def test_long_lines_are_folded_within_75_bytes_and_no_character_is_broken() -> None:
    title = "Blåbærgrød på Østerbro " * 10
    lines = _file(title=title).split("\r\n")
    assert max(len(line.encode()) for line in lines) <= 75
    assert title.strip() in "".join(line.removeprefix(" ") for line in lines).replace("\\,", ",")


def test_cancelled_says_so_and_takes_the_place_of_what_was() -> None:
    text = _file(is_cancelled=True, sequence=3)
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:3" in text
    assert "METHOD:CANCEL" in text
    assert "METHOD:PUBLISH" in _file(sequence=2)


def test_organiser_and_address_begin_no_line_of_their_own() -> None:
    text = _file(organiser='Gu"n\r\nX:1', organiser_email="a@b.dk\nY:2", url="https://x/\nZ:3")
    assert 'ORGANIZER;CN="Gu\'nX:1":mailto:a@b.dkY:2\r\n' in text
    assert "URL:https://x/Z:3\r\n" in text
