"""What texts mean, as vectors: worked out on this machine, for nothing."""

from personae.encoder.encoder import DIMENSION, VERSION, Encoder

__all__ = ["DIMENSION", "VERSION", "Encoder"]
