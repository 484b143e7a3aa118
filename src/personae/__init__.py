"""Personae: any document, turned into living characters."""
