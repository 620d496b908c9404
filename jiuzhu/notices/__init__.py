"""Message to a family with proof of delivery; Posting (public notice, from-to).

Owns that something was said, to whom, and that it arrived. The words come from the caller.
"""
