"""What every channel must do, tried on each: see `template.py` to add one."""
