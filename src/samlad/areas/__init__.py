"""Divisions and their vintages, the hierarchy of places, and the shapes they are drawn with."""
