"""The little that every room shares: clock, references, refusals and the folding of text for search.

Knows nothing of the toolkit and no framework. Enter only what three rooms already need.
"""
