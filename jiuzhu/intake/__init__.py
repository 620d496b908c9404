"""The door: Draft, Application, Correction notice."""
