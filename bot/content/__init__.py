"""What Dialog knows of the Kosovo Police, as data: every entry with its source and the day it was checked."""
