"""数据湖: whole registers as immutable Parquet files sorted by person, and what is computed from them."""
