"""The engine's custom actions: thin, each calls a service that the app calls too. Run by `python -m actions`."""
