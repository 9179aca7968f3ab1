"""The public's copy: who published what, when, with which status.

Holds only what is public and can reach nothing else: no person, no answer, no file. Fed by ``publication`` and by the
imports of older register exports. Serves purpose (iv) of section 5.2 of the specification.
"""
