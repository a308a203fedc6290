"""Options and commands. No logic: every command reads, calls and hands the result to output."""
