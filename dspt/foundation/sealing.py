"""The SQL that makes a table append-only, on both engines; migrations run it."""

from __future__ import annotations


def seal(table: str, vendor: str) -> list[str]:
    """Give the statements after which the database itself refuses update and delete of a table's rows."""
    if vendor == "postgresql":
        return [
            "CREATE OR REPLACE FUNCTION dspt_sealed() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$",
            f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION dspt_sealed()",
        ]
    return [
        f"CREATE TRIGGER {table}_sealed_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def unseal(table: str, vendor: str) -> list[str]:
    """Give the statements that take the seal off again: for migrations backwards, and for tests that clear tables."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_sealed ON {table}"]
    return [f"DROP TRIGGER IF EXISTS {table}_sealed_{verb}" for verb in ("update", "delete")]
