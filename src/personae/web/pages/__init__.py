"""Pages, a file per room. Every form works before any script loads."""
