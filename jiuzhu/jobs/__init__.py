"""Work that runs later: one row a job, leased, repeatable. Knows no job kind: `cli` hands the table down."""
