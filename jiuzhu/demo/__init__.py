"""The demonstration world: stories, synthetic people, simulated departments. Only `cli` imports it."""
