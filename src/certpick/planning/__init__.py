"""What to settle before paying: dates, and what to ask the provider."""
