"""Rasa components of the NLU pipeline, named in `config.yml`."""
