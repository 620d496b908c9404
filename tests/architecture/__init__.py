"""Rules of the house that fail the build; what only deserves a look is reported by `scripts/report.py`."""
