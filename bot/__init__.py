"""Dialog's app: everything that faces people, everything that is remembered, all text that people read."""
