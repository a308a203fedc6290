"""Facts to points, points to an order, and needs that decide who is in."""
