"""The statutory procedure: Case, Step, Visit, Notice step, Objection, Meeting, Decision, Review."""
