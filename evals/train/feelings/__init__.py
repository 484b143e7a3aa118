"""How the network that feels messages is trained: corpus, invented texts, teacher, student, shipping."""
