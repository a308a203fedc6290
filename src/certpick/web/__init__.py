"""The same answers as pages and as JSON over HTTP, for who would never open a terminal."""
