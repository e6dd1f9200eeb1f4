"""Making the demonstration, and programmes of any size for measuring."""

from alongside.demo.services.build import NotEmpty, build_demo

__all__ = ["NotEmpty", "build_demo"]
