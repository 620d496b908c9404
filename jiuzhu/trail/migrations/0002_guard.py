"""The database itself refuses to change the trail: an entry gets its number and block once, a block nothing.

SQLite drops a table's triggers with the table, which Django does to alter one: a later migration that alters
`trail_entry` or `trail_block` there must put them back (tests/trail/test_guard.py notices).
"""

from django.db import migrations

CONTENT = ("id", "kind", "at", "actor", "act", "subject", "case_no", "purpose", "refs")
CHANGED = " OR ".join(f"NEW.{column} IS NOT OLD.{column}" for column in CONTENT)
WORDS = "the trail is never changed"

SQLITE = [
    f"""CREATE TRIGGER trail_entry_update BEFORE UPDATE ON trail_entry
    WHEN OLD.number IS NOT NULL OR NEW.number IS NULL OR {CHANGED}
    BEGIN SELECT RAISE(ABORT, '{WORDS}'); END""",
    *(
        f"""CREATE TRIGGER {table}_{act.lower()} BEFORE {act} ON {table}
        BEGIN SELECT RAISE(ABORT, '{WORDS}'); END"""
        for table, act in [("trail_entry", "DELETE"), ("trail_block", "UPDATE"), ("trail_block", "DELETE")]
    ),
]
SQLITE_BACK = [
    f"DROP TRIGGER {name}"
    for name in ("trail_entry_update", "trail_entry_delete", "trail_block_update", "trail_block_delete")
]
POSTGRESQL = [
    f"""CREATE FUNCTION trail_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER trail_entry_update BEFORE UPDATE ON trail_entry FOR EACH ROW
    WHEN (OLD.number IS NOT NULL OR NEW.number IS NULL
          OR to_jsonb(NEW) - 'number' - 'block_id' IS DISTINCT FROM to_jsonb(OLD) - 'number' - 'block_id')
    EXECUTE FUNCTION trail_refuse()""",
    """CREATE TRIGGER trail_entry_delete BEFORE DELETE OR TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
    """CREATE TRIGGER trail_block_change BEFORE UPDATE OR DELETE OR TRUNCATE ON trail_block
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
]
POSTGRESQL_BACK = [
    "DROP TRIGGER trail_entry_update ON trail_entry",
    "DROP TRIGGER trail_entry_delete ON trail_entry",
    "DROP TRIGGER trail_block_change ON trail_block",
    "DROP FUNCTION trail_refuse()",
]


def run(statements):
    def execute(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return execute


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [
        migrations.RunPython(
            run({"sqlite": SQLITE, "postgresql": POSTGRESQL}),
            run({"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}),
        )
    ]
