"""The network: six layers over pieces with heads on words, and two over words for the roles of a trigger.

The encoder is MiniLM (Wang et al. 2020) as all-MiniLM-L6-v2 has it, with a case signal added to its embeddings. The
role network sees the words around one trigger, told which words the trigger is and of which kind, so that roles,
factuality and whether the trigger counts at all are decided for that trigger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from dateline.extract.around import BUCKETS, MIDDLE
from dateline.extract.hints import FEATURES
from dateline.extract.labels import FACTUALITIES, MENTIONS, ROLES
from dateline.extract.windows import Case


@dataclass(frozen=True)
class Shape:
    """The sizes of the network; the defaults are those of all-MiniLM-L6-v2 and of what was best beside it."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    role_width: int = 256
    role_layers: int = 2
    role_heads: int = 4
    kinds: int = 29
    dropout: float = 0.1


class Layer(nn.Module):
    """A post-norm transformer layer, with BERT's names so that its weights load as they are."""

    def __init__(self, width: int, heads: int, inner: int) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.out = (nn.Linear(width, width) for _ in range(4))
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.norm_attention, self.norm = nn.LayerNorm(width, eps=1e-12), nn.LayerNorm(width, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, width = x.shape
        split = (rows, length, self.heads, width // self.heads)
        q, k, v = (part(x).reshape(split).transpose(1, 2) for part in (self.query, self.key, self.value))
        scores = torch.matmul(q, k.transpose(2, 3)) * (width // self.heads) ** -0.5 + bias
        mixed = torch.matmul(torch.softmax(scores, -1), v)
        x = self.norm_attention(x + self.out(mixed.transpose(1, 2).reshape(rows, length, width)))
        return self.norm(x + self.down(functional.gelu(self.up(x))))


def _bias(mask: Tensor) -> Tensor:
    return (1.0 - mask[:, None, None, :].float()) * -10000.0


class Encoder(nn.Module):
    """Pieces to words: trigger and mention scores, and the vector of each word that the role network reads."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.case = nn.Embedding(len(Case), shape.width)
        nn.init.zeros_(self.case.weight)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.dropout = nn.Dropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape.width, shape.heads, shape.inner) for _ in range(shape.layers))
        self.trigger = nn.Linear(shape.width, shape.kinds)
        nn.init.constant_(self.trigger.bias, -4.0)
        self.mention = nn.Linear(shape.width, 2 * len(MENTIONS))
        self.bridge = nn.Linear(shape.width, shape.role_width)

    def forward(self, ids: Tensor, case: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """(trigger scores, mention scores, vectors) of words.

        Args:
            ids, case, mask: [rows, pieces].
            first: [rows, words], the piece at which each word begins.
        """
        at = torch.arange(ids.shape[1], device=ids.device)
        x = self.dropout(self.norm(self.word(ids) + self.position(at) + self.case(case)))
        bias = _bias(mask).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        words = torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[2]))
        words = self.dropout(words)
        return self.trigger(words), self.mention(words), self.bridge(words)

    def load_pretrained(self, weights: Mapping[str, Tensor]) -> None:
        """Take the weights of a BERT of the same shape."""
        names = {"word": "word_embeddings", "position": "position_embeddings"}
        with torch.no_grad():
            for own, theirs in names.items():
                getattr(self, own).weight.copy_(weights[f"embeddings.{theirs}.weight"])
            self.position.weight += weights["embeddings.token_type_embeddings.weight"][0]
            _copy(self.norm, weights, "embeddings.LayerNorm")
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}"
                for own, theirs in BERT.items():
                    _copy(getattr(layer, own), weights, f"{at}.{theirs}")


BERT = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "norm_attention": "attention.output.LayerNorm",
    "up": "intermediate.dense",
    "down": "output.dense",
    "norm": "output.LayerNorm",
}


def _copy(module: nn.Module, weights: Mapping[str, Tensor], name: str) -> None:
    module.weight.copy_(weights[f"{name}.weight"])
    module.bias.copy_(weights[f"{name}.bias"])


class Roles(nn.Module):
    """The words around a trigger to its roles, its factuality and whether it counts."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        width = shape.role_width
        self.kind = nn.Embedding(shape.kinds, width)
        self.distance = nn.Embedding(BUCKETS, width)
        self.features = nn.Linear(FEATURES, width, bias=False)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, shape.role_heads, 2 * width) for _ in range(shape.role_layers))
        self.roles = nn.Linear(width, 2 * len(ROLES))
        nn.init.constant_(self.roles.bias, -3.0)
        self.factuality = nn.Linear(width, len(FACTUALITIES))
        self.counts = nn.Linear(width, 1)

    def forward(
        self, words: Tensor, kind: Tensor, distance: Tensor, mask: Tensor, features: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """(role scores per word, factuality scores, score that it counts) of triggers.

        Args:
            words: [triggers, words, role width].
            kind: [triggers].
            distance: [triggers, words], bucketed; the middle bucket marks the trigger.
            mask: [triggers, words].
            features: [triggers, words, features], what rules make of the words.
        """
        given = self.distance(distance) + self.kind(kind)[:, None, :] + self.features(features)
        x = self.norm(words + given)
        bias = _bias(mask).to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        here = ((distance == MIDDLE) & (mask > 0)).to(x.dtype)[:, :, None]
        trigger = (x * here).sum(1) / here.sum(1).clamp(min=1.0)
        return self.roles(x), self.factuality(trigger), self.counts(trigger)[:, 0]


class Reader(nn.Module):
    """Both networks."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.roles = Roles(shape)

    def sizes(self) -> dict[str, float]:
        """The shape as plain numbers, for the record of a training run."""
        return asdict(self.shape)
