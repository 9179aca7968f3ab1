"""What the templates of the outcome view are given."""
