"""The law as code: engine (language, load, call, columns) and law (rules and dated numbers). Pure: no database, clock or network."""
