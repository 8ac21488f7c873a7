"""Stand-ins at the HTTP seam: real servers on loopback that tests can make fail."""
