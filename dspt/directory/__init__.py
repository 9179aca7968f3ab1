"""The directory of bodies as the outside knows them: code, name, address, parent, board, region, opened, closed.

Public data, imported (organisation data service, statistics office, older register exports). Refuses to know who signs
in, who has published and what. Registration looks codes up here; the register takes places and boards from here.
"""
