"""The running year: an edition's official dates, and the extensions that the national team granted, with their reasons.

Official dates stand in the edition's files; here are only the facts that were granted later, to all, to a sector of the
public register or to one organisation. Serves section 10 of the specification.
"""
