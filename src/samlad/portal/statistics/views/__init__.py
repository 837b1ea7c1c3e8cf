"""The pages of indicators, places and policy areas."""
