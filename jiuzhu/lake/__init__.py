"""数据湖: whole registers as immutable Parquet files sorted by person, and what is computed from them.

Owns the person index (`Identity`), deliveries with their files and manifests, and what was quarantined of them. Does not
own how a file arrives (gateways) or what a register means (catalogue). Called by whoever takes deliveries in or reads them.
"""
