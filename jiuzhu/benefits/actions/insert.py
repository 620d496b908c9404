"""INSERT … SELECT from a queryset: the rows never pass through the program."""

from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Insert:
    """Rows of a model, to be inserted into these fields from a `values_list` in the same order."""

    model: type[Model]
    fields: tuple[str, ...]

    def select(self, rows: QuerySet[Any, Any], *, skip_known: bool = False) -> int:
        """Insert what `rows` selects; returns how many were inserted.

        `skip_known` leaves out rows that a unique constraint already holds; otherwise the constraint refuses them all.
        """
        query, params = rows.query.sql_with_params()
        quote = connection.ops.quote_name
        meta = self.model._meta
        columns = ", ".join(quote(str(meta.get_field(name).column)) for name in self.fields)  # type: ignore[union-attr]
        conflict = " ON CONFLICT DO NOTHING" if skip_known else ""
        with connection.cursor() as cursor:
            # Only names of our own columns enter the text; every value is a parameter.
            cursor.execute(f"INSERT INTO {quote(meta.db_table)} ({columns}) {query}{conflict}", params)
            return int(cursor.rowcount)
