"""The programs' face: one family in, a determination out."""
