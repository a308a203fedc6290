"""What is known: facts, programs, roles, and the files that hold them."""
