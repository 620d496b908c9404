"""Sealed fields, keyed hashes and masks. Owns the keys; called by every package that stores a personal number."""
