"""The web chat: a page for citizens and the API behind it."""
