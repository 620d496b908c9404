"""Simulated departments, institutions and the paying bank: they answer from the world, over real HTTP, with faults on demand."""
