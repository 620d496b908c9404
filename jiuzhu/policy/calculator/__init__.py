"""The policy calculator: what may a family get, asked in as few plain questions as its answers allow; keeps nothing."""
