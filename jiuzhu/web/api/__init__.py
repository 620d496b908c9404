"""The programs' face: one family in, a determination out; whether a person is on the register, for other departments."""
