"""How firm a ranking is, and why."""
