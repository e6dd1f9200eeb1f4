"""What Alongside calculates: pure functions that know no Django and no other part of the house."""
