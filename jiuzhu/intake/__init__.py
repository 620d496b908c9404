"""The door: Resident, Draft, Application, correction notice. From the form on a phone to an accepted case.

Owns the form and what is handed in. Does not own people (`registry`), facts (`assessment`) or the procedure (`casework`).
"""
