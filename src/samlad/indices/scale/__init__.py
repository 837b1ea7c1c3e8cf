"""How an answer depends on scale: profiles, nearest persons, distortion and re-zoning.

Takes counts and coordinates in a plane; knows nothing of map projections, files or pages.
"""
