"""Rank-order segregation by income: H, R and S of Reardon over the whole distribution.

Takes units × ordered bins, gives one value for each segment and the profile it comes from.
"""
