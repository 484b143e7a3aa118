"""What the text says of its people, found while it is read: addressees, facts and ties."""

from personae.cast.evidence.addressee import addressees
from personae.cast.evidence.witness import Exchange, Witness

__all__ = ["Exchange", "Witness", "addressees"]
