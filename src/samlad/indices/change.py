"""Change of M or H between two counts: margins, structure, units that came and went.

Takes two counts or a series, gives one set of terms for each segment with standard errors.
"""
