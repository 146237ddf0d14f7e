"""Fill a throw-away database with applications, the same ones every time.

`python -m tests.bench.seed <number> <drafts>` prints what the workloads need of it as JSON.
Skew as in life: few big neighbourhoods and many small, one case in twenty waits for an answer, and
a common word stands in a tenth of the texts.
"""

# ruff: noqa: E402, S608  (Django first; the SQL is put together from names of this module)

import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection

from guides.enums import CaseStatus
from initiatives.enums import ApplicationStatus
from initiatives.models import Application
from portal.areas.models import Neighbourhood, Theme
from portal.users.models import User
from portal.users.roles import Role
from tests.bench import scenes
from tests.bench.pages import fill_pages
from tests.factories.areas import NeighbourhoodFactory, ThemeFactory
from tests.factories.guides import CaseFactory, guide_in
from tests.factories.initiatives import FundingRoundFactory
from tests.factories.users import UserFactory, staff

WORDS = """vi bygger højbede i gården og spiser sammen hver måned alle kan være med børn unge ældre
naboer opgang kælder værksted cykler musik kor teater maling gavl torv marked bytte reparere strikke
madlavning suppe bål lanterne tur skov strand havn fodbold petanque skak bibliotek læsning historie
foto film lejr ferie fest jul fastelavn loppemarked plante hegn bænk bord lys varme tryghed samtale
sprog café kaffe kage formiddag aften weekend sommer vinter forår efterår""".split()  # noqa: SIM905
RARE, COMMON = "aerodynamik", "blomsterkasser"


def run(sql: str, *params: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params or None)
        return cursor.fetchall() if cursor.description else []


def copied(
    table: str, prototype: int, number: int, values: dict[str, str], *, key: str = "id"
) -> None:
    """Insert `number` copies of a row, with these SQL expressions of `g` for what differs."""
    columns = run(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND "
        "column_name <> %s AND table_schema = 'public' AND is_generated = 'NEVER'",
        table, key,
    )  # fmt: skip
    names = [name for (name,) in columns]
    told = ", ".join(values.get(name, f"p.{name}") for name in names)
    # Names come from the database's own catalogue and from this module.
    run(
        f"INSERT INTO {table} ({key}, {', '.join(names)}) "
        f"SELECT {values[key]}, {told} FROM {table} p, generate_series(1, {number}) g "
        f"WHERE p.{key} = {prototype}"
    )


def slug_of(model: Any, key: int) -> str:
    return str(model.objects.values_list("slug", flat=True).get(pk=key))


def pick(keys: list[int], power: int) -> str:
    """SQL that picks a key by `g`: the first ones far oftener the higher the power."""
    share = f"power((abs(hashint4(g * 7 + {power})) %% 10000) / 10000.0, {power})".replace(
        "%%", "%"
    )
    return f"(ARRAY{keys})[1 + floor({len(keys)} * {share})::int]"


