"""The best two programs together."""
