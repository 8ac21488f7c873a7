"""Adapters of the platforms on which citizens write."""
