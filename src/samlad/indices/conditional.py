"""Segregation given a covariate, and the chain rule over joint groups.

Takes counts and what else is known of each unit or group, gives parts of M and H that add up.
"""
