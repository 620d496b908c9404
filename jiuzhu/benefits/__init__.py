"""Award, Due, Coverage, Batch, Payment, BankException, Hold, Payee account: every fen and where it went."""
