"""The standard: reads an edition from the catalogue; says what is asked of whom, and what counts as met.

Pure Python over frozen records: no framework, no clock, no database. Refuses to know who answers, where answers are
kept and who looks at them. Serves every section of the requirements specification; sections 5.1, 8, 9 and 10 above all.

Read in this order: ``edition`` (what an edition is), ``catalogue`` (how it is loaded), ``categories`` (type to
category), ``exemptions``, ``answers`` (kinds of value), ``outcome_levels``, ``scoring`` (statuses), ``calendar``.
"""
