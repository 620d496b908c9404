"""Message to a family with proof of delivery; Posting (public notice, from-to)."""
