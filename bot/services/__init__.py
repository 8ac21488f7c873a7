"""What citizens, officers and trainers can do; each call is one short transaction."""
