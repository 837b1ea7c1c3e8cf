"""Ordinal segregation: how unlike units are in the order of groups, such as levels of schooling.

Takes units × ordered groups, gives one value for each segment and variation function.
"""
