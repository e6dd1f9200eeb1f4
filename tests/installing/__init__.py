"""What plays `docs/install.md` on a machine of its own: its boxes, and the machine."""
