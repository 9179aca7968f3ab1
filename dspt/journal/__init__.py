"""Who did what, when: append-only, hash-chained per organisation.

Holds identifiers and words, never foreign keys, so that it outlives what it speaks of. Refuses to know what an event
means: each room names its own events (``room.subject.happened``). The database itself refuses update and delete.
"""
