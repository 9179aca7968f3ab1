"""The cast and their builders; the demo shows the same people."""
