"""The sentence encoder in torch, with a head: to teach its last layers something, and keep them small."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch  # type: ignore[import-not-found]
from numpy.typing import NDArray
from torch import nn

from personae.encoder import weights
from personae.encoder.transformer import HEADS

DROP = 0.1
WIDTH = 384
TINY = 1e-12
LINEAR = ("asked", "joined", "widened", "narrowed")
NORMS = {"attention": "attention_norm", "output": "output_norm"}


class Linear(nn.Module):  # type: ignore[misc]
    """A map of the encoder's, its bytes made wide."""

    def __init__(self, kept: weights.Linear) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(kept.weight.astype(np.float32) * kept.scale))
        self.bias = nn.Parameter(torch.tensor(np.array(kept.bias, np.float32)))

    def forward(self, x: Any) -> Any:
        """x: (..., inputs). Returns (..., outputs)."""
        return x @ self.weight + self.bias


class Norm(nn.Module):  # type: ignore[misc]
    """A norm of the encoder's."""

    def __init__(self, kept: weights.Norm) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.tensor(np.array(kept.weight, np.float32)))
        self.bias = nn.Parameter(torch.tensor(np.array(kept.bias, np.float32)))

    def forward(self, x: Any) -> Any:
        """x: (..., WIDTH)."""
        return nn.functional.layer_norm(x, (WIDTH,), self.weight, self.bias, TINY)


class Layer(nn.Module):  # type: ignore[misc]
    """A layer of the encoder's."""

    def __init__(self, kept: weights.Layer) -> None:
        super().__init__()
        for name in LINEAR:
            setattr(self, name, Linear(getattr(kept, name)))
        for name in NORMS.values():
            setattr(self, name, Norm(getattr(kept, name)))

    def forward(self, x: Any, is_there: Any) -> Any:
        """x: (texts, places, WIDTH); is_there: (texts, 1, 1, places)."""
        texts, places, width = x.shape
        parts = (
            part.reshape(texts, places, HEADS, width // HEADS).transpose(1, 2)
            for part in self.asked(x).chunk(3, -1)
        )
        drop = DROP if self.training else 0.0
        seen = nn.functional.scaled_dot_product_attention(*parts, attn_mask=is_there, dropout_p=drop)
        seen = self.joined(seen.transpose(1, 2).reshape(texts, places, width))
        x = self.attention_norm(x + nn.functional.dropout(seen, DROP, self.training))
        wide = self.narrowed(nn.functional.gelu(self.widened(x), approximate="tanh"))
        return self.output_norm(x + nn.functional.dropout(wide, DROP, self.training))


class Network(nn.Module):  # type: ignore[misc]
    """The encoder, and a head over the mean and the greatest of what it says of each piece."""

    def __init__(self, kept: weights.Weights, heads: int) -> None:
        super().__init__()
        pieces = kept.pieces.astype(np.float32) * kept.piece_scales[:, None]
        self.pieces = nn.Parameter(torch.tensor(pieces))
        self.places = nn.Parameter(torch.tensor(np.array(kept.places, np.float32)))
        self.first = Norm(kept.first_norm)
        self.layers = nn.ModuleList(Layer(each) for each in kept.layers)
        self.head = nn.Linear(2 * WIDTH, heads)

    def forward(self, ids: Any, is_there: Any) -> Any:
        """ids, is_there: (texts, places). Returns (texts, heads) logits."""
        x = nn.functional.dropout(
            self.first(self.pieces[ids] + self.places[: ids.shape[1]]), DROP, self.training
        )
        for layer in self.layers:
            x = layer(x, is_there[:, None, None, :])
        mask = is_there[..., None]
        mean = (x * mask).sum(1) / mask.sum(1)
        greatest = x.masked_fill(~mask, -1e4).amax(1)
        both = torch.cat([mean, greatest], -1).float()
        return self.head(nn.functional.dropout(both, DROP, self.training))

    def split(self, own: int) -> tuple[list[Any], list[Any]]:
        """Leave all but the last layers and the head as they are; return what those two have to learn."""
        for each in self.parameters():
            each.requires_grad_(False)
        learning = [*self.layers[-own:].parameters()], [*self.head.parameters()]
        for each in (*learning[0], *learning[1]):
            each.requires_grad_(True)
        return learning


def padded(rows: Sequence[Sequence[int]], device: str) -> tuple[Any, Any]:
    """Return texts in pieces as one tensor, and where there is a piece at all."""
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    is_there = np.zeros(ids.shape, bool)
    for row, pieces in enumerate(rows):
        ids[row, : len(pieces)], is_there[row, : len(pieces)] = pieces, True
    return torch.tensor(ids, device=device), torch.tensor(is_there, device=device)


def rounded(network: Network, *, own: int) -> dict[str, NDArray[np.generic]]:
    """Round the last layers' maps to bytes, in place, and return all that `personae.encoder.branch` reads."""
    kept: dict[str, NDArray[np.generic]] = {}
    for number in range(len(network.layers) - own, len(network.layers)):
        layer: Any = network.layers[number]
        for name in LINEAR:
            kept |= _linear(getattr(layer, name), f"{number}.{name}")
        for name, part in NORMS.items():
            norm = getattr(layer, part)
            kept |= {f"{number}.{name}.norm.weight": _array(norm.weight)}
            kept |= {f"{number}.{name}.norm.bias": _array(norm.bias)}
    return kept | {"head.weight": _array(network.head.weight.T), "head.bias": _array(network.head.bias)}


def _linear(linear: Linear, name: str) -> dict[str, NDArray[np.generic]]:
    with torch.no_grad():
        scale = linear.weight.abs().amax(0).clamp(min=1e-9) / 127
        steps = (linear.weight / scale).round().clamp(-127, 127)
        linear.weight.copy_(steps * scale)
    return {
        f"{name}.weight": _array(steps).astype(np.int8),
        f"{name}.scale": _array(scale),
        f"{name}.bias": _array(linear.bias),
    }


def _array(tensor: Any) -> NDArray[np.float32]:
    found: NDArray[np.float32] = np.ascontiguousarray(tensor.detach().cpu().numpy())
    return found
