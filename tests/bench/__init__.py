"""Measures, one module each: `python -m tests.bench.<name> [--small]` prints `NAME  value  limit  ok|over`."""
