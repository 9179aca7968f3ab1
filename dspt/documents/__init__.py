"""Evidence documents: uploaded, linked, or said to be kept somewhere.

Knows bytes, kinds and places, not why they matter. Serves the data item *documents* of section 13 of the specification.
"""
