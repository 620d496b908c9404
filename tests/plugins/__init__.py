"""Pytest plugins that must act before Django reads its settings."""
