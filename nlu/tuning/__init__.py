"""What is learnt seldom and kept in the repository: the encoder's upper layers and the tripwire's words."""
