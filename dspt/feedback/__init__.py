"""What people tell us about the service: kept, and listed for the national team. Knows nothing else."""
