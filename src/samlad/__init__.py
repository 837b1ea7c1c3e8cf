"""Samlad: whether segregation is falling, what is done about it, and whether it works."""

__version__ = "0.1.0"
