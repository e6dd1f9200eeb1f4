"""Pure decisions about goals, tests of change and loops."""
