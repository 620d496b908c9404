"""The family's pages on a phone: apply, see how far it is, read why. Officers fill in the same form as agents."""
