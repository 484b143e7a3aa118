"""The ground: settings, database, files, cache, bus, clock, logs. It knows nothing of what stands above."""
