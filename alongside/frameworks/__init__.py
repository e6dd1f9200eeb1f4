"""Frameworks: what services are judged by, in editions that never change once they are published."""
