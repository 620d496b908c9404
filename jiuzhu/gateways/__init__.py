"""One connector per transport (HTTP, file), with retries, signatures and envelopes. Owns no rows; called by verification and benefits."""
