"""Pages of the service desk: what waits, requests for recovery, looking an organisation up."""
