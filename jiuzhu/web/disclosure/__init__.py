"""What anyone may read without a login: notices, confirmed lists, standards, whether a letter is genuine."""
