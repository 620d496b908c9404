"""One connector per transport (HTTP departments, HTTP bank files): signatures, retries, checks. Owns no rows.

Called by verification and benefits. What goes wrong outside comes back as a typed `NoAnswer`, never as an exception
and never as an empty answer: no answer is not "none".
"""
