"""The front door, open to everyone: what this is and where to go; health; large type; keeping a login."""
