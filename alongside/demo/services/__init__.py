"""Making the demonstration, and programmes of any size for measuring."""

from alongside.demo.services.build import NotEmpty, build_demo
from alongside.demo.services.generating import Generated, generate

__all__ = ["Generated", "NotEmpty", "build_demo", "generate"]
