"""Helpers shared by the tests of every package live beside them; this file only marks the tree."""
