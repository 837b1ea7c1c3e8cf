"""Measurements of speed and memory, each a module that prints its own lines."""
