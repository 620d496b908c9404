"""Long proofs: `make test-deep`. Every one prints its seed; `JIUZHU_SEED` repeats a run."""
