"""What a web server is given, and waitress in particular."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest
from waitress import create_server

from alongside.config.wsgi import application


@pytest.fixture
def port() -> Iterator[int]:
    server = create_server(application, host="127.0.0.1", port=0, threads=1)
    runs = threading.Thread(target=server.run, daemon=True)
    runs.start()
    yield int(server.effective_port)
    server.close()
    runs.join(timeout=10)


def test_head__has_no_body_that_would_be_read_as_the_next_answer(port: int):
    asked = b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nGET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n"
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(asked)
        told = b"".join(iter(lambda: connection.recv(65536), b""))

    first, _, rest = told.partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200")
    assert rest.startswith(b"HTTP/1.0 200")
