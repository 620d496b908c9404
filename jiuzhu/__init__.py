"""救助 (jiuzhu): the working system of a social-assistance administration."""

__version__ = "0.1.0"
