"""What is believed and what follows: Claim, Adoption, FactSet, Determination, Ruling."""
