"""What operators do with the whole house: start it, train its model, ask how it is. Called by `python -m bot`."""
