"""Everything published (law, numbers, procedures): composed text with its content hash, kept for ever."""
