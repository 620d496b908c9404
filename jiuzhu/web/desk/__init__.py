"""The officers' pages: worklist, case, verification, publicity, months."""
