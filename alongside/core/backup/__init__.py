"""Backup, restore and the canonical export: one format for both engines, whole or not at all."""
