"""What a user says, and what each criterion weighs for it."""
