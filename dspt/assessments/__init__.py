"""The year's work: answers and confirmations, outcomes and their levels, drafts, progress.

Refuses to know that publication exists. One row per answer with a version: a save says which version it saw. Serves
sections 5.1, 9 and 13 of the specification.
"""
