"""The kit of every page: environment, components as macros, fields, errors, the public policy. Knows no room."""
