"""Pages, cut by who is looking: ``public``, ``register``, ``toolkit`` (organisations), ``oversight``.

Beside them ``kit`` (environment, components, forms, errors) and ``access`` (who may do what). Doors translate and never
decide: one read or one action a view.
"""
