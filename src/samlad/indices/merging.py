"""Merge units or groups so that the least M is lost, step by step.

Takes counts and which units may meet, gives the path, the tree and data for plots.
"""
