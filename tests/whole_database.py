"""A database told in lines, so that two can be held against each other.

Order of columns, numbers of rows, times and ids drawn by lot are left out: two ways to the same
database differ in them, and nothing reads them.
"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from django.db import connection

# Each line names a thing of the schema `public` and all that makes it what it is.
CATALOGUE = {
    "relation": """
        SELECT concat_ws(' ', relname, relkind, relpersistence, reloptions, relacl,
                         relrowsecurity, relreplident, obj_description(oid, 'pg_class'))
          FROM pg_class WHERE relnamespace = 'public'::regnamespace""",
    "column": """
        SELECT concat_ws(' ', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                         CASE WHEN a.attnotnull THEN 'NOT NULL' END, a.attidentity, a.attgenerated,
                         a.attcollation::regcollation, a.attstorage, a.attacl,
                         pg_get_expr(d.adbin, d.adrelid), col_description(c.oid, a.attnum))
          FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind <> 'i'
           AND a.attnum > 0 AND NOT a.attisdropped""",
    "constraint": """
        SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid),
                         convalidated, conenforced)
          FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
    "index": """
        SELECT concat_ws(' ', pg_get_indexdef(indexrelid), indisvalid, indisclustered)
          FROM pg_index JOIN pg_class c ON c.oid = indrelid
         WHERE c.relnamespace = 'public'::regnamespace""",
    "trigger": """
        SELECT concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled,
                         obj_description(t.oid, 'pg_trigger'))
          FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
         WHERE c.relnamespace = 'public'::regnamespace AND NOT tgisinternal""",
    "function": """
        SELECT concat_ws(' ', pg_get_functiondef(oid), proacl, obj_description(oid, 'pg_proc'))
          FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND prokind IN ('f', 'p')""",
    "view": """
        SELECT concat_ws(' ', oid::regclass, pg_get_viewdef(oid))
          FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')""",
    "sequence": """
        SELECT concat_ws(' ', seqrelid::regclass, seqtypid::regtype, seqstart, seqincrement,
                         seqmin, seqmax, seqcycle, refobjid::regclass, attname)
          FROM pg_sequence
          LEFT JOIN pg_depend ON objid = seqrelid AND refobjsubid > 0 AND deptype IN ('a', 'i')
          LEFT JOIN pg_attribute ON attrelid = refobjid AND attnum = refobjsubid""",
    "type": """
        SELECT concat_ws(' ', typname, typtype, string_agg(enumlabel, ',' ORDER BY enumsortorder))
          FROM pg_type LEFT JOIN pg_enum ON enumtypid = pg_type.oid
         WHERE typnamespace = 'public'::regnamespace AND typtype <> 'b'
         GROUP BY typname, typtype""",
    "extension": "SELECT concat_ws(' ', extname, extversion) FROM pg_extension",
    "search": """
        SELECT concat_ws(' ', cfgname, cfgparser, maptokentype, mapseqno, dictname, dicttemplate,
                         dictinitoption)
          FROM pg_ts_config JOIN pg_ts_config_map ON mapcfg = pg_ts_config.oid
          JOIN pg_ts_dict ON pg_ts_dict.oid = mapdict
         WHERE cfgnamespace = 'public'::regnamespace""",
    "rule": "SELECT definition FROM pg_rules WHERE schemaname = 'public'",
    "policy": "SELECT concat_ws(' ', p.*) FROM pg_policies p WHERE schemaname = 'public'",
    "statistics": "SELECT pg_get_statisticsobjdef(oid) FROM pg_statistic_ext",
}

_KEYS = """
    SELECT conrelid::regclass::text, attname FROM pg_constraint
      JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE contype = 'p' AND cardinality(conkey) = 1 AND connamespace = 'public'::regnamespace"""
_POINTERS = """
    SELECT conrelid::regclass::text, attname, confrelid::regclass::text FROM pg_constraint
      JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1]
     WHERE contype = 'f' AND connamespace = 'public'::regnamespace"""
_BY_LOT = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('uuid', 'timestamp with time zone')"""
_ROWS = "SELECT to_jsonb(t)::text FROM {} t"
_TABLES = """
    SELECT oid::regclass::text FROM pg_class
     WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"""


def told() -> Counter[str]:
    """Tell the database that the connection is to: all that is made in it, and every row."""
    made = [f"{kind}: {line}" for kind, query in CATALOGUE.items() for (line,) in _all(query)]
    return Counter([*made, *_Rows().told()])


def differences(one: Counter[str], other: Counter[str]) -> list[str]:
    """Name what stands in one alone, for people to read."""
    return sorted([f"- {line}" for line in one - other] + [f"+ {line}" for line in other - one])


class _Rows:
    """All rows, where a pointer is told as what it points at."""

    def __init__(self) -> None:
        self.key: dict[str, str] = dict(_all(_KEYS))
        self.points = {(table, column): to for table, column, to in _all(_POINTERS)}
        self.by_lot = set(_all(_BY_LOT))
        self.rows = {
            table: [json.loads(row) for (row,) in _all(_ROWS.format(table))]
            for (table,) in _all(_TABLES)
        }
        self.found = {
            table: {row[self.key[table]]: row for row in rows}
            for table, rows in self.rows.items()
            if table in self.key
        }

    def told(self) -> list[str]:
        return [
            f"row: {table} {json.dumps(self._row(table, row), sort_keys=True, ensure_ascii=False)}"
            for table, rows in self.rows.items()
            for row in rows
        ]

    def _row(self, table: str, row: dict[str, Any]) -> dict[str, Any]:
        return {
            column: self._value(table, column, value)
            for column, value in row.items()
            # A key is a number by turn, unless it is another row's.
            if column != self.key.get(table) or (table, column) in self.points
        }

    def _value(self, table: str, column: str, value: Any) -> Any:
        if value is None:
            return None
        if to := self.points.get((table, column)):
            return self._row(to, self.found[to][value])
        return "…" if (table, column) in self.by_lot else value


def _all(query: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return cursor.fetchall()
