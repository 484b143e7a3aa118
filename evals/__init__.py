"""Score cards: how well Personae reads and writes; each module is one, run by `./run eval NAME`."""