def fill(number: int, drafts: int) -> dict[str, Any]:
    """Make the people, the places and the applications. Returns what the workloads need.

    Args: drafts: how many are ready to be sent.
    """
    town = scenes.Town(
        NeighbourhoodFactory.create_batch(24), ThemeFactory.create_batch(6),
        FundingRoundFactory.create_batch(8),
    )  # fmt: skip
    places, themes = [row.pk for row in town.places], [row.pk for row in town.themes]
    rounds = town.rounds
    workers = [staff(Role.CASEWORKER) for _ in range(6)]
    citizens = [row.pk for row in UserFactory.create_batch(40)]
    made = town.application()
    start = 10_000
    words = "ARRAY['" + "','".join(WORDS) + "']"
    text = (
        f"(SELECT string_agg(({words})[1 + floor({len(WORDS)} * power((abs(hashint4(g * 131 + k)) "
        "% 10000) / 10000.0, 2))::int], ' ') FROM generate_series(1, 24) k) "
        f"|| CASE WHEN g % 10 = 3 THEN ' {COMMON}' ELSE '' END "
        f"|| CASE WHEN g IN (7, 77, 777) THEN ' {RARE}' ELSE '' END"
    )
    run("SET session_replication_role = replica")
    copied(
        "initiatives_initiative", made.initiative_id, number,
        {
            "id": f"{start} + g", "public_id": "gen_random_uuid()",
            "number": "'BNC-2026-' || lpad(g::text, 7, '0')",
            "title": f"initcap(({words})[1 + abs(hashint4(g)) % {len(WORDS)}]) || ' nr. ' || g",
            "description": text, "neighbourhood_id": pick(places, 3), "theme_id": pick(themes, 2),
            "submission_token": "NULL",
        },
    )  # fmt: skip
    waiting = "ARRAY['SUBMITTED','UNDER_REVIEW','INFORMATION_REQUESTED','READY_FOR_DECISION']"
    ended = "ARRAY['AWARDED','REFUSED','PARTLY_AWARDED','WITHDRAWN']"
    sent = f"now() - (g * 2000.0 / {number}) * interval '1 day'"
    copied(
        "initiatives_application", made.pk, number,
        {
            "id": f"{start} + g", "public_id": "gen_random_uuid()",
            "initiative_id": f"{start} + g", "funding_round_id": pick([r.pk for r in rounds], 1),
            "applicant_id": pick(citizens, 1),
            "status": f"CASE WHEN g <= {number} / 20 THEN ({waiting})[1 + g % 4] "
            f"ELSE ({ended})[1 + g % 4] END",
            "amount_requested": "500 + 250 * (abs(hashint4(g * 3)) % 78)",
            "caseworker_id": f"CASE WHEN g % 9 = 0 THEN NULL ELSE "
            f"{pick([w.pk for w in workers], 1)} END",
            "submitted_at": sent, "created_at": sent, "saved_at": sent,
            "answer_by": f"({sent})::date + 42",
        },
    )  # fmt: skip
    run("SET session_replication_role = origin")
    fill_list()
    draft = town.application(1, by=User.objects.get(pk=citizens[0]), status=ApplicationStatus.DRAFT)
    case = Application.objects.get(pk=start + 1)
    scenes.fill_case(case, workers[0])
    approver = staff(Role.APPROVER)
    pieces = {
        "meeting": scenes.fill_meeting(town, approver, workers[0]),
        "drafts": scenes.make_drafts(town, drafts),
        "page": scenes.fill_page(town),
        "initiative": scenes.shown_initiative(),
    }
    fill_catalogue(made, places, themes, words)
    fill_pages(town, run, copied)
    guides = fill_guides(made)
    for table in ("initiatives_initiative", "initiatives_application", "initiatives_caserow"):
        run(f"VACUUM (ANALYZE) {table}")
    run("ANALYZE")
    return {
        "staff": scenes.session(workers[0]),
        "citizen": scenes.session(User.objects.get(pk=citizens[0])),
        "guides": guides, "place": places[2], "place_slug": slug_of(Neighbourhood, places[2]),
        "theme_slug": slug_of(Theme, themes[0]), "round": rounds[1].pk, "theme": themes[0],
        "case": str(case.public_id), "draft": str(draft.public_id), "rows": number,
        "rare": RARE, "common": COMMON, **pieces,
        "export": exported(number, rounds[1].pk),
    }  # fmt: skip


PUBLIC = 10_000
"""Initiatives in the catalogue, whatever the number of applications."""


def fill_catalogue(made: Application, places: list[int], themes: list[int], words: str) -> None:
    """Public initiatives with what a moderator let out; one in ten lacks a hand."""
    begins = 3_000_000
    text = (
        f"(SELECT string_agg(({words})[1 + floor({len(WORDS)} * power((abs(hashint4(%s * 17 + k)) "
        "% 10000) / 10000.0, 2))::int], ' ') FROM generate_series(1, %s) k)"
    )
    told = [text.replace("%s", "g", 1).replace("%s", "4", 1)]
    told.append(text.replace("%s", "i.id::int", 1).replace("%s", "22", 1))
    run("SET session_replication_role = replica")
    copied(
        "initiatives_initiative", made.initiative_id, PUBLIC,
        {
            "id": f"{begins} + g", "public_id": "gen_random_uuid()",
            "number": "'PUB-2026-' || lpad(g::text, 7, '0')", "title": told[0],
            "neighbourhood_id": pick(places, 3), "theme_id": pick(themes, 2),
            "submission_token": "NULL", "visibility": "'PUBLIC'",
            "stage": "(ARRAY['IDEA','PREPARING','RUNNING','COMPLETED'])[1 + g % 4]",
            "created_at": "now() - g * interval '1 hour'",
        },
    )  # fmt: skip
    run(
        "INSERT INTO initiatives_presentation (initiative_id, title, summary, place, "
        f"comments_closed) SELECT i.id, i.title, {told[1]}, '', '' FROM initiatives_initiative i "
        f"WHERE i.id BETWEEN {begins} AND {begins + PUBLIC}"
    )
    run(
        "INSERT INTO initiatives_helpneed (public_id, initiative_id, kind, text, added_by_id, "
        "added_at) SELECT gen_random_uuid(), i.id, 'HANDS', 'En hånd', "
        "(SELECT min(id) FROM users_user), now() FROM initiatives_initiative i "
        f"WHERE i.id BETWEEN {begins} AND {begins + PUBLIC} AND i.id % 10 = 3"
    )
    run("SET session_replication_role = origin")
    for table in ("initiatives_presentation", "initiatives_helpneed"):
        run(f"VACUUM (ANALYZE) {table}")


