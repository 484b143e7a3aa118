"""Measurements of speed, memory and load; each module is one, run by `./run bench NAME`."""
