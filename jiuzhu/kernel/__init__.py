"""Words that need no database: fen, month, day, identity number, refusal. Pure Python, knows nobody."""
