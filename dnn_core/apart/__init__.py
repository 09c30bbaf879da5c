"""Processes of their own for what may crash, loop or be hostile."""
