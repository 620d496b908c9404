"""Statistics and simulation: what a change of the law would do before anybody adopts it.

Owns extracts (columns in Parquet under the home folder), scenarios and their results. Owns no family and changes none.
Called by the officers' pages and by commands.
"""
