"""Telegram: what citizens write to the bot, and what they are told, through the Bot API."""
