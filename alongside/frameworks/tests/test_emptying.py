"""A test that commits leaves an empty database behind, with its guards in place."""

import pytest
from django.core.management import call_command
from django.db import DatabaseError

from alongside.frameworks.models import Edition, Item, SealedQuerySet
from alongside.frameworks.tests.factories import publish


@pytest.mark.django_db(transaction=True)
def test_flush__empties_what_is_published_and_keeps_the_guards():
    publish()

    call_command("flush", interactive=False, verbosity=0)

    assert not Edition.objects.exists()
    publish()
    with pytest.raises(DatabaseError, match="What is published never changes"):
        super(SealedQuerySet, Item.objects.all()).update(number=99)
