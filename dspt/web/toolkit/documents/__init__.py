"""The library of evidence documents."""
