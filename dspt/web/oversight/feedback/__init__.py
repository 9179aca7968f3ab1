"""The list of what people told us."""
