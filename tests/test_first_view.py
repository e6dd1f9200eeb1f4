"""What a slow phone must fetch before somebody can answer: everything the first page names, as it travels."""

from __future__ import annotations

import re

import pytest
from django.test import Client

MOST = 150_000  # bytes


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["/rate/", "/sign-in/", "/"])
def test_first_view_is_light_and_asks_nobody_else(page: str):
    client = Client(headers={"Accept-Encoding": "gzip"})
    html = Client().get(page).content.decode()
    named = set(re.findall(r'(?:href|src)="([^"#]+\.(?:css|js|svg|png|woff2?))"', html))

    weights = {address: _weight(client, address) for address in (page, *named)}

    assert len(named) >= 3
    assert all(address.startswith("/static/") for address in named)
    assert sum(weights.values()) <= MOST, weights


def _weight(client: Client, address: str) -> int:
    response = client.get(address)
    assert response.status_code == 200
    return len(response.getvalue())
