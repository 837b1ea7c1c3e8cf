"""The filter over a kind of thing: what an address asks for, choices with counts, answers.

One filter for every kind; each app declares its own (`declared.Filter`) and where it stands.
"""
