"""Tags and filters of all faces."""
