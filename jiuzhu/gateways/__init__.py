"""One connector per transport (signed HTTP, a partner's database, files in a folder here or over SFTP). Owns no rows.

Called by verification and benefits. A source's address names its transport, `departments.connector` its connector; none
knows a register. What goes wrong outside comes back as a typed `NoAnswer` or `Refusal`, never as an exception and never
as an empty answer: no answer is not "none".
"""
