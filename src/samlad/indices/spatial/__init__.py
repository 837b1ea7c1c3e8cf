"""Where units lie: surroundings, proximity, concentration, boundaries and autocorrelation.

Takes counts and places that are aligned with the units as given; knows nothing of map
projections, files or pages.
"""
