"""Bounds and intervals for an index when counts are hidden, rounded, noisy or of unknown group.

Takes what is known of each cell, gives the lowest and highest index that it allows.
"""
