"""Roster: the one file in which a county writes its offices, officers and posts. Read and checked here, written by an act."""
