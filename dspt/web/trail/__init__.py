"""The trail in words: what each event of the journal is called, for organisations and for the national team.

A new event needs one line in ``words.py``; a house test compares it with the events that the rooms write.
"""
