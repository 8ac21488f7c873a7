"""What two places say about the same thing, they say alike: each file guards one such agreement."""
