"""The life of a message, from the inbox to its answer."""
