"""Languages the reader knows by their rules; others are read with what all scripts share."""

from importlib import import_module

from personae.cast.lang.rules import Rules

READ = ("en", "fr", "de", "es", "it")


def rules_for(code: str) -> Rules:
    """Return the rules of a language; one that is not in READ gets the neutral set."""
    module = import_module(f"personae.cast.lang.{code if code in READ else 'neutral'}")
    rules: Rules = module.RULES
    return rules


__all__ = ["READ", "Rules", "rules_for"]
