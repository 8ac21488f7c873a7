"""Understanding: the Rasa components, channel and launcher. Imports nothing of `bot/`."""
