import pytest

from alongside.frameworks.tests.emptying import let_flush_pass_the_guards, unpublish

let_flush_pass_the_guards()


@pytest.fixture
def nothing_published(db: None) -> None:
    """The voices and the ten challenges stand in a test's database from the beginning; not in this one's."""
    unpublish()
