"""Handing out files: a door without sessions and cookies, best on a host of its own."""
