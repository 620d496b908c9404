"""Paper, Letter, Signed record: everything that can be printed or was signed, and the sealed files behind it.

Owns the numbers of letters and their wording on paper. Does not own why a letter is written: `casework` and
`benefits` decide and hand the data down. Cases and people are plain numbers here.
"""
