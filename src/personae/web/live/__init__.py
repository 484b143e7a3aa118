"""The live channel: one socket per page, telling it what has changed."""
