"""异地协查: another region's centre is asked about named people and registers, or asks ours. Owns Request, Part, Given.

What comes back is an ordinary answer of the asking case: `verification` knows the other region as one more holder of a
register (`shebao.yanglao@520302`). Called by casework and the pages; the worker delivers.
"""
