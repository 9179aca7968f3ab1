"""The national team's pages; so far the feedback that people left."""
