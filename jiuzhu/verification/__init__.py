"""Authorisation, Query, Answer, Difference, Report: what other departments know, asked lawfully."""
