"""A request of somebody outside to administer the organisation: seen, and stopped."""
