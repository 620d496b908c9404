"""Who writes where order matters waits for their turn."""

from django.db import connection
from django.db.models import Model


def wait_turn(model: type[Model]) -> None:
    """Hold a table against other writers until the transaction ends; readers read on.

    On SQLite the IMMEDIATE transaction is the queue.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")
