"""Many people at once: their rows in a table, and what each is recommended."""
