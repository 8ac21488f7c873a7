"""Pages and API for officers, supervisors and trainers."""
