"""One renderer a format, and the only code that prints."""
