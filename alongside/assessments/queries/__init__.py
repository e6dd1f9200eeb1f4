"""What pages and reports read of rounds: finished data, in a constant number of queries."""

from alongside.assessments.queries.rating import saved_answers

__all__ = ["saved_answers"]
