"""Award, Due, Coverage, Batch, Payment, BankException, Hold, Payee account: every fen and where it went.

Owns what is owed and what was sent. Does not own why (assessment), who decided (casework) or the bank's wire (gateways).
`casework` calls grant, change and stop; the month desk proposes, checks, approves, sends, reads the reply and closes.
"""
