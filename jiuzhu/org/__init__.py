"""Region (dated), Office, Login, Post, Scope, Filed relative, Calendar: who may act where, and on which days."""
