"""The quiz: questions are data, the engine is pure, the terminal is an adapter."""
