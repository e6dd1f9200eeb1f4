"""What the first pages read: finished data, in a constant number of queries."""

from alongside.home.queries.figures import figures_page
from alongside.home.queries.matrix import matrix_page
from alongside.home.queries.places import place_page
from alongside.home.queries.start import people_to_try, start_page

__all__ = ["figures_page", "matrix_page", "people_to_try", "place_page", "start_page"]
