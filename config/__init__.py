"""Settings and addresses of the running product."""
