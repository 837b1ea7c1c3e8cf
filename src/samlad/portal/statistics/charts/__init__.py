"""Charts and maps: numbers in, named SVG out. Pure functions that know no page and no store."""
