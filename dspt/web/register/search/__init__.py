"""Search and download of the register."""
