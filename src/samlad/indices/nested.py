"""Segregation between and within the levels of a hierarchy, M exactly and H as shares of it.

Takes counts and the parents of each unit, gives one term for each level and each parent.
"""
