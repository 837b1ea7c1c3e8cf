"""Iterative proportional fitting: a table carried to another table's margins, all segments at once.

Takes tables and margins, gives the fitted tables; knows nothing of segregation.
"""
