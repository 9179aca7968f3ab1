"""Freezing an assessment: interim, final, again; signed, chained, copied to the register.

The one bridge from private to public. Publications are never edited: whatever comes later is a new fact. Serves
sections 9 and 10 of the specification and section 7 of the rules.
"""
