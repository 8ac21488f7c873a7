"""What is known of written Albanian, Serbian and English without Rasa; `bot/` may import this part of `nlu/` alone."""