GUIDES = 50
LOADS = {"3": 3, "300": 300}
"""Courses of each of so many guides: the radar is to cost as much with many as with few."""


def fill_guides(made: Application) -> dict[str, str]:
    """Fifty guides with 3 courses each and fifty with 300. Returns a session of one of each."""
    sessions, begins = {}, 5_000_000
    prototype = CaseFactory.create(initiative=made.initiative, status=CaseStatus.NEW).pk
    for name, load in LOADS.items():
        guides = [guide_in(made.initiative.neighbourhood) for _ in range(GUIDES)]
        keys, number = [guide.pk for guide in guides], GUIDES * load
        run("SET session_replication_role = replica")
        copied(
            "initiatives_initiative", made.initiative_id, number,
            {
                "id": f"{begins} + g", "public_id": "gen_random_uuid()",
                "number": f"'GDE-2026-' || lpad(({begins} + g)::text, 8, '0')",
                "title": "'Forløb nr. ' || g", "submission_token": "NULL",
            },
        )  # fmt: skip
        copied(  # nobody has two drafts in one round
            "users_user", made.applicant_id, number,
            {
                "id": f"{begins} + g", "public_id": "gen_random_uuid()", "external_id": "NULL",
                "email": f"({begins} + g) || '@example.org'",
            },
        )  # fmt: skip
        copied(
            "initiatives_application", made.pk, number,
            {
                "id": f"{begins} + g", "public_id": "gen_random_uuid()",
                "initiative_id": f"{begins} + g", "applicant_id": f"{begins} + g",
                "status": "'DRAFT'", "submitted_at": "NULL",
            },
        )  # fmt: skip
        copied(
            "guides_case", prototype, number,
            {
                "id": f"{begins} + g", "public_id": "gen_random_uuid()",
                "initiative_id": f"{begins} + g",
                "guide_id": f"(ARRAY{keys})[1 + (g - 1) / {load}]",
                "status": "(ARRAY['CONTACTED','ACTIVE','ACTIVE','PAUSED'])[1 + g % 4]",
                "next_step": "CASE WHEN g % 5 = 0 THEN '' ELSE 'Ring til gruppen' END",
                "next_step_on": "CASE WHEN g % 5 = 0 THEN NULL ELSE current_date + g % 40 - 5 END",
                "contacted_at": "now()", "last_contact_at": "now() - g % 45 * interval '1 day'",
            },
        )  # fmt: skip
        run("SET session_replication_role = origin")
        sessions[name], begins = scenes.session(guides[0].user), begins + number
    run("VACUUM (ANALYZE) guides_case")
    return sessions


def exported(number: int, funding_round: int) -> str:
    """A filter that finds almost the 100.000 rows that a file may have, or all where it is less."""
    if number < 100_000:
        return ""
    if number < 1_000_000:
        return "?amount_to=19500"
    return f"?funding_round={funding_round}&amount_to=15000"


def fill_list() -> None:
    """Put all applications in the case list at once, and build its indexes afterwards."""
    indexes = run(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'initiatives_caserow' "
        "AND indexname LIKE 'case_row%'"
    )
    for name, _definition in indexes:
        run(f"DROP INDEX {name}")
    run("SELECT case_list_put(id) FROM initiatives_application WHERE status <> 'DRAFT'")
    run("SET maintenance_work_mem = '512MB'")
    for _name, definition in indexes:
        run(definition)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(fill(*map(int, sys.argv[1:]))))
