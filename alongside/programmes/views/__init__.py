"""Pages about places, the people in them, and the keys that wait."""
