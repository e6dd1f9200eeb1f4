"""What pages and reports read of goals: finished data, in a constant number of queries."""
