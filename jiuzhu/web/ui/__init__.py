"""Shared by all faces."""
