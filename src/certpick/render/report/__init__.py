"""A report: all that certpick says of one ranking, on a page or in a mail."""
