"""How long things are kept, and taking out what an organisation has here: everything, as one archive.

Reads every room below it and decides nothing of theirs. Serves *Retention* and *Taking out* of the operations issue.
"""
