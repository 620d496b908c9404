"""Periodic deliveries: a file and its signed note in a folder, here or on an SFTP server, checked whole before use.

A sender writes the file first and `<name>.ok`, the delivery note, last and at once (rename). What is taken goes to
`taken/`, what is not to `refused/`, each with the note, the file and a `reply.json` in a folder of its own.
"""
