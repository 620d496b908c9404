"""Processes that are killed, halted or made to race, each on a database of its own."""

FRESH = "JIUZHU_FAULTS_IN_A_FRESH_PROCESS"
"""In the environment of a process that may fork, since it has started no thread: see `test_in_a_fresh_process.py`."""
