"""批量复核: every family on the register laid beside what the lake holds now; what differs goes to a visit, not to a cut."""
