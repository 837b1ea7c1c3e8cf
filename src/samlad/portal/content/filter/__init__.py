"""The filter over all content: what an address asks for, its choices with counts, its answers."""
