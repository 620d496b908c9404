"""Paper, Letter, Signed record: everything that can be printed or was signed."""
