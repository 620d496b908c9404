"""What follows from whole registers: facts and items of everybody, what a new delivery changes, one person's dossier. Pure.

A run (`runs.Run`) says what is computed on; `facts.compute` reads the Parquet files, `facts.patch` recomputes some
persons from the serving copy (`serving`), `changes` says whom, `sql` is the second executor that must agree.
"""
