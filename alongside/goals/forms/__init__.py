"""What people type about goals."""
