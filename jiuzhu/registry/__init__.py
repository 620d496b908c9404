"""Person, Household with dated membership, Kinship, Standing. Owns people; every look at one is recorded here."""
