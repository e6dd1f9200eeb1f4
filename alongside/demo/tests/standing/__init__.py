"""Tests of the demonstration that stands: it is built once for all of them."""
