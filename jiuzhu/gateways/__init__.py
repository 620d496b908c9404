"""One connector per transport (signed HTTP): signatures, retries, checks. Owns no rows.

Called by verification and benefits. What goes wrong outside comes back as a typed `NoAnswer`, never as an exception
and never as an empty answer: no answer is not "none".
"""
