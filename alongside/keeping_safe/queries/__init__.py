"""Reads: whom to turn to, what became of a request for a talk, which words were reported."""
