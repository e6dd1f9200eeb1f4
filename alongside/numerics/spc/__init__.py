"""Statistical process control: what a series of measurements says, and what it does not."""
