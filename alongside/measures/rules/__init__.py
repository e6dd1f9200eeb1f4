"""Pure decisions about figures: what a period is, what may be entered, how a series is asked to be read."""
