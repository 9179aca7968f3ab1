"""The SQL that makes a table append-only, on both engines; migrations run it."""

from __future__ import annotations

_SEALED = (
    "CREATE OR REPLACE FUNCTION dspt_sealed() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"
)


def seal(table: str, vendor: str) -> list[str]:
    """Give the statements after which the database itself refuses to change, delete or empty a table's rows."""
    if vendor == "postgresql":
        return [
            _SEALED,
            f"CREATE TRIGGER {table}_sealed BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION dspt_sealed()",
            f"CREATE TRIGGER {table}_sealed_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION dspt_sealed()",
        ]
    return [
        f"CREATE TRIGGER {table}_sealed_{verb.lower()} BEFORE {verb} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        for verb in ("UPDATE", "DELETE")
    ]


def unseal(table: str, vendor: str) -> list[str]:
    """Give the statements that take the seal off again: for migrations backwards, and for tests that clear tables."""
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {table}_sealed{which} ON {table}" for which in ("", "_whole")]
    return [f"DROP TRIGGER IF EXISTS {table}_sealed_{verb}" for verb in ("update", "delete")]


def seal_but(table: str, opened: str, vendor: str) -> list[str]:
    """As ``seal``, but a row may be deleted where ``opened``, a condition in SQL on ``OLD``, holds.

    Taken off by ``unseal`` and ``let``.
    """
    if vendor == "postgresql":
        return [
            _SEALED,
            f"CREATE TRIGGER {table}_sealed BEFORE UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION dspt_sealed()",
            f"CREATE TRIGGER {table}_sealed_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION dspt_sealed()",
            *refuse(table, "DELETE", f"NOT ({opened})", vendor),
        ]
    return [
        f"CREATE TRIGGER {table}_sealed_update BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END",
        *refuse(table, "DELETE", f"NOT ({opened})", vendor),
    ]


def refuse(table: str, verb: str, when: str, vendor: str) -> list[str]:
    """Give the statements after which the database refuses to INSERT or DELETE a row where ``when`` holds.

    ``when`` is a condition in SQL on ``NEW`` or ``OLD``.
    """
    name, words = f"{table}_refused_{verb.lower()}", f"{verb.lower()} of this row of {table} is refused"
    if vendor == "postgresql":
        row = "OLD" if verb == "DELETE" else "NEW"
        return [
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF {when} THEN RAISE EXCEPTION '{words}'; END IF; RETURN {row}; END $$",
            f"CREATE TRIGGER {name} BEFORE {verb} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        ]
    return [f"CREATE TRIGGER {name} BEFORE {verb} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{words}'); END"]


def let(table: str, verb: str, vendor: str) -> list[str]:
    """Give the statements that undo ``refuse``."""
    name = f"{table}_refused_{verb.lower()}"
    if vendor == "postgresql":
        return [f"DROP TRIGGER IF EXISTS {name} ON {table}", f"DROP FUNCTION IF EXISTS {name}()"]
    return [f"DROP TRIGGER IF EXISTS {name}"]


def only_forward(table: str, key: str, number: str, vendor: str) -> list[str]:
    """Give the statements after which a table's rows can only count on: ``number`` one higher, ``key`` the same.

    Deleting and emptying are refused.
    """
    if vendor == "postgresql":
        return [
            f"CREATE OR REPLACE FUNCTION {table}_forward() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN IF TG_OP = 'UPDATE' AND NEW.{key} = OLD.{key} AND NEW.{number} = OLD.{number} + 1 "
            f"THEN RETURN NEW; END IF; RAISE EXCEPTION 'rows of {table} only count on'; END $$",
            f"CREATE TRIGGER {table}_forward BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_forward()",
            f"CREATE TRIGGER {table}_forward_whole BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {table}_forward()",
        ]
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} only count on'); END"
    return [
        f"CREATE TRIGGER {table}_forward_update BEFORE UPDATE ON {table} "
        f"WHEN NEW.{key} <> OLD.{key} OR NEW.{number} <> OLD.{number} + 1 {refuse}",
        f"CREATE TRIGGER {table}_forward_delete BEFORE DELETE ON {table} {refuse}",
    ]


def any_way(table: str, vendor: str) -> list[str]:
    """Give the statements that undo ``only_forward``."""
    if vendor == "postgresql":
        return [
            *(f"DROP TRIGGER IF EXISTS {table}_forward{which} ON {table}" for which in ("", "_whole")),
            f"DROP FUNCTION IF EXISTS {table}_forward()",
        ]
    return [f"DROP TRIGGER IF EXISTS {table}_forward_{verb}" for verb in ("update", "delete")]
