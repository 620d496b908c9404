"""Every statutory deadline, one table: started, paused, extended, met."""
