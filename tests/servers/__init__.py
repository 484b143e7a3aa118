"""Real servers, and a scripted model server, that tests start for themselves on loopback ports."""
